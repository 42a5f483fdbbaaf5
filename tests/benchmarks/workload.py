"""What is asked of whom, and when two answers are the same."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

import pyoxigraph as ox

from .peers import GUNICORN, NOFUZ, OXIGRAPH

_DOCUMENT = "/doc/agent/qasem-soleimani"
_ENTITY = "https://w3id.org/nofuz/id/agent/qasem-soleimani"
NUMBER = "_NUMBER_"
"""Stands in a path where the generator writes another number for every request."""

_TURTLE, _HTML, _JSON = "text/turtle", "text/html", "application/sparql-results+json"

# The triples of an entity's document: its own, those that point at it, labels.
_CONSTRUCT = f"""
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT {{ <{_ENTITY}> ?p ?o . ?s ?q <{_ENTITY}> . ?thing rdfs:label ?label }} WHERE {{
  {{ <{_ENTITY}> ?p ?o }} UNION {{ ?s ?q <{_ENTITY}> }}
  UNION {{ {{ <{_ENTITY}> ?r ?thing }} UNION {{ ?thing ?r <{_ENTITY}> }} ?thing rdfs:label ?label }}
}}"""
# With the comment no two queries are the same, so that no cache of answers helps anyone.
_SELECT = f"SELECT ?p ?o WHERE {{ <{_ENTITY}> ?p ?o }} # {NUMBER}"
CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


class WrongAnswer(Exception):
    """An answer is not 200, or not the same as a peer's."""


@dataclass(frozen=True)
class Request:
    """A GET request."""

    path: str
    accept: str

    def send(self, connection: HTTPConnection) -> bytes:
        """Return the body of the answer.

        Raises:
            WrongAnswer: the status is not 200.
        """
        path = self.path.replace(NUMBER, "0")
        connection.request("GET", path, headers={"Accept": self.accept})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise WrongAnswer(f"{self.path}: {response.status} {body[:300]!r}")
        return body


def query(endpoint: str, text: str, accept: str = _JSON) -> Request:
    return Request(f"{endpoint}?{urlencode({'query': text})}", accept)


def triples(body: bytes) -> object:
    return {quad.triple for quad in ox.parse(body, ox.RdfFormat.TURTLE)}


def rows(body: bytes) -> object:
    found = json.loads(body)["results"]["bindings"]
    return sorted(json.dumps(row, sort_keys=True) for row in found)


def same_bytes(body: bytes) -> object:
    return body


@dataclass(frozen=True)
class Subject:
    """A line of the report: one request to one server, and what its answer means."""

    name: str
    server: str
    request: Request
    meaning: Callable[[bytes], object]


@dataclass(frozen=True)
class Comparison:
    """Subjects that belong together, and which of them are divided by which."""

    name: str
    title: str
    subjects: tuple[Subject, ...]
    ratios: tuple[tuple[Subject, Subject], ...]


def _pages() -> Comparison:
    turtle, html = Request(_DOCUMENT, _TURTLE), Request(_DOCUMENT, _HTML)
    ours = Subject("Turtle, Nofuz", NOFUZ, turtle, triples)
    page = Subject("HTML, Nofuz", NOFUZ, html, same_bytes)
    theirs = Subject("oxigraph serve", OXIGRAPH, query("/query", _CONSTRUCT, _TURTLE), triples)
    gunicorn = Subject("Turtle, gunicorn", GUNICORN, turtle, triples)
    gunicorn_page = Subject("HTML, gunicorn", GUNICORN, html, same_bytes)
    return Comparison(
        "pages",
        f"Document of an entity, {_DOCUMENT}, beside a CONSTRUCT of the same triples",
        (ours, theirs, page, gunicorn, gunicorn_page),
        ((ours, theirs), (page, theirs), (gunicorn, ours), (gunicorn_page, page)),
    )


def _sparql() -> Comparison:
    ours = Subject("Nofuz", NOFUZ, query("/sparql", _SELECT), rows)
    theirs = Subject("oxigraph serve", OXIGRAPH, query("/query", _SELECT), rows)
    gunicorn = Subject("gunicorn", GUNICORN, query("/sparql", _SELECT), rows)
    return Comparison(
        "sparql",
        "SELECT of one hop, as JSON: properties and values of that entity; no query comes twice",
        (ours, theirs, gunicorn),
        ((ours, theirs), (gunicorn, ours)),
    )


COMPARISONS = (_pages(), _sparql())
LOOK_UP = query("/sparql", _SELECT)
