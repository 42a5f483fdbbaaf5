"""The page of an agent, and of a place, a post or an instrument: what is said of it, in order."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nofuz.archive import Opened
from nofuz.namespaces import NOFUZ, PREFIXES
from nofuz.pages.names import Names
from nofuz.pages.questions import Answers
from nofuz.pages.statements import Statement, statements
from nofuz.store.terms import Solution, Term

RELATION, TENURE, EVENT = (NOFUZ + name for name in ("InfluenceRelation", "Tenure", "Event"))
"""The broad kinds of propositions that have a place of their own on the page."""

PARTICIPANTS = ("actor", "participant", "target", "chair")
"""The roles of those who take part in an event."""

_OUT, _IN = ("influencer", "giver"), ("influenced", "receiver", "beneficiary")
_MEMBER = PREFIXES["org"] + "member"
_WITHIN = {PREFIXES["org"] + "organization", NOFUZ + "post"}

Group = tuple[Term, list[Statement]]
"""A kind of proposition, with those of that kind."""


@dataclass(frozen=True)
class Form:
    """One form of a name, with the documents that print it."""

    name: Term
    is_label: bool
    documents: tuple[Term, ...]


@dataclass(frozen=True)
class Portrait:
    """What is said of a thing, or what of it may be so on a day."""

    thing: str
    shown: Sequence[Statement]
    day: date | None
    left_out: int
    """How many statements are of another time than that day."""

    @property
    def is_taking_part(self) -> bool:
        """Whether it is a participant of some event, and not only spoken of."""
        return any(self._is_among(found, PARTICIPANTS) for found in self.events)

    def is_undated(self, statement: Statement) -> bool:
        """Return whether a statement is shown though nobody says that it is of that day."""
        return self.day is not None and statement.times.holding(self.day) == "open"

    @cached_property
    def said(self) -> list[Statement]:
        """What somebody says, for or against; not what only a document's wording makes up."""
        return [found for found in self.shown if not found.is_worded_only]

    @cached_property
    def worded(self) -> list[Statement]:
        """What only the wording of a document says."""
        return [found for found in self.shown if found.is_worded_only]

    @cached_property
    def disputed(self) -> list[Statement]:
        """What somebody denies, qualifies or will not comment on."""
        return [found for found in self.said if found.is_disputed]

    @cached_property
    def tenures(self) -> list[Statement]:
        """Its own roles in bodies."""
        return [found for found in self._of(TENURE) if _MEMBER in found.roles_of(self.thing)]

    @cached_property
    def holders(self) -> list[Statement]:
        """The roles of others in it."""
        return [
            found
            for found in self._of(TENURE)
            if not _WITHIN.isdisjoint(found.roles_of(self.thing))
        ]

    @cached_property
    def relations(self) -> list[Statement]:
        """The relations that it is a party to."""
        return [found for found in self._of(RELATION) if self._is_party(found)]

    @cached_property
    def outgoing(self) -> list[Statement]:
        """Relations in which it is said to influence others, or to give them something."""
        return [found for found in self.relations if self._is_among(found, _OUT)]

    @cached_property
    def incoming(self) -> list[Statement]:
        """Relations in which others are said to influence it, or to give it something."""
        return [found for found in self.relations if self._is_among(found, _IN)]

    @cached_property
    def mutual(self) -> list[Statement]:
        """Relations without a direction."""
        directed = {*self.outgoing, *self.incoming}
        return [found for found in self.relations if found not in directed]

    @cached_property
    def events(self) -> list[Statement]:
        """Events, in the order of time."""
        return sorted(self._of(EVENT), key=lambda found: (found.times.order, found.thing))

    @cached_property
    def others(self) -> list[Statement]:
        """All that stands nowhere else on the page."""
        placed = {*self.tenures, *self.holders, *self.relations, *self.events}
        return [found for found in self.said if found not in placed]

    def _of(self, family: str) -> list[Statement]:
        return [found for found in self.said if found.family == family]

    def _is_party(self, found: Statement) -> bool:
        return self._is_among(found, (*_OUT, *_IN, "party"))

    def _is_among(self, found: Statement, roles: Iterable[str]) -> bool:
        return any(value.value == self.thing for value in found.values(*roles))


def portrait(edition: Opened, thing: str, found: Answers, day: date | None) -> Portrait:
    """Return what is said of a thing.

    Args:
        edition: the open release.
        thing: its IRI.
        found: the answers to the page's questions.
        day: the day that a reader asks for; None for all times.
    """
    every = statements(edition).all(row["proposition"] for row in found["part"])
    shown = [
        statement for statement in every if day is None or statement.times.holding(day) != "other"
    ]
    return Portrait(thing, shown, day, len(every) - len(shown))


def by_kind(found: Iterable[Statement], names: Names) -> list[Group]:
    """Return statements by kind, both in the order of their names."""
    kinds: dict[Term, list[Statement]] = defaultdict(list)
    for statement in found:
        kinds[statement.kind].append(statement)
    ordered = sorted(kinds, key=lambda kind: (names.label(kind), kind))
    return [(kind, by_label(kinds[kind], names)) for kind in ordered]


def by_label(found: Iterable[Statement], names: Names) -> list[Statement]:
    """Return statements in the order of their sentences."""
    return sorted(found, key=lambda statement: (names.label(statement.thing), statement.thing))


def forms(rows: Iterable[Solution]) -> dict[str, list[Form]]:
    """Return the forms of a name by the language that they are in, the labels first."""
    printed: dict[Term, list[Solution]] = defaultdict(list)
    for row in rows:
        printed[row["name"]].append(row)
    found: dict[str, list[Form]] = defaultdict(list)
    for name, said in printed.items():
        is_label = any(row["relation"].value.endswith("label") for row in said)
        documents = dict.fromkeys(row["document"] for row in said if "document" in row)
        found[name.language].append(Form(name, is_label, tuple(documents)))
    return {
        language: sorted(found[language], key=lambda form: not form.is_label)
        for language in sorted(found, key=lambda language: (language != "en", language))
    }


def script(text: str) -> str:
    """Return the script that a name is written in, as Unicode calls it.

    >>> script("Adel"), script("عادل"), script("2014")
    ('latin', 'arabic', '')
    """
    letter = next((letter for letter in text if letter.isalpha()), "")
    return unicodedata.name(letter).partition(" ")[0].lower() if letter else ""
