"""Each query by itself, on one connection: first whether all answer alike, then how fast."""

import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from itertools import count
from statistics import median

from .answers import Meaning, meaning, size
from .asking import Request, WrongAnswer, query
from .peers import OXIGRAPH, RDFLIB, UNCACHED, VIRTUOSO
from .probe import Probe, TooSlow
from .processes import Server
from .questions import QUESTIONS, Constants, Question, bind

LIGHT, HEAVY = 0.010, 0.050
"""Seconds: a query that takes oxigraph less is light, one that takes it more is heavy."""

_CHECKED = 2  # things that each query is compared about
_MOST = 40  # requests of one query to one server in a round
_ROUND_SECONDS = 0.15
_PATIENCE = 10.0  # seconds; a server that needs longer for a query is asked it no more
_EXACT = (UNCACHED, OXIGRAPH, RDFLIB)  # Virtuoso drops rows and knows no ties, so it proves nothing


@dataclass
class Finding:
    """What is known of one query: rows, who answers otherwise, and seconds, a list a round."""

    question: Question
    rows: int = 0
    remarks: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def median(self, server: str) -> float:
        return median(self.seconds[server])

    @property
    def is_light(self) -> bool:
        return self.median(OXIGRAPH) < LIGHT

    @property
    def is_heavy(self) -> bool:
        return self.median(OXIGRAPH) > HEAVY

    def ratio(self, server: str) -> float | None:
        """Return the time that a server takes over that of oxigraph, the median of the rounds."""
        if server not in self.seconds:
            return None
        pairs = zip(self.seconds[server], self.seconds[OXIGRAPH], strict=False)
        return median(mine / theirs for mine, theirs in pairs)


def compare(servers: Mapping[str, Server], constants: Constants, rounds: int) -> list[Finding]:
    """Ask every query of every server, and take the times in turns.

    Raises:
        WrongAnswer: the answers of ours and of the exact peers differ, or one is none.
    """
    findings = [Finding(question) for question in QUESTIONS]
    with ExitStack() as stack:
        probes = {
            name: stack.enter_context(Probe(server, _PATIENCE)) for name, server in servers.items()
        }
        for finding in findings:
            print(f"query: {finding.question.name}", file=sys.stderr, flush=True)
            _check(finding, servers, constants)
            _measure(finding, servers, probes, constants, rounds)
    return findings


def _check(finding: Finding, servers: Mapping[str, Server], constants: Constants) -> None:
    question = finding.question
    understood = meaning(question.media_type, is_ordered=question.is_ordered)
    for number in range(_CHECKED):
        text = bind(question, constants, number)
        expected = None
        for name, server in servers.items():
            request = query(server.endpoint, text, question.media_type)
            answer = _answer(finding, server, request, understood)
            if answer is None:
                continue
            expected = answer if expected is None else expected
            finding.rows = max(finding.rows, size(expected))
            if answer != expected:
                if name in _EXACT:
                    raise WrongAnswer(f"{name} differs in '{question.name}': {text}")
                finding.remarks[name] = "other rows"


def _answer(
    finding: Finding, server: Server, request: Request, understood: Meaning
) -> object | None:
    """Return the meaning of an answer, or None from a peer that gives none in time."""
    try:
        with closing(server.connect(_PATIENCE)) as connection:
            return understood(request.send(connection))
    except TimeoutError:
        finding.remarks[server.name] = "too slow"
    except (WrongAnswer, ValueError, SyntaxError):
        if server.name != VIRTUOSO:
            raise
        finding.remarks[server.name] = "no answer"
    return None


def _measure(
    finding: Finding,
    servers: Mapping[str, Server],
    probes: Mapping[str, Probe],
    constants: Constants,
    rounds: int,
) -> None:
    asked = [name for name in servers if name not in finding.remarks]
    requests = {name: _requests(finding.question, servers[name], constants) for name in asked}
    for _ in range(rounds):
        for name in asked:
            with suppress(TooSlow):
                seconds = _round(probes[name], requests[name])
                finding.seconds.setdefault(name, []).append(seconds)


def _requests(question: Question, server: Server, constants: Constants) -> list[Request]:
    texts = (bind(question, constants, number) for number in range(_MOST))
    return [query(server.endpoint, text, question.media_type) for text in texts]


def _round(probe: Probe, requests: Sequence[Request]) -> float:
    """Return the median of some requests, at least one."""
    until = time.perf_counter() + _ROUND_SECONDS
    taken = []
    for number in count():
        taken.append(probe.ask(requests[number % len(requests)]))
        if len(taken) == _MOST or time.perf_counter() > until:
            break
    return median(taken)
