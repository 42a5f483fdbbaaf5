"""The network that the exports are made of: agents, and what is said to be between two of them.

An edge is a proposition that somebody is reported to affirm, between two of the
agents that it names; it carries who says so and who says otherwise.  It is
never a fact, and nothing in an export calls it one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from nofuz.namespaces import NOFUZ, PREFIXES, VOC, last_part
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Solution

FOR, AGAINST = VOC + "stances-for", VOC + "stances-against"

_LABEL = PREFIXES["rdfs"] + "label"
_OTHER_NAME = PREFIXES["skos"] + "altLabel"
_SAME_AS = PREFIXES["schema"] + "sameAs"
_DESCRIBED_AS = NOFUZ + "describedAs"


@dataclass(frozen=True)
class Agent:
    """An entry of the registry: that it is there says nothing but that somebody is named so."""

    iri: str
    name: str
    kind: str
    kind_name: str
    other_names: tuple[str, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """What one speaker says on a proposition; `side` is the collection of its stance."""

    iri: str
    stance: str
    side: str
    certainty: str
    speaker: str
    origin: str
    wording: str
    """The same in words, for those who read no IRIs."""


@dataclass(frozen=True)
class Document:
    """A document in which a proposition is claimed."""

    iri: str
    name: str
    url: str
    issued: str


@dataclass(frozen=True)
class Statement:
    """A proposition, with everything that an edge tells of it."""

    iri: str
    text: str
    kind: str
    kind_name: str
    standing: str
    standing_name: str
    origins: int
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    times: Mapping[str, str]
    """`when` and `asOf` in EDTF, `whenText`, and the bounds `earliest` and `latest`."""
    post: str
    post_name: str

    @property
    def claims_for(self) -> list[Claim]:
        """The claims that it is so, at least in part."""
        return [claim for claim in self.claims if claim.side == FOR]

    @property
    def other_claims(self) -> list[Claim]:
        """The claims that deny, qualify or decline."""
        return [claim for claim in self.claims if claim.side != FOR]

    @property
    def origins_for(self) -> list[str]:
        """IRIs of the origins of the claims for it."""
        return sorted({claim.origin for claim in self.claims_for if claim.origin})


@dataclass(frozen=True)
class Edge:
    """One pair of agents of a statement."""

    id: str
    """The proposition's IRI, with a fragment where it relates several pairs."""
    source: str
    target: str
    is_mutual: bool
    link: str
    """What is said to be between them, beginning with "reportedly"."""
    statement: Statement

    @property
    def label(self) -> str:
        """What is said, and how it stands: so that a drawing that shows one shows both."""
        return f"{self.link} ({self.statement.standing_name})"


