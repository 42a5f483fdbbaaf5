"""Tell which paragraph of a page is which paragraph that was read.

Only the numbers of the paragraphs that were read are known, not their text.
But most quotes stay where they were, and those tell where the others belong:
the paragraphs keep their order, and mostly their distances.
"""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

_LEAP = 0.6
"""What a change of distance costs, where a paragraph found again is worth 1.

A paragraph that was put in, cut out or joined to its neighbour changes one
distance, and that must cost less than to give up a paragraph; a passage that
moved among the others changes two, and that must cost more.
"""
_SAME_NUMBER = 0.01
"""In doubt a paragraph keeps its number; the headline is the first."""
OFTEN = 20
"""A quote that stands in more paragraphs than this says nothing of where it belongs."""


class _Place(NamedTuple):
    """A paragraph of the page that may be one that was read, by the share of its quotes in it."""

    number: int
    place: int
    worth: float


def homes(places: Mapping[int, Sequence[Set[int]]]) -> dict[int, int]:
    """Return for each number of a paragraph which paragraph of the page it is now.

    Args:
        places: for each paragraph that was read, by its number from 1, where each
            of its quotes stands now: paragraphs of the page, from 0.

    Returns:
        Numbers and paragraphs of the page in the same order.  A number is missing
        if its quotes stand nowhere, or only where other paragraphs belong.

    >>> homes({1: [{0}], 2: [{3}], 3: [{2}], 4: [{3}]})
    {1: 0, 3: 2, 4: 3}
    """
    found = [place for number in sorted(places) for place in _places(number, places[number])]
    scores: list[float] = []
    befores: list[int | None] = []
    for here in found:
        score, before = max(
            ((scores[at] - _cost(there, here), -at) for at, there in _earlier(found, here)),
            default=(0.0, 0),
        )
        scores.append(here.worth + max(0.0, score))
        befores.append(-before if score > 0 else None)
    return _chain(found, scores, befores)


def _places(number: int, quotes: Sequence[Set[int]]) -> list[_Place]:
    telling = [quote for quote in quotes if 0 < len(quote) <= OFTEN]
    return [
        _Place(
            number,
            place,
            sum(place in quote for quote in telling) / len(telling)
            + _SAME_NUMBER * (place == number - 1),
        )
        for place in sorted(set().union(*telling))
    ]


def _earlier(found: Sequence[_Place], here: _Place) -> list[tuple[int, _Place]]:
    return [
        (at, there)
        for at, there in enumerate(found)
        if there.number < here.number and there.place <= here.place
    ]


def _cost(there: _Place, here: _Place) -> float:
    keeps_distance = here.place - there.place == here.number - there.number
    return 0.0 if keeps_distance else _LEAP


def _chain(
    found: Sequence[_Place], scores: Sequence[float], befores: Sequence[int | None]
) -> dict[int, int]:
    """Return the chain of places with the highest score; the earlier one if two have it."""
    at = max(range(len(found)), key=lambda number: scores[number], default=None)
    chain = []
    while at is not None:
        chain.append(found[at])
        at = befores[at]
    return {place.number: place.place for place in reversed(chain)}
