"""A graph of influence of any size, in our own ontology: nobody in it exists.

Agents, documents and origins come first, then one proposition after another,
each with its claims and their attestations.  How often an agent, a document or
an origin is named follows a power law, as in networks that people make: a few
are in everything, most are in one thing.  The same size and seed give the same
bytes, and nothing is held but the numbers that later statements need.
"""

import hashlib
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from nofuz.namespaces import BASE, EDTF, PREFIXES, VOC

from .names import Name, name

MILLION = 1_000_000

_PER_PROPOSITION = 25.1  # statements, with the claims, attestations and agents that belong to it
_TEN = 10  # agents that repeat as to their kinds: six persons, three bodies, one outlet
_STEEPNESS = 0.8  # the thing of rank r is named r^-0.8 times as often as the first

_GIVING = {"Aid": "aids", "Arming": "arms", "Bribe": "bribes", "InformationSupply": "informs"}
_GIVING |= {"Offer": "makes an offer to", "Payment": "pays"}
_SHARED = {"AllianceInExile": "was allied in exile with", "Cooperation": "works with"}
_SHARED |= {"Rivalry": "rivals", "Tie": "has ties to"}
_DIRECTED = {
    "Appointment": "picks",
    "Command": "commands",
    "Infiltration": "infiltrates",
    "Instruction": "instructs",
    "Insubordination": "defies",
    "MediaCampaign": "campaigns against",
    "Opposition": "opposes",
    "PartySponsorship": "sponsors",
    "PoliticalSupport": "supports",
    "Pressure": "presses",
    "Recruitment": "recruits",
    "ReligiousPatronage": "is patron of the religion of",
    "Request": "asks",
    "Subordination": "oversees",
    "Surveillance": "watches",
}
INFLUENCE = {
    **dict.fromkeys(_GIVING, ("giver", "receiver")),
    **dict.fromkeys(_SHARED, ("party", "party")),
    **dict.fromkeys(_DIRECTED, ("influencer", "influenced")),
}
"""The kinds of influence relations, each with the properties of its two sides."""

_VERBS = _GIVING | _SHARED | _DIRECTED
_EVENTS = {
    "Attack": ("actor", "target"),
    "Meeting": ("chair", "participant"),
    "Protest": ("actor", "participant"),
    "Statement": ("actor", "participant"),
    "Strike": ("actor", "target"),
}
_BODIES = {
    "ArmedForce": "Corps of",
    "ArmedGroup": "Brigade of",
    "GovernmentBody": "Council of",
    "IntelligenceService": "Service of",
    "PoliticalParty": "Party of",
}
_MEDIA, _MEDIA_TITLE = "MediaOutlet", "Gazette of"
_DERIVATIONS = ("copiesTextOf", "translates", "digests", "reportsOn", "citesPassageOf")
_ORIGINS = ("anonymous-sources", "interview", "leaked-documents", "official-statement")
_MEANS = ("money", "weapons", "meetings", "orders", "threat", "media", "office", "intelligence")
_DAYS = (3, 18)
_TENURES = ("office-held", "actual-lead", "membership")
# How often each is met, in percent.
_STANCES = {"affirms": 84, "partly-affirms": 4, "denies": 6, "qualifies": 4, "declines": 2}
_CERTAINTIES = {"stated": 85, "hedged": 12, "predicted": 3}
_FIDELITIES = {"paraphrase": 60, "quote": 30, "machine-translation": 10}
_WORDS = ("the", "envoy", "met", "them", "near", "old", "bridge", "before", "talks", "on", "grain")