@dataclass(frozen=True)
class Network:
    """All agents and edges, sorted."""

    agents: tuple[Agent, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def connected(self) -> tuple[Agent, ...]:
        """The agents that some edge ends at."""
        ends = {end for edge in self.edges for end in (edge.source, edge.target)}
        return tuple(agent for agent in self.agents if agent.iri in ends)


def read_network(store: MemoryStore) -> Network:
    """Return the network of a release at work, which holds what the rules derive."""
    reader = _Reader(store)
    return Network(tuple(reader.agents()), tuple(reader.edges()))


class _Reader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._labels: dict[str, str] = {}

    def agents(self) -> list[Agent]:
        kinds: dict[str, str] = {}
        told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self._rows("agents"):
            agent, kind = row["agent"].value, row["kind"].value
            kinds[agent] = min(kind, kinds.get(agent, kind))
            if "value" in row:
                told[agent][row["predicate"].value].add(row["value"].value)
        self._learn([*kinds, *kinds.values()])
        return [self._agent(agent, kinds[agent], told[agent]) for agent in sorted(kinds)]

    def _agent(self, agent: str, kind: str, told: Mapping[str, set[str]]) -> Agent:
        name = self._name(agent)
        others = set().union(*(told.get(known, ()) for known in _NAMES)) - {name}
        same = sorted(told.get(_SAME_AS, ()))
        return Agent(agent, name, kind, self._name(kind), tuple(sorted(others)), tuple(same))

    def edges(self) -> list[Edge]:
        pairs: dict[str, list[Solution]] = defaultdict(list)
        for row in self._rows("edges"):
            pairs[row["proposition"].value].append(row)
        statements = self._statements({iri: rows[0]["kind"].value for iri, rows in pairs.items()})
        self._learn(row["shortcut"].value for rows in pairs.values() for row in rows)
        return [
            edge
            for iri in sorted(pairs)
            for edge in self._edges(sorted(pairs[iri], key=_place), statements[iri])
        ]

    def _edges(self, rows: list[Solution], statement: Statement) -> Iterable[Edge]:
        for number, row in enumerate(rows, start=1):
            yield Edge(
                f"{statement.iri}#{number}" if len(rows) > 1 else statement.iri,
                row["from"].value,
                row["to"].value,
                "isMutual" in row,
                self._name(row["shortcut"].value),
                statement,
            )

    def _statements(self, kinds: Mapping[str, str]) -> dict[str, Statement]:
        facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self._rows("facts"):
            name = row["predicate"].value.removeprefix(NOFUZ)
            facts[row["proposition"].value][name].add(row["value"].value)
        values = [*kinds, *kinds.values()]
        self._learn([*values, *(post for told in facts.values() for post in told["post"])])
        self._learn(value for told in facts.values() for value in told["standing"])
        claims, documents = self._claims(), self._documents()
        return {
            iri: self._statement(iri, kind, facts[iri], claims[iri], documents[iri])
            for iri, kind in kinds.items()
        }

    def _statement(
        self,
        iri: str,
        kind: str,
        facts: Mapping[str, set[str]],
        claims: Iterable[Claim],
        documents: Iterable[Document],
    ) -> Statement:
        told = {name: " | ".join(sorted(values)) for name, values in facts.items()}
        times = {name: told[name] for name in _TIMES if told.get(name)}
        standing, post = told.get("standing", ""), told.get("post", "")
        return Statement(
            iri,
            self._name(iri),
            kind,
            self._name(kind),
            standing,
            self._name(standing),
            int(told.get("originCount", "0")),
            tuple(sorted(documents, key=lambda document: document.iri)),
            tuple(sorted(claims, key=lambda claim: claim.iri)),
            times,
            post,
            self._name(post) if post else "",
        )

    def _claims(self) -> dict[str, list[Claim]]:
        rows = self._rows("claims")
        self._learn(row[name].value for row in rows for name in _NAMED if name in row)
        found: dict[str, list[Claim]] = defaultdict(list)
        for row in rows:
            found[row["proposition"].value].append(self._claim(row))
        return found

    def _claim(self, row: Solution) -> Claim:
        told = {name: row[name].value if name in row else "" for name in (*_NAMED, "side")}
        wording = f"{self._name(told['speaker'])} {self._name(told['stance'])}"
        if told["origin"]:
            wording += f" (from {self._name(told['origin'])})"
        return Claim(row["claim"].value, wording=wording, **told)

    def _documents(self) -> dict[str, list[Document]]:
        rows = self._rows("documents")
        self._learn(row["document"].value for row in rows)
        found: dict[str, dict[str, Document]] = defaultdict(dict)
        for row in sorted(rows, key=lambda row: sorted(map(str, row.values()))):
            iri = row["document"].value
            url, issued = (row[name].value if name in row else "" for name in ("url", "issued"))
            found[row["proposition"].value][iri] = Document(iri, self._name(iri), url, issued)
        return defaultdict(list, {name: list(known.values()) for name, known in found.items()})

    def _rows(self, name: str) -> list[Solution]:
        text = files(__package__) / "queries" / f"{name}.rq"
        return self._store.rows(text.read_text("utf-8"))

    def _learn(self, iris: Iterable[str]) -> None:
        self._labels |= self._store.labels({iri for iri in iris if iri})

    def _name(self, iri: str) -> str:
        return self._labels.get(iri) or last_part(iri)


_NAMES = (_LABEL, _OTHER_NAME, _DESCRIBED_AS)
_NAMED = ("stance", "certainty", "speaker", "origin")
_TIMES = ("when", "whenText", "asOf", "earliest", "latest")


def _place(row: Solution) -> tuple[str, ...]:
    return tuple(row[name].value for name in ("from", "to", "shortcut"))
