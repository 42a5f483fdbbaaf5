"""Compare what two documents report, or what two origins brought to the public.

Two sources say the same of a proposition when the same speakers take the same
stances in them; who denies what another affirms speaks of the same thing, and
says something else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from nofuz.store.terms import Solution

Said = dict[str, list[Solution]]
"""The claims of one source, by the IRI of their proposition."""


@dataclass(frozen=True)
class Compared:
    """What two sources say; each dictionary is sorted by proposition."""

    only_one: Said
    only_other: Said
    differently: dict[str, tuple[list[Solution], list[Solution]]]
    alike: Said


def compare_sources(one: Iterable[Solution], other: Iterable[Solution]) -> Compared:
    """Return what only one of two sources says, and what both say, alike or not.

    Args:
        one: its claims, sorted by ?proposition, each with ?stance and ?speaker.
        other: those of the other source.
    """
    left, right = _by_proposition(one), _by_proposition(other)
    both = [proposition for proposition in left if proposition in right]
    alike = {each for each in both if _voices(left[each]) == _voices(right[each])}
    return Compared(
        {each: rows for each, rows in left.items() if each not in right},
        {each: rows for each, rows in right.items() if each not in left},
        {each: (left[each], right[each]) for each in both if each not in alike},
        {each: left[each] for each in both if each in alike},
    )


def _by_proposition(rows: Iterable[Solution]) -> Said:
    found = groupby(rows, key=lambda row: row["proposition"].value)
    return {proposition: list(group) for proposition, group in found}


def _voices(rows: Iterable[Solution]) -> set[tuple[str, str]]:
    return {(row["stance"].value, row["speaker"].value) for row in rows}
