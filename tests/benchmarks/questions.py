"""The queries that are asked of every server: from looking up one thing to counting all.

Words in capitals stand for constants; each is put in for many things in turn, so
that no server can live on what it has seen before.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from nofuz.namespaces import PREFIXES

_PREFIXED = re.compile(r"\b([a-z]+):[A-Za-z]")
_CONSTANT = re.compile(r"<(?:AGENTS?|PROPOSITION|CLAIM|DOCUMENT)>|\b(?:BEGINNING|YEAR)\b")
_KEPT = 40  # things of each kind that are asked about
_VALUES = 20

JSON, TURTLE = "application/sparql-results+json", "text/turtle"


@dataclass(frozen=True)
class Question:
    """One query, with constants still to be put in."""

    name: str
    text: str

    @property
    def media_type(self) -> str:
        return TURTLE if "CONSTRUCT" in self.text else JSON

    @property
    def is_ordered(self) -> bool:
        return "ORDER BY" in self.text


Constants = Mapping[str, Sequence[str]]
"""What can stand for each word in capitals."""


def bind(question: Question, constants: Constants, number: int) -> str:
    """Return the query about the things of that number, on one line, with its prefixes."""

    def constant(match: re.Match[str]) -> str:
        word = match[0].strip("<>")
        known = constants[word.removesuffix("S")]
        if word == "AGENTS":
            return " ".join(f"<{known[(number + n) % len(known)]}>" for n in range(_VALUES))
        value = known[number % len(known)]
        return f"<{value}>" if match[0].startswith("<") else value

    text = " ".join(_CONSTANT.sub(constant, question.text).split())
    used = sorted(set(_PREFIXED.findall(question.text)))
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in used) + text


def constants(store: ox.Store) -> Constants:
    """Return things of a store to ask about, always the same ones of the same store."""
    return {
        word: _some(store, pattern)
        for word, pattern in {
            "AGENT": "?proposition nofuz:party ?thing",
            "PROPOSITION": "?claim nofuz:concerns ?thing",
            "CLAIM": "?attestation nofuz:attests ?thing",
            "DOCUMENT": "?thing prov:wasDerivedFrom ?other",
        }.items()
    } | {
        "BEGINNING": ["Ba", "Mu", "Sa", "Al", "Ka"],
        "YEAR": [str(year) for year in range(2009, 2022)],
    }


def _some(store: ox.Store, pattern: str) -> list[str]:
    query = f"SELECT DISTINCT ?thing WHERE {{ {pattern} }}"
    things = {row["thing"].value for row in store.query(query, prefixes=PREFIXES)}
    return sorted(things, key=lambda iri: hashlib.sha256(iri.encode()).digest())[:_KEPT]


QUESTIONS = [
    Question("one thing", "SELECT ?p ?o WHERE { <AGENT> ?p ?o }"),
    Question(
        "one hop, with labels",
        """SELECT ?p ?o ?label WHERE { <PROPOSITION> ?p ?o
            OPTIONAL { ?o rdfs:label ?label FILTER(LANG(?label) = "en") } }""",
    ),
    Question(
        "two hops",
        """SELECT DISTINCT ?other WHERE {
            ?first nofuz:party <AGENT> , ?near . ?second nofuz:party ?near , ?other
            FILTER(?near != <AGENT>) }""",
    ),
    Question(
        "labels in a language",
        'SELECT ?label WHERE { <AGENT> rdfs:label ?label FILTER(LANG(?label) = "en") }',
    ),
    Question(
        "claims on a proposition",
        """SELECT ?claim ?stance ?speaker ?origin WHERE {
            ?claim nofuz:concerns <PROPOSITION> ; nofuz:stance ?stance ; nofuz:speaker ?speaker ;
                prov:hadPrimarySource ?origin }""",
    ),
    Question("what points at a thing", "SELECT ?s ?p WHERE { ?s ?p <AGENT> }"),
    Question(
        "is it denied", "ASK { ?claim nofuz:concerns <PROPOSITION> ; nofuz:stance voc:denies }"
    ),
    Question(
        "optional parts",
        """SELECT ?attestation ?document ?issued ?paratext WHERE {
            ?attestation nofuz:attests <CLAIM> ; oa:hasSource ?document
            OPTIONAL { ?document dcterms:issued ?issued }
            OPTIONAL { ?attestation nofuz:paratext ?paratext } }""",
    ),
    Question(
        "twenty things at once",
        """SELECT ?thing ?type ?label WHERE {
            VALUES ?thing { <AGENTS> } ?thing a ?type ; rdfs:label ?label }""",
    ),
    Question(
        "either role",
        """SELECT ?proposition ?role WHERE {
            { ?proposition nofuz:influencer <AGENT> BIND("works" AS ?role) }
            UNION { ?proposition nofuz:influenced <AGENT> BIND("is worked on" AS ?role) }
            UNION { ?proposition org:member <AGENT> BIND("holds" AS ?role) } }""",
    ),
    Question(
        "a path of bounded steps",
        """SELECT DISTINCT ?origin WHERE {
            <DOCUMENT> prov:wasDerivedFrom?/prov:wasDerivedFrom?/prov:hadPrimarySource ?origin }""",
    ),
    Question(
        "names that begin so",
        """SELECT ?agent ?label WHERE { ?agent a foaf:Person ; rdfs:label ?label
            FILTER(LANG(?label) = "en" && REGEX(?label, "^BEGINNING", "i")) }""",
    ),
    Question(
        "the ten latest",
        """SELECT ?proposition ?day WHERE { ?proposition a nofuz:Tenure ; nofuz:latest ?day }
            ORDER BY DESC(?day) ?proposition LIMIT 10""",
    ),
    Question(
        "a range of dates",
        """SELECT ?proposition ?first WHERE { ?proposition nofuz:earliest ?first
            FILTER(?first >= "YEAR-01-01"^^xsd:date && ?first < "YEAR-03-01"^^xsd:date) }""",
    ),
    Question(
        "how many of each class",
        "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class",
    ),
    Question(
        "origins of each proposition",
        """SELECT ?proposition (COUNT(DISTINCT ?origin) AS ?n) WHERE {
            ?proposition a nofuz:Tie .
            ?claim nofuz:concerns ?proposition ; prov:hadPrimarySource ?origin }
            GROUP BY ?proposition ORDER BY DESC(?n) ?proposition LIMIT 20""",
    ),
    Question(
        "who speaks often",
        """SELECT ?speaker (COUNT(?claim) AS ?n) WHERE { ?claim nofuz:speaker ?speaker }
            GROUP BY ?speaker HAVING(COUNT(?claim) > 9)""",
    ),
    Question(
        "a subquery",
        """SELECT ?document ?n ?label WHERE {
            { SELECT ?document (COUNT(?a) AS ?n) WHERE { ?a oa:hasSource ?document }
              GROUP BY ?document ORDER BY DESC(?n) ?document LIMIT 5 }
            ?document rdfs:label ?label }""",
    ),
    Question(
        "undisputed tenures",
        """SELECT ?tenure WHERE { ?tenure a nofuz:Tenure ; org:member <AGENT>
            MINUS { ?claim nofuz:concerns ?tenure ; nofuz:stance voc:denies } }""",
    ),
    Question(
        "people without an Arabic name",
        """SELECT (COUNT(?agent) AS ?n) WHERE { ?agent a foaf:Person
            FILTER NOT EXISTS { ?agent rdfs:label ?name FILTER(LANG(?name) = "ar") } }""",
    ),
    Question(
        "one hop as a graph",
        """CONSTRUCT { <AGENT> ?p ?o . ?s ?q <AGENT> } WHERE {
            { <AGENT> ?p ?o } UNION { ?s ?q <AGENT> } }""",
    ),
    Question(
        "a description",
        """CONSTRUCT { <CLAIM> ?p ?o . ?s ?q <CLAIM> . ?o rdfs:label ?label } WHERE {
            { <CLAIM> ?p ?o OPTIONAL { ?o rdfs:label ?label } } UNION { ?s ?q <CLAIM> } }""",
    ),
    Question(
        "the ten most connected",
        """SELECT ?agent (COUNT(*) AS ?n) WHERE { ?agent a foaf:Person . ?s ?p ?agent }
            GROUP BY ?agent ORDER BY DESC(?n) ?agent LIMIT 10""",
    ),
]
