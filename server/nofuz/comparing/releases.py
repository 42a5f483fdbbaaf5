"""Compare two releases, whichever of them came first.

What each switch touched was written down when it happened, so that only those
things are looked at which a release between the two changed, not the stores as
a whole.  What was changed and changed back says the same in both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nofuz.archive import Opened
from nofuz.edition import Edition
from nofuz.namespaces import NOFUZ
from nofuz.release.changes import Changes
from nofuz.release.tombstones import DEPRECATED
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Term

_STANDING = NOFUZ + "standing"
MOST = 5_000
"""Things that are looked at; where more were touched, the numbers are only of the first."""


@dataclass
class Difference:
    """What differs between two releases, as IRIs, each in one place; sorted."""

    only_one: list[str] = field(default_factory=list)
    only_other: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    standings: dict[str, tuple[Term, Term]] = field(default_factory=dict)
    """Propositions whose claims add up to something else, with both standings."""
    is_whole: bool = True


def compare_releases(edition: Edition, one: Opened, other: Opened) -> Difference | None:
    """Return what differs between two releases of the history; None where nobody wrote it down.

    Args:
        edition: the current one, which knows the history.
        one: a release of it.
        other: another one.
    """
    touched = _touched(edition, one.name, other.name)
    if touched is None:
        return None
    found = Difference(is_whole=len(touched) <= MOST)
    for iri in sorted(touched)[:MOST]:
        _compare(iri, one.store, other.store, found)
    return found


def _compare(iri: str, one: EmbeddedStore, other: EmbeddedStore, found: Difference) -> None:
    is_in_one, is_in_other = _is_alive(one, iri), _is_alive(other, iri)
    if is_in_one and not is_in_other:
        found.only_one.append(iri)
    elif is_in_other and not is_in_one:
        found.only_other.append(iri)
    elif is_in_one and one.statements(iri) != other.statements(iri):
        standings = one.values(iri, _STANDING), other.values(iri, _STANDING)
        if all(standings) and standings[0] != standings[1]:
            found.standings[iri] = standings[0][0], standings[1][0]
        else:
            found.changed.append(iri)


def _is_alive(store: EmbeddedStore, iri: str) -> bool:
    return store.is_described(iri) and not store.values(iri, DEPRECATED)


def _touched(edition: Edition, one: str, other: str) -> set[str] | None:
    """Return the IRIs that the switches between two releases changed."""
    last = {switch.name: number for number, switch in enumerate(edition.history)}
    first, end = sorted((last[one], last[other]))
    between = edition.changes[first + 1 : end + 1]
    return set(_iris(between)) if all(between) else None


def _iris(changes: Iterable[Changes | None]) -> Iterator[str]:
    for changed in filter(None, changes):
        for page in range(changed.pages):
            yield from (each.iri for each in changed.page(page + 1))
