"""Write the network as entities of FollowTheMoney, one JSON object a line.

FollowTheMoney knows entities and links between them, and what it says it says
as a fact.  So that no claim turns into one on the way:

- every link is an `UnknownLink`, the only kind that does not name a relation of
  its own; its `role`, which tools show on the line that they draw, is what is
  reported together with its standing;
- its `status` is the standing, its `summary` the proposition as something said,
  with everybody who says so and everybody who does not, and its `proof` the
  documents; it has a date only where that is certain and no span;
- each denial, qualification and refusal to comment is a `Note` on both ends of
  the link as well, so that it is found by who looks at one of them only.

The format is small and its library large, with parts to be compiled; so the
lines are written here, and the library reads them in the tests.

Source: https://followthemoney.tech/, model of followthemoney 4.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from nofuz.namespaces import NOFUZ, PREFIXES
from nofuz.release.exports.about import About
from nofuz.release.exports.formats import FTM
from nofuz.release.exports.network import Agent, Claim, Document, Edge, Network, Statement

Entity = dict[str, Any]

_PUBLIC = ("ArmedForce", "GovernmentBody", "IntelligenceService", "State")
_ORGANIZED = ("ArmedGroup", "MediaOutlet", "PoliticalParty")
# A group may be people or bodies, and so may a speaker without a name.
_SCHEMATA = {
    PREFIXES["foaf"] + "Person": "Person",
    PREFIXES["org"] + "Organization": "Organization",
    **{NOFUZ + name: "PublicBody" for name in _PUBLIC},
    **{NOFUZ + name: "Organization" for name in _ORGANIZED},
}
_ANY_SCHEMA = "LegalEntity"
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")
_ID = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_ADDRESS = re.compile(r"https?://[!-~]+")
_TIMES = {
    "when": "Time in EDTF",
    "asOf": "As of, in EDTF",
    "whenText": "Wording of the time",
    "earliest": "Not before",
    "latest": "Not after",
}


def write_entities(network: Network, base: str, about: About, output: IO[bytes]) -> None:
    """Write a note on the file, then the agents, the documents, the links and what is against them.

    Args:
        network: what to write; agents are written whether or not an edge ends at them.
        base: IRI that the dataset's own IRIs begin with.
        about: where it comes from.
        output: takes the lines.
    """
    for entity in _Writer(base, about).entities(network):
        line = json.dumps(entity, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        output.write(line.encode() + b"\n")


class _Writer:
    def __init__(self, base: str, about: About) -> None:
        self._base = base
        self._about = about

    def entities(self, network: Network) -> Iterator[Entity]:
        yield self._self_description()
        yield from map(self._agent, network.agents)
        documents = {
            document.iri: document
            for edge in network.edges
            for document in edge.statement.documents
        }
        yield from (self._document(documents[iri]) for iri in sorted(documents))
        for edge in network.edges:
            yield self._link(edge)
        yield from self._notes(network.edges)

    def _self_description(self) -> Entity:
        told = self._about.values(FTM)
        return _entity(
            "nofuz.about",
            "Note",
            name=[f"About this file: {told['title']}"],
            description=[told["note"], f"Release {told['release']}", f"Licence {told['licence']}"],
        )

    def _agent(self, agent: Agent) -> Entity:
        wikidata = [found[1] for iri in agent.same_as if (found := _WIKIDATA.fullmatch(iri))]
        return _entity(
            self._id(agent.iri),
            _SCHEMATA.get(agent.kind, _ANY_SCHEMA),
            name=[agent.name],
            alias=agent.other_names,
            wikidataId=wikidata[:1],
            summary=[f"Listed as: {agent.kind_name}. To be listed means to be named, no more."],
            sourceUrl=_addresses([agent.iri]),
            publisher=[self._about.title],
        )

    def _document(self, document: Document) -> Entity:
        return _entity(
            self._id(document.iri),
            "Article",
            title=[document.name],
            publishedAt=_dates([document.issued]),
            sourceUrl=_addresses([document.url, document.iri]),
        )

    def _link(self, edge: Edge) -> Entity:
        statement = edge.statement
        role = f"{edge.label}: {statement.post_name}" if statement.post_name else edge.label
        return _entity(
            self._id(edge.id),
            "UnknownLink",
            subject=[self._id(edge.source)],
            object=[self._id(edge.target)],
            role=[role],
            status=[statement.standing_name],
            summary=[_summary(statement)],
            description=[
                f"{name}: {statement.times[key]}"
                for key, name in _TIMES.items()
                if key in statement.times
            ],
            date=_dates([statement.times.get("when", "")]),
            proof=[self._id(document.iri) for document in statement.documents],
            recordId=[statement.iri],
            sourceUrl=_addresses([statement.iri]),
            publisher=[self._about.title],
        )

    def _notes(self, edges: Iterable[Edge]) -> Iterator[Entity]:
        """Yield a note for each claim that does not affirm what some link says."""
        found: dict[str, tuple[Claim, Statement]] = {}
        ends: dict[str, set[str]] = {}
        for edge in edges:
            for claim in edge.statement.other_claims:
                found[claim.iri] = (claim, edge.statement)
                ends.setdefault(claim.iri, set()).update((edge.source, edge.target))
        for iri in sorted(found):
            claim, statement = found[iri]
            yield _entity(
                self._id(iri),
                "Note",
                name=[claim.wording],
                description=[f"{claim.wording}: “{statement.text}”"],
                entity=[self._id(end) for end in sorted(ends[iri])],
                sourceUrl=_addresses([iri]),
                publisher=[self._about.title],
            )

    def _id(self, iri: str) -> str:
        """Return an identifier as FollowTheMoney takes them; a digest for a name that it does not.

        It begins with ours, since files of several datasets are read into one place.
        """
        name = iri.removeprefix(f"{self._base}id/").replace("/", ".").replace("#", ".")
        if not _ID.fullmatch(name):
            name = hashlib.sha256(iri.encode()).hexdigest()[:40]
        return f"nofuz.{name}"


def _entity(identifier: str, schema: str, **properties: Iterable[str]) -> Entity:
    told: Mapping[str, list[str]] = {
        name: [_clean(value) for value in dict.fromkeys(values) if value.strip()]
        for name, values in properties.items()
    }
    return {
        "id": identifier,
        "schema": schema,
        "properties": {name: values for name, values in told.items() if values},
    }


def _summary(statement: Statement) -> str:
    lines = [
        f"Not a finding of fact: somebody says “{statement.text}”.",
        f"Standing: {statement.standing_name}; origins: {statement.origins}.",
        *(f"Says so: {claim.wording}." for claim in statement.claims_for),
        *(f"Does not: {claim.wording}." for claim in statement.other_claims),
    ]
    return " ".join(lines)


def _dates(texts: Iterable[str]) -> list[str]:
    """Return those that are a plain day, month or year."""
    return [text for text in texts if _DATE.fullmatch(text)]


def _addresses(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if _ADDRESS.fullmatch(text)]


def _clean(text: str) -> str:
    """Return a value on one line and without control characters, as the library has them."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
