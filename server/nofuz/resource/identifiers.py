"""Between published IRIs and the paths of this server.

The base of the IRIs is set, never guessed from a request: a server elsewhere
answers for the same IRIs under its own address.
"""

from nofuz.formats import PAGE_FORMATS, Format

_BY_EXTENSION = {known.extension: known for known in PAGE_FORMATS}


def identifier(base: str, name: str) -> str:
    """Return the IRI of the thing that /doc/<name> is about."""
    return f"{base}id/{name}"


def split_extension(name: str) -> tuple[str, Format | None]:
    """Return a name without its extension, and the format that the extension fixes.

    >>> split_extension("agent/iran.ttl")[0], split_extension("agent/iran")[1]
    ('agent/iran', None)
    """
    stem, dot, extension = name.rpartition(".")
    if dot and stem and extension in _BY_EXTENSION:
        return stem, _BY_EXTENSION[extension]
    return name, None


def alternates(path: str) -> str:
    """Return the Link header that offers every format of a document by its own address."""
    return ", ".join(
        f'<{path}.{known.extension}>; rel="alternate"; type="{known.media_type}"'
        for known in PAGE_FORMATS
    )
