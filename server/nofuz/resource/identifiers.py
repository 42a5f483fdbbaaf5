"""Between published IRIs and the paths of this server.

The base of the IRIs is set, never guessed from a request: a server elsewhere
answers for the same IRIs under its own address.
"""

from nofuz.errors import UnknownResource
from nofuz.formats import PAGE_FORMATS, Format

_BY_EXTENSION = {known.extension: known for known in PAGE_FORMATS}
_THING, _DOCUMENT = "id/", "doc/"


def identifier(base: str, name: str) -> str:
    """Return the IRI of the thing that /doc/<name> is about."""
    return f"{base}{_THING}{name}"


def document_iri(base: str, iri: str) -> str:
    """Return the IRI of the document about a thing.

    What is described at its own address, as a concept is, has its document in
    a fragment there, since a thing and a document about it are two.

    >>> document_iri("https://example.org/", "https://example.org/id/agent/a")
    'https://example.org/doc/agent/a'
    """
    thing = identifier(base, "")
    if iri.startswith(thing):
        return f"{base}{_DOCUMENT}{iri.removeprefix(thing)}"
    return f"{iri}#document"


def fixed_format(extension: str) -> Format | None:
    """Return the format that an extension fixes, None for an empty one.

    Raises:
        UnknownResource: there is no such format (404).
    """
    if extension and extension not in _BY_EXTENSION:
        raise UnknownResource("there is no format with this extension")
    return _BY_EXTENSION.get(extension)


def split_extension(name: str) -> tuple[str, Format | None]:
    """Return a name without its extension, and the format that the extension fixes.

    >>> split_extension("agent/iran.ttl")[0], split_extension("agent/iran")[1]
    ('agent/iran', None)
    """
    stem, dot, extension = name.rpartition(".")
    if dot and stem and extension in _BY_EXTENSION:
        return stem, _BY_EXTENSION[extension]
    return name, None
