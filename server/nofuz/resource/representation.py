"""The data of a document in the format that was chosen."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from nofuz.archive import Opened
from nofuz.formats import JSON_LD, Format
from nofuz.resource.identifiers import document_iri
from nofuz.resource.metadata import metadata
from nofuz.resource.profiles import EXPANDED, FLATTENED, FRAMED
from nofuz.store.conversion import to_quads, to_quads_in
from nofuz.store.description import Description
from nofuz.store.embedded import Quad
from nofuz.store.serialization import QUAD_FORMATS, serialize, write


class Choice(NamedTuple):
    """What was chosen: a format, and of JSON-LD a profile where the client named one."""

    form: Format
    profile: str = ""

    @property
    def tag(self) -> str:
        """What tells this representation from the others of the same document."""
        return "-".join(filter(None, (self.form.extension, self.profile)))


def described(
    edition: Opened, base: str, thing: str, description: Description, choice: Choice
) -> bytes:
    """Return a page of the description of a thing, with what the document says of itself."""
    of_document = metadata(edition, base, thing, description)
    if choice.form in QUAD_FORMATS:
        own = to_quads_in(of_document, document_iri(base, thing))
        return serialize([*own, *edition.store.in_their_graphs(description.quads)], choice.form)
    return _written(edition, [*to_quads(of_document), *description.quads], choice, thing)


def represent(edition: Opened, quads: Sequence[Quad], choice: Choice, root: str = "") -> bytes:
    """Return the content of graphs in the format that was chosen.

    Args:
        edition: the open release.
        quads: in the order in which they are to stand; those of a subject together.
        choice: format and profile.
        root: the thing that a tree begins with; without it none is made.
    """
    if choice.form in QUAD_FORMATS:
        return serialize(quads, choice.form)
    return _written(edition, list(dict.fromkeys(quad.triple for quad in quads)), choice, root)


def _written(edition: Opened, statements: Sequence[Any], choice: Choice, root: str) -> bytes:
    """Return triples, each given once, in a format without graphs."""
    if choice.form != JSON_LD or choice.profile in (EXPANDED, FLATTENED):
        return write(statements, choice.form)
    if choice.profile == FRAMED and root:
        return edition.compactor.frame(statements, root)
    return edition.compactor.compact(statements)
