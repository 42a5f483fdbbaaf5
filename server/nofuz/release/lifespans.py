"""In which releases an IRI is alive: from the one that added it to the one that withdrew it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from nofuz.release.changes import Changes
from nofuz.release.comparison import Change
from nofuz.release.history import History, Switch


class Memento(NamedTuple):
    """A release in which an IRI is alive, and the time that stands for it.

    A release that came back has the time when it first became current: what is
    served under its name is one state, and has one time (RFC 7089, section 2.2).
    """

    name: str
    date: datetime


class Lifespan:
    """What the history says of one IRI."""

    def __init__(
        self,
        history: History,
        changes: Sequence[Changes | None],
        iri: str,
        lives_in: Callable[[str], bool | None],
    ) -> None:
        """Look the IRI up.

        Args:
            history: all switches, oldest first.
            changes: what each of them changed.
            iri: an IRI of ours.
            lives_in: says of a release by name whether the IRI is alive in it, None
                where that cannot be told; asked where the changes do not say it.
        """
        self._history = history
        self._lives: list[bool | None] = []
        for switch, changed in zip(history, changes, strict=True):
            lives = self._after(changed, iri)
            self._lives.append(lives_in(switch.name) if lives is None else lives)

    def _after(self, changed: Changes | None, iri: str) -> bool | None:
        """Return whether the IRI is alive after a switch, None where nobody wrote it down."""
        change = changed.of(iri) if changed else None
        if change is not None:
            return change != Change.WITHDRAWN
        if changed is None or (self._lives and self._lives[-1] is None):
            return None
        return bool(self._lives) and self._lives[-1]

    @property
    def mementos(self) -> list[Memento]:
        """The releases in which the IRI is alive, each once, by their first time."""
        first = first_dates(self._history)
        names = {
            switch.name for switch, lives in zip(self._history, self._lives, strict=True) if lives
        }
        return sorted((Memento(name, first[name]) for name in names), key=lambda each: each.date)

    def at(self, when: datetime, is_kept: Callable[[str], bool]) -> Switch | None:
        """Return the switch that was in force at a time, None when the IRI was never alive.

        For a time before the IRI came to be, it is the one that it came with.  A
        time at which it was withdrawn has the release that says so, since to give
        out what it was before would undo the withdrawal.

        Args:
            when: the time.
            is_kept: says of a release by name whether it can be sent; the nearest
                that can takes the place of one that cannot.
        """
        if not any(self._lives):
            return None
        born = self._lives.index(True)
        kept = [switch for switch in self._history[born:] if is_kept(switch.name)]
        before = [switch for switch in kept if switch.date <= when]
        return before[-1] if before else kept[0]


def first_dates(history: History) -> dict[str, datetime]:
    """Return when each release first became current, by name."""
    return {switch.name: switch.date for switch in reversed(history)}
