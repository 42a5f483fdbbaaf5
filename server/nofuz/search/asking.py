"""Read what a client searches for."""

from typing import TYPE_CHECKING, NamedTuple

from nofuz.errors import MalformedRequest
from nofuz.index.things import Filter
from nofuz.namespaces import expand
from nofuz.parameters import Parameters, number, single

if TYPE_CHECKING:
    from nofuz.index.reading import Index

LONGEST = 300
"""Characters of what is searched for; the longest label has half as many."""

MOST = 100
"""Results on one page."""

FARTHEST = 1000
"""Results that may be skipped: who wants all takes a query or the dumps."""

_USUAL = 20


class Search(NamedTuple):
    """What a client searches for.

    Args:
        text: plain words.
        kind: what things must be, as the client names it; empty for all.
        only: the same, as the index knows it.
        limit: results on the page.
        offset: results before it.
    """

    text: str
    kind: str
    only: Filter
    limit: int
    offset: int


def read(parameters: Parameters, index: "Index") -> Search | None:
    """Return the search that the parameters ask for, None without words.

    Raises:
        MalformedRequest: a parameter is doubled, too long or out of bounds, or
            no such kind of things is known.
    """
    text = single(parameters, "q") or ""
    if len(text) > LONGEST:
        raise MalformedRequest(f"'q' has at most {LONGEST} characters")
    kind = single(parameters, "type") or ""
    limit = number(parameters, "limit", _USUAL, least=1, most=MOST)
    offset = number(parameters, "offset", 0, least=0, most=FARTHEST)
    only = _filter(kind, index)
    return Search(text, kind, only, limit, offset) if text.strip() else None


def _filter(kind: str, index: "Index") -> Filter:
    """Return the filter that `type` names: a kind such as agent, or a class such as foaf:Person."""
    if not kind:
        return Filter()
    kinds = index.kinds()
    if kind in kinds:
        return Filter(kind=kind)
    class_number = index.class_number(expand(kind))
    if class_number is None:
        raise MalformedRequest(
            f"'type' is a class such as foaf:Person, or one of {', '.join(kinds)}"
        )
    return Filter(classes=(class_number,))
