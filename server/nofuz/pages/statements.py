"""What is said: a proposition with everybody who speaks on it, as every page shows it.

A release never changes, so a proposition is read once and kept, up to a number.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from nofuz.archive import Opened
from nofuz.namespaces import NOFUZ, PREFIXES, VOC, expand
from nofuz.pages.questions import ask
from nofuz.pages.times import Times
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Solution, Term, iri

FOR, AGAINST, NEITHER = (VOC + f"stances-{side}" for side in ("for", "against", "neither"))
"""The three sides that a stance can be on."""

WORDED = VOC + "wording-only"
"""The standing of what only a document's wording says; pages keep it apart."""

CONTESTED = VOC + "contested"
CORROBORATED = VOC + "corroborated"

_PREDICTED = VOC + "predicted"
_KEPT = 5_000
_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
# What a page tells in a place of its own; all else that is said of a proposition is a role.
_TOLD = {_TYPE, _LABEL, PREFIXES["skos"] + "note"} | {
    NOFUZ + name
    for name in (
        *("when", "whenText", "whenAnchor", "asOf", "earliest", "latest"),
        *("standing", "documentCount", "originCount", "speakerCount"),
    )
}


@dataclass(frozen=True)
class Voice:
    """What one speaker says on a proposition."""

    claim: Term
    stance: Term
    side: str
    speaker: Term
    certainty: Term
    origin: Term
    relays: tuple[Term, ...]
    """Who passed the speaker's words on."""


@dataclass(frozen=True)
class Role:
    """A part that a thing has in a proposition; the name is the IRI of the property."""

    name: str
    value: Term


@dataclass(frozen=True, eq=False)
class Statement:
    """A proposition; that it is here says nothing of its being so."""

    thing: Term
    kinds: tuple[Term, ...]
    family: str
    """The broad kind, such as nofuz:InfluenceRelation."""
    standing: Term | None
    counts: tuple[int, int, int]
    """Documents, origins and speakers that are for it."""
    roles: tuple[Role, ...]
    times: Times
    voices: tuple[Voice, ...]
    documents: tuple[Term, ...]
    """Documents that report it, whatever they say on it."""
    documents_for: tuple[Term, ...]

    @cached_property
    def kind(self) -> Term:
        """Its kind, or the first of several."""
        return self.kinds[0]

    def on(self, side: str) -> list[Voice]:
        """Return those who take a side."""
        return [voice for voice in self.voices if voice.side == side]

    @cached_property
    def is_disputed(self) -> bool:
        """Whether somebody denies or qualifies it, or declines to comment."""
        return any(voice.side != FOR for voice in self.voices)

    @cached_property
    def is_worded_only(self) -> bool:
        """Whether only the wording of a document says it."""
        return self.standing is not None and self.standing.value == WORDED

    @cached_property
    def is_reported(self) -> bool:
        """Whether somebody says that it is so; what is only denied or foretold draws no link."""
        return not self.is_worded_only and any(
            voice.certainty.value != _PREDICTED for voice in self.on(FOR)
        )

    @cached_property
    def origins(self) -> tuple[Term, ...]:
        """The origins of all that is said on it."""
        return tuple(sorted({voice.origin for voice in self.voices}))

    @cached_property
    def _by_role(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = defaultdict(list)
        for role in self.roles:
            found[role.name].append(role.value)
        return dict(found)

    def values(self, *names: str) -> list[Term]:
        """Return the things in a role, by the names of properties; ours need no prefix."""
        return [value for name in names for value in self._by_role.get(_property(name), ())]

    def roles_of(self, thing: str) -> list[str]:
        """Return the roles that a thing has in it."""
        return [role.name for role in self.roles if role.value.value == thing]


class Statements:
    """The propositions of a release."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store
        known = ask(store, "families")
        self._families = {row["kind"].value: row["family"].value for row in known["families"]}
        self._wholes = {row["part"].value: row["whole"].value for row in known["parts"]}
        self.read = lru_cache(_KEPT)(self._read)

    def all(self, things: Iterable[Term]) -> list[Statement]:
        """Return what is said on each of these propositions."""
        return [self.read(thing.value) for thing in dict.fromkeys(things)]

    def _read(self, thing: str) -> Statement:
        answers = ask(self._store, "statement", {"thing": iri(thing)})
        facts = _by_predicate(answers["facts"])
        kinds = tuple(kind for kind in facts.get(_TYPE, ()) if kind.value in self._families)
        told = {name.removeprefix(NOFUZ): values for name, values in facts.items()}
        documents = answers["documents"]
        return Statement(
            thing=iri(thing),
            kinds=kinds,
            family=self._families[kinds[0].value] if kinds else "",
            standing=next(iter(told.get("standing", ())), None),
            counts=(
                _number(told.get("documentCount")),
                _number(told.get("originCount")),
                _number(told.get("speakerCount")),
            ),
            roles=_roles(facts, self._wholes),
            times=Times.of(told),
            voices=_voices(answers["voices"]),
            documents=_documents(documents),
            documents_for=_documents(row for row in documents if row["side"].value == FOR),
        )


def statements(edition: Opened) -> Statements:
    """Return the propositions of a release; those that were read stay while it does."""
    if Statements not in edition.kept:
        edition.kept[Statements] = Statements(edition.store)
    found: Statements = edition.kept[Statements]
    return found


@cache
def _property(name: str) -> str:
    return expand(name) if ":" in name else NOFUZ + name


def _by_predicate(rows: Iterable[Solution]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for row in rows:
        found[row["predicate"].value].append(row["value"])
    return found


def _roles(facts: Mapping[str, list[Term]], wholes: Mapping[str, str]) -> tuple[Role, ...]:
    """Return the roles as they were stated, without the wider ones that the build adds."""
    stated = [
        Role(name, value) for name, values in facts.items() if name not in _TOLD for value in values
    ]
    added = {Role(wholes[role.name], role.value) for role in stated if role.name in wholes}
    return tuple(role for role in stated if role not in added)


def _voices(rows: Iterable[Solution]) -> tuple[Voice, ...]:
    claims: dict[Term, list[Solution]] = defaultdict(list)
    for row in rows:
        claims[row["claim"]].append(row)
    return tuple(_voice(claim, said) for claim, said in claims.items())


def _voice(claim: Term, rows: list[Solution]) -> Voice:
    row = rows[0]
    relays = tuple(dict.fromkeys(said["relay"] for said in rows if "relay" in said))
    return Voice(
        claim,
        row["stance"],
        row["side"].value,
        row["speaker"],
        row["certainty"],
        row["origin"],
        relays,
    )


def _documents(rows: Iterable[Solution]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(row["document"] for row in rows))


def _number(values: list[Term] | None) -> int:
    return int(values[0].value) if values else 0