@dataclass(frozen=True)
class Plan:
    """How many things of each kind a graph has."""

    propositions: int
    agents: int
    speakers: int
    posts: int
    places: int
    origins: int
    documents: int

    @classmethod
    def of(cls, statements: int) -> "Plan":
        """Return the plan of a graph with about so many statements, at least some 600."""
        propositions = max(20, round(statements / _PER_PROPOSITION))
        parts = {"speakers": 30, "posts": 60, "places": 120, "origins": 50, "documents": 15}
        counts = {kind: propositions // n + 3 for kind, n in parts.items()}
        return cls(propositions, agents=_TEN * (propositions // 30 + 1), **counts)


class Thing(NamedTuple):
    """The subject of some statements, in the graph where these are made."""

    iri: str
    graph: str


def n_quads(statements: int = MILLION, seed: int = 1) -> Iterator[bytes]:
    """Return the graph as lines of N-Quads, in the order in which they are made.

    Args:
        statements: how many there shall be, within a few in a hundred.
        seed: graphs of different seeds differ.
    """
    return _Writer(Plan.of(statements), Random(seed)).lines()  # noqa: S311 - no secret


class _Writer:
    def __init__(self, plan: Plan, chance: Random) -> None:
        self._plan = plan
        self._chance = chance
        self._numbers: Counter[str] = Counter()
        self._agents = _Popular(plan.agents, chance)
        self._speakers = _Popular(plan.speakers, chance)
        self._places = _Popular(plan.places, chance)
        self._origins = _Popular(plan.origins, chance)
        self._documents_of: list[list[int]] = [[] for _ in range(plan.origins)]

    def lines(self) -> Iterator[bytes]:
        plan = self._plan
        for number in range(plan.agents):
            yield from self._agent(number)
        for number in range(plan.speakers):
            yield from self._speaker(number)
        for number in range(plan.posts):
            yield from self._post(number)
        for number in range(plan.places):
            yield from self._place(number)
        for number in range(plan.origins):
            yield from self._origin(number)
        for number in range(plan.documents):
            yield from self._document(number)
        for number in range(plan.propositions):
            yield from self._story(number)

    def _agent(self, number: int) -> Iterator[bytes]:
        kind, title = _kind_of_agent(number)
        graph = "agents/persons" if kind == "foaf:Person" else "agents/organizations"
        known = name(number)
        yield from _described(
            Thing(_agent(number), graph),
            ("rdf:type", _prefixed(kind)),
            ("rdfs:label", _text(f"{title}{known.latin}")),
            *([("rdfs:label", _text(known.arabic, "ar"))] if number % 2 else []),
            *([("skos:altLabel", _text(f"{title}{known.other}"))] if number % 3 else []),
        )

    def _speaker(self, number: int) -> Iterator[bytes]:
        yield from _described(
            Thing(_speaker(number), "agents/speakers"),
            ("rdf:type", _prefixed("nofuz:AnonymousSpeaker")),
            ("rdfs:label", _text(f"unnamed official {number}")),
            ("nofuz:describedAs", _text("an official who knows")),
        )

    def _post(self, number: int) -> Iterator[bytes]:
        body = _body(self._agents.pick())
        yield from _described(
            Thing(_id("post", f"chair-{number}"), "posts"),
            ("rdf:type", _prefixed("org:Post")),
            ("rdfs:label", _text(f"chair {number}")),
            ("org:postIn", _node(_agent(body))),
        )

    def _place(self, number: int) -> Iterator[bytes]:
        known = name(self._plan.agents + number)
        yield from _described(
            Thing(_id("place", known.slug), "places"),
            ("rdf:type", _prefixed("schema:Place")),
            ("rdfs:label", _text(known.latin)),
            ("rdfs:label", _text(known.arabic, "ar")),
        )

    def _origin(self, number: int) -> Iterator[bytes]:
        yield from _described(
            Thing(_id("origin", f"origin-{number}"), "origins"),
            ("rdf:type", _prefixed("nofuz:Origin")),
            ("rdfs:label", _text(f"origin {number}")),
            ("nofuz:originType", _concept(_ORIGINS[number % len(_ORIGINS)])),
            ("rdfs:comment", _text("One root: nothing tells its voices apart.")),
        )

    def _document(self, number: int) -> Iterator[bytes]:
        slug = _document(number)
        yield from _described(
            Thing(_id("document", slug), f"documents/{slug}"),
            ("rdf:type", _prefixed("nofuz:SourceDocument")),
            ("rdfs:label", _text(f"report {number}")),
            ("dcterms:language", '"en"'),
            ("nofuz:documentType", _concept("press-article")),
            ("dcterms:publisher", _node(_agent(_outlet(self._agents.pick())))),
            ("dcterms:issued", _edtf(self._day())),
            ("nofuz:sha256", f'"{hashlib.sha256(slug.encode()).hexdigest()}"'),
            ("schema:url", _node(f"https://news.example/{slug}")),
            self._root(number),
        )

    def _root(self, number: int) -> tuple[str, str]:
        """Return where a document comes from: an origin, or some document before it."""
        if number < self._plan.origins:
            self._documents_of[number].append(number)
            return "prov:hadPrimarySource", _node(_id("origin", f"origin-{number}"))
        family = self._documents_of[self._origins.pick()]
        other = self._chance.choice(family)
        family.append(number)
        kind = _DERIVATIONS[number % len(_DERIVATIONS)]
        return f"nofuz:{kind}", _node(_id("document", _document(other)))

    def _story(self, number: int) -> Iterator[bytes]:
        iri = _id("proposition", f"case-{number}")
        part = number % 20
        if part < 13:
            yield from self._influence(iri, number)
        elif part < 17:
            yield from self._tenure(iri, number)
        else:
            yield from self._event(iri, number)
        for claim in range(self._few(1.6)):
            yield from self._claim(iri, f"case-{number}-{claim + 1}")

    def _influence(self, iri: str, number: int) -> Iterator[bytes]:
        kind = self._chance.choice(tuple(INFLUENCE))
        one, other = self._sides(number)
        first, second = INFLUENCE[kind]
        yield from _described(
            Thing(iri, "propositions/influence"),
            ("rdf:type", _prefixed(f"nofuz:{kind}")),
            ("rdfs:label", _case(number, f"{_title(one)} {_VERBS[kind]} {_title(other)}")),
            (f"nofuz:{first}", _node(_agent(one))),
            (f"nofuz:{second}", _node(_agent(other))),
            ("nofuz:means", _concept(self._chance.choice(_MEANS))),
            ("nofuz:when", _edtf(self._time())),
        )

    def _tenure(self, iri: str, number: int) -> Iterator[bytes]:
        one, other = self._sides(number)
        body = _body(other)
        one = _person(one) if one == body else one
        yield from _described(
            Thing(iri, "propositions/tenures"),
            ("rdf:type", _prefixed("nofuz:Tenure")),
            ("rdfs:label", _case(number, f"{_title(one)} has a place in {_title(body)}")),
            ("org:member", _node(_agent(one))),
            ("org:organization", _node(_agent(body))),
            ("nofuz:post", _node(_id("post", f"chair-{self._next('post', self._plan.posts)}"))),
            ("nofuz:tenureKind", _concept(self._chance.choice(_TENURES))),
            ("nofuz:when", _edtf(self._time())),
        )

    def _event(self, iri: str, number: int) -> Iterator[bytes]:
        kind = self._chance.choice(tuple(_EVENTS))
        first, second = _EVENTS[kind]
        one, other = self._sides(number)
        place = name(self._plan.agents + self._next("place", self._plan.places))
        others = {other, *(self._agents.pick() for _ in range(self._few(1.2) - 1))}
        yield from _described(
            Thing(iri, "propositions/events"),
            ("rdf:type", _prefixed(f"nofuz:{kind}")),
            ("rdfs:label", _case(number, f"A {kind.lower()} with {_title(one)}")),
            (f"nofuz:{first}", _node(_agent(one))),
            *((f"nofuz:{second}", _node(_agent(agent))) for agent in sorted(others)),
            ("schema:location", _node(_id("place", place.slug))),
            ("nofuz:when", _edtf(self._day())),
        )

    def _claim(self, proposition: str, slug: str) -> Iterator[bytes]:
        origin = self._origins.pick()
        iri = _id("claim", slug)
        yield from _described(
            Thing(iri, f"claims/origin-{origin}"),
            ("rdf:type", _prefixed("nofuz:Claim")),
            ("nofuz:concerns", _node(proposition)),
            ("nofuz:speaker", _node(self._voice())),
            ("nofuz:stance", _concept(self._one_of(_STANCES))),
            ("nofuz:certainty", _concept(self._one_of(_CERTAINTIES))),
            ("prov:hadPrimarySource", _node(_id("origin", f"origin-{origin}"))),
        )
        family = self._documents_of[origin]
        for document in sorted({family[self._early(len(family))] for _ in range(self._few(1.4))}):
            yield from self._attestation(iri, _document(document))

    def _attestation(self, claim: str, document: str) -> Iterator[bytes]:
        number = self._numbers[document]
        self._numbers[document] += 1
        paragraph, place = divmod(number, 3)
        words = self._chance.sample(_WORDS, self._chance.randint(2, 6))
        slug = f"{document}-p{paragraph + 1}-{place + 1}"
        yield from _described(
            Thing(_id("attestation", slug), f"documents/{document}"),
            ("rdf:type", _prefixed("nofuz:Attestation")),
            ("nofuz:attests", _node(claim)),
            ("oa:hasSource", _node(_id("document", document))),
            ("nofuz:paragraph", f'"{paragraph + 1}"'),
            ("oa:exact", f'"{" ".join(words)}"'),
            ("nofuz:fidelity", _concept(self._one_of(_FIDELITIES))),
        )

    def _sides(self, number: int) -> tuple[int, int]:
        """Return two agents; the first propositions bring in all agents, one after another."""
        one = number if number < self._plan.agents else self._agents.pick()
        other = self._agents.pick()
        while other == one:
            other = self._agents.pick()
        return one, other

    def _voice(self) -> str:
        number = self._numbers["speaker"]
        if number < self._plan.speakers:
            self._numbers["speaker"] += 1
            return _speaker(number)
        if self._chance.random() < 0.15:
            return _speaker(self._speakers.pick())
        return _agent(self._agents.pick())

    def _next(self, kind: str, count: int) -> int:
        """Return each number below a count once, then some of them again, low ones more often."""
        number = self._numbers[kind]
        self._numbers[kind] += 1
        return number if number < count else self._early(count)

    def _early(self, count: int) -> int:
        return int(count * self._chance.random() ** 3)

    def _few(self, exponent: float) -> int:
        """Return 1 or more, by a power law: mostly 1, at times ten or twenty."""
        return min(20, int(self._chance.paretovariate(exponent + 1)))

    def _one_of(self, shares: dict[str, int]) -> str:
        return self._chance.choices(tuple(shares), tuple(shares.values()))[0]

    def _day(self) -> str:
        """Return one of some 500 days: working out the bounds of a date takes milliseconds."""
        chance = self._chance
        return f"{chance.randint(2003, 2023)}-{chance.randint(1, 12):02}-{chance.choice(_DAYS):02}"

    def _time(self) -> str:
        day = self._day()
        year = day[:4]
        forms = (day, day[:7], year, f"{year}~", f"{year}/{int(year) + 2}", f"{year}/..")
        return self._chance.choice(forms)


class _Popular:
    """Numbers below a count; the lower, the more often one is picked, by a power law."""

    def __init__(self, count: int, chance: Random) -> None:
        self._sums = list(accumulate((rank + 1) ** -_STEEPNESS for rank in range(count)))
        self._chance = chance

    def pick(self) -> int:
        return bisect(self._sums, self._chance.random() * self._sums[-1], hi=len(self._sums) - 1)


def _kind_of_agent(number: int) -> tuple[str, str]:
    """Return the class of an agent, and what stands before its name."""
    part = number % _TEN
    if part in (0, 4, 7):
        kind, title = tuple(_BODIES.items())[number // _TEN % len(_BODIES)]
        return f"nofuz:{kind}", f"{title} "
    if part == _TEN - 1:
        return f"nofuz:{_MEDIA}", f"{_MEDIA_TITLE} "
    return "foaf:Person", ""


def _body(number: int) -> int:
    """Return the body that is nearest to an agent of that number."""
    return number - number % _TEN


def _person(number: int) -> int:
    return _body(number) + 1


def _outlet(number: int) -> int:
    return _body(number) + _TEN - 1


@cache
def _known(number: int) -> tuple[Name, str]:
    return name(number), _kind_of_agent(number)[1]


def _title(number: int) -> str:
    known, title = _known(number)
    return f"{title}{known.latin}"


def _agent(number: int) -> str:
    return _id("agent", _known(number)[0].slug)


def _speaker(number: int) -> str:
    return _id("agent", f"unnamed-official-{number}")


def _document(number: int) -> str:
    return f"report-{number}"


def _described(thing: Thing, *statements: tuple[str, str]) -> Iterable[bytes]:
    subject, graph = _node(thing.iri), _node(f"{BASE}graph/{thing.graph}")
    return [
        f"{subject} {_prefixed(predicate)} {value} {graph} .\n".encode()
        for predicate, value in statements
    ]


def _id(kind: str, slug: str) -> str:
    return f"{BASE}id/{kind}/{slug}"


def _node(iri: str) -> str:
    return f"<{iri}>"


@cache
def _prefixed(short: str) -> str:
    prefix, _, local = short.partition(":")
    return _node(PREFIXES[prefix] + local)


def _concept(code: str) -> str:
    return _node(VOC + code)


def _text(words: str, language: str = "en") -> str:
    return f'"{words}"@{language}'


def _case(number: int, words: str) -> str:
    return _text(f"{words} (case {number})")


def _edtf(date: str) -> str:
    return f'"{date}"^^{_node(EDTF)}'
