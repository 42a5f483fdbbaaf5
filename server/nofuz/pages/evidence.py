"""What is behind a proposition: everybody who speaks on it, and where that was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nofuz.archive import Opened
from nofuz.pages.passages import Passage, by_claim, passages
from nofuz.pages.questions import ask
from nofuz.pages.statements import AGAINST, FOR, NEITHER, Statement, Voice, statements
from nofuz.store.terms import Term, iri


@dataclass(frozen=True)
class Evidence:
    """A proposition with the passages of each claim on it."""

    statement: Statement
    places: Mapping[Term, Sequence[Passage]]

    @property
    def voices(self) -> list[Voice]:
        """Those who deny or qualify it first, then those who say so, then those who decline."""
        return [voice for side in (AGAINST, FOR, NEITHER) for voice in self.statement.on(side)]


def evidence(edition: Opened, proposition: str) -> Evidence:
    """Return what is behind a proposition, by its IRI."""
    found = ask(edition.store, "proposition", {"thing": iri(proposition)})
    places = by_claim(passages(found["passages"], found["verifications"]))
    return Evidence(statements(edition).read(proposition), places)
