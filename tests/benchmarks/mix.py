"""Load: the light queries in turn, and the documents of things, at 1, 8 and 64 connections."""

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from .answers import triples
from .asking import Request, WrongAnswer, query
from .load import Figures, Generator
from .peers import GUNICORN, NOFUZ, OXIGRAPH, RDFLIB, UNCACHED, VIRTUOSO
from .processes import Server
from .questions import TURTLE, Constants, Question, bind

_HTML, _JSON_LD = "text/html", "application/ld+json"
_MOST_OF_RDFLIB = 8  # connections; with 64 it gives no answer within a second
_ONE_HOP = """CONSTRUCT { <AGENT> ?p ?o . ?s ?q <AGENT> } WHERE {
    { <AGENT> ?p ?o } UNION { ?s ?q <AGENT> } }"""


@dataclass(frozen=True)
class Subject:
    """A line of the report: some requests to one server."""

    name: str
    server: str
    requests: tuple[Request, ...]
    most_connections: int = 1000


@dataclass(frozen=True)
class Comparison:
    """Subjects that belong together, and the one that others are divided by."""

    title: str
    subjects: tuple[Subject, ...]
    yardstick: str
    connections: tuple[int, ...]

    def asked(self, count: int) -> list[Subject]:
        """Return the subjects that are asked over so many connections."""
        return [subject for subject in self.subjects if count <= subject.most_connections]

    def subject(self, name: str) -> Subject:
        return next(subject for subject in self.subjects if subject.name == name)


Results = dict[tuple[str, int], list[Figures]]
"""The figures of each subject, by its name, with each number of connections: one a round."""


def light_mix(
    questions: Sequence[Question],
    constants: Constants,
    servers: Mapping[str, Server],
    connections: Sequence[int],
    *,
    is_new: bool,
) -> Comparison:
    """Return the comparison of the light queries.

    Args:
        questions: the light ones.
        constants: what they ask about.
        servers: who is asked.
        connections: how many, in turn.
        is_new: no query comes twice; else each comes again and again, about one thing.
    """
    numbers = range(len(constants["AGENT"]) if is_new else 1)

    def requests(server: Server) -> tuple[Request, ...]:
        return tuple(
            query(server.endpoint, bind(each, constants, number), each.media_type, is_new=is_new)
            for number in numbers
            for each in questions
        )

    def subject(name: str) -> Subject:
        most = _MOST_OF_RDFLIB if name == RDFLIB else Subject.most_connections
        return Subject(name, name, requests(servers[name]), most)

    names = (UNCACHED, OXIGRAPH, GUNICORN, VIRTUOSO, RDFLIB) if is_new else (NOFUZ, OXIGRAPH)
    how = "no query comes twice" if is_new else "the same queries again and again"
    return Comparison(
        f"{len(questions)} light queries in turn, {how}",
        tuple(subject(name) for name in names if name in servers),
        OXIGRAPH,
        tuple(connections),
    )


def documents(
    constants: Constants, servers: Mapping[str, Server], connections: Sequence[int]
) -> Comparison:
    """Return the comparison of documents about agents with a CONSTRUCT of one hop."""
    agents = constants["AGENT"]
    paths = ["/doc/" + agent.partition("/id/")[2] for agent in agents]
    kinds = {"Turtle": TURTLE, "JSON-LD": _JSON_LD, "HTML": _HTML}
    subjects = [
        Subject(f"{kind}, {name}", name, tuple(Request(path, accept) for path in paths))
        for kind, accept in kinds.items()
        for name in (UNCACHED, NOFUZ)
    ]
    hop = Question("one hop", _ONE_HOP)
    peer = servers[OXIGRAPH]
    asked = (bind(hop, constants, number) for number in range(len(agents)))
    requests = tuple(query(peer.endpoint, text, TURTLE) for text in asked)
    return Comparison(
        f"Documents of {len(agents)} agents in turn, beside a CONSTRUCT of one hop",
        (Subject(OXIGRAPH, OXIGRAPH, requests), *subjects),
        OXIGRAPH,
        tuple(connections),
    )


def check_documents(comparison: Comparison, servers: Mapping[str, Server]) -> None:
    """Ask for every document once.

    Raises:
        WrongAnswer: one is not 200, or its Turtle lacks a triple of the one hop.
    """
    hops = comparison.subject(OXIGRAPH).requests
    for subject in comparison.subjects:
        with closing(servers[subject.server].connect()) as connection:
            for request, hop in zip(subject.requests, hops, strict=True):
                body = request.send(connection)
                if request.accept == TURTLE and subject.server != OXIGRAPH:
                    _check_hop(request, triples(body), hop, servers[OXIGRAPH])


def _check_hop(request: Request, found: set, hop: Request, peer: Server) -> None:
    with closing(peer.connect()) as connection:
        missing = triples(hop.send(connection)) - found
    if missing:
        raise WrongAnswer(f"{request.path} lacks {len(missing)} triples, such as {missing.pop()}")


def measure(
    servers: Mapping[str, Server], comparison: Comparison, generator: Generator, rounds: int
) -> Results:
    """Return the figures of every subject; one round more goes first, to warm up."""
    results: Results = {}
    for number in range(rounds + 1):
        print(f"{comparison.title}: round {number} of {rounds}", file=sys.stderr, flush=True)
        for count in comparison.connections:
            for subject in comparison.asked(count):
                if not number and count != comparison.connections[0]:
                    continue
                server = servers[subject.server]
                figures = generator.measure(server, _turned(subject.requests, number), count)
                if number:
                    results.setdefault((subject.name, count), []).append(figures)
                time.sleep(0.05)  # a kernel's and a server's afterthoughts
    return results


def _turned(requests: Sequence[Request], number: int) -> Sequence[Request]:
    """Begin elsewhere in each round, so that short rounds still meet all requests."""
    start = number * 7 % len(requests)
    return [*requests[start:], *requests[:start]]
