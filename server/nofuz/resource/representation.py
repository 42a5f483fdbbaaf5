"""The data of a document in the format that was chosen."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nofuz.edition import Edition
from nofuz.formats import JSON_LD, Format
from nofuz.resource.identifiers import document_iri
from nofuz.resource.metadata import metadata
from nofuz.resource.profiles import EXPANDED, FLATTENED, FRAMED
from nofuz.store.conversion import to_quads_in
from nofuz.store.description import Description
from nofuz.store.embedded import Quad
from nofuz.store.serialization import QUAD_FORMATS, serialize


class Choice(NamedTuple):
    """What was chosen: a format, and of JSON-LD a profile where the client named one."""

    form: Format
    profile: str = ""

    @property
    def tag(self) -> str:
        """What tells this representation from the others of the same document."""
        return "-".join(filter(None, (self.form.extension, self.profile)))


def described(
    edition: Edition, base: str, thing: str, description: Description, choice: Choice
) -> bytes:
    """Return a page of the description of a thing, with what the document says of itself."""
    of_document = to_quads_in(
        metadata(edition, base, thing, description), document_iri(base, thing)
    )
    quads: Iterable[Quad] = description.quads
    if choice.form in QUAD_FORMATS:
        quads = edition.store.in_their_graphs(quads)
    return represent(edition, [*of_document, *quads], choice, thing)


def represent(edition: Edition, quads: Sequence[Quad], choice: Choice, root: str = "") -> bytes:
    """Return quads in the format that was chosen.

    Args:
        edition: the open release.
        quads: in the order in which they are to stand; those of a subject together.
        choice: format and profile.
        root: the thing that a tree begins with; without it none is made.
    """
    if choice.form != JSON_LD or choice.profile in (EXPANDED, FLATTENED):
        return serialize(quads, choice.form)
    triples = dict.fromkeys(quad.triple for quad in quads)
    if choice.profile == FRAMED and root:
        return edition.compactor.frame(triples, root)
    return edition.compactor.compact(triples)
