"""All that is measured on one release, section after section."""

import argparse
import time
from collections.abc import Mapping, Sequence
from functools import cached_property

from nofuz.settings import Settings

from . import judgement, report
from .asking import Request
from .attack import measure_attack
from .bars import Bar
from .deadline import measure_deadline
from .load import Generator
from .memory import measure_memory
from .mix import Comparison, check_documents, documents, light_mix, measure
from .peers import GUNICORN, NOFUZ, OXIGRAPH, RDFLIB, UNCACHED, VIRTUOSO, Peers
from .processes import Server
from .questions import Constants, constants
from .search import measure_search
from .single import Finding, compare
from .start import measure_start
from .stream import ROWS, measure_stream

SECTIONS = (
    "queries",
    "load",
    "documents",
    "memory",
    "start",
    "stream",
    "attack",
    "deadline",
    "search",
)
_TOGETHER = {"queries", "load", "documents", "memory"}
_ALL = (UNCACHED, NOFUZ, OXIGRAPH, GUNICORN, RDFLIB, VIRTUOSO)
_SETTLING_SECONDS = 2  # until spare children have started as well
_ATTACK_LENGTH, _ATTACK_ROUNDS = 4, 2  # a p99 needs some hundred pages


class Run:
    """Measures one release; prints each section as it ends, and keeps the bars."""

    def __init__(self, peers: Peers, options: argparse.Namespace, generator: Generator) -> None:
        self._peers = peers
        self._options = options
        self._generator = generator
        self._bars: list[Bar] = []

    def all(self) -> None:
        data = self._peers.data
        quads = data.release.manifest["counts"]["quads"]
        self._print(f"\n=== Release {data.release.name} of {data.title}: {quads:,} quads.")
        for reason in self._peers.missing().values():
            self._print(reason)
        if _TOGETHER & set(self._options.only):
            self._together()
        alone = {"start": self._start, "stream": self._stream}
        alone |= {"attack": self._attack, "deadline": self._deadline, "search": self._search}
        for name, section in alone.items():
            if name in self._options.only:
                section()

    def bars_report(self) -> str:
        return report.bars_report(f"Bars, {self._peers.data.title}:", self._bars)

    @cached_property
    def _constants(self) -> Constants:
        return constants(self._peers.data.store)

    def _together(self) -> None:
        """Run all servers at once, and have them take turns."""
        missing = self._peers.missing()
        names = [name for name in _ALL if name not in missing]
        only = set(self._options.only)
        with self._peers.running(names) as servers:
            time.sleep(_SETTLING_SECONDS)
            idle = measure_memory(servers)
            findings = self._queries(servers)
            self._print(self._rounds())
            if {"load", "memory"} & only:
                self._load(servers, findings)
            if "documents" in only:
                self._documents(servers)
            if "memory" in only:
                self._print(report.memory_report(idle, measure_memory(servers)))

    def _queries(self, servers: Mapping[str, Server]) -> list[Finding]:
        """Take the times of single queries; they tell which of them are light."""
        rounds = self._options.rounds if "queries" in self._options.only else 1
        asked = {name: servers[name] for name in servers if name not in (NOFUZ, GUNICORN)}
        findings = compare(asked, self._constants, rounds)
        if "queries" in self._options.only:
            self._print(report.queries_report(findings))
            self._bars += judgement.queries(findings)
        return findings

    def _load(self, servers: Mapping[str, Server], findings: Sequence[Finding]) -> None:
        light = [finding.question for finding in findings if finding.is_light]
        counts = self._options.connections
        for is_new, judge in ((True, judgement.uncached), (False, judgement.cached)):
            mix = light_mix(light, self._constants, servers, counts, is_new=is_new)
            self._bars += judge(self._compared(servers, mix), counts)

    def _documents(self, servers: Mapping[str, Server]) -> None:
        counts = [count for count in self._options.connections if count > 1]
        comparison = documents(self._constants, servers, counts or self._options.connections)
        check_documents(comparison, servers)
        self._bars += judgement.documents(self._compared(servers, comparison), comparison)

    def _compared(self, servers: Mapping[str, Server], comparison: Comparison):
        results = measure(servers, comparison, self._generator, self._options.rounds)
        self._print(report.comparison_report(comparison, results))
        return results

    def _start(self) -> None:
        seconds = measure_start(self._peers.nofuz)
        self._print(report.start_report(seconds))
        self._bars += judgement.start(seconds)

    def _stream(self) -> None:
        if self._peers.data.release.manifest["counts"]["quads"] < ROWS:
            return
        with self._peers.nofuz(query_seconds=120, query_result=1 << 30) as server:
            found = measure_stream(server)
        self._print(report.stream_report(found))
        self._bars += judgement.stream(found)

    def _attack(self) -> None:
        agents = self._constants["AGENT"]
        pages = [Request("/doc/" + agent.partition("/id/")[2], "text/html") for agent in agents]
        seconds = _ATTACK_LENGTH * self._options.seconds
        with self._peers.uncached(query_queue=Settings().query_queue) as server:
            pairs = measure_attack(server, pages, seconds, _ATTACK_ROUNDS)
        self._print(report.attack_report(pairs))
        self._bars += judgement.attack(pairs)

    def _deadline(self) -> None:
        with self._peers.nofuz(query_seconds=2) as server:
            self._print(report.deadline_report(measure_deadline(server, seconds=2)))

    def _search(self) -> None:
        if self._peers.data.name != "dataset":
            return  # the names are others than the data's, so once is enough
        found = measure_search(
            self._peers.data.releases,
            self._peers.folder / "search",
            lambda releases: self._peers.uncached(releases=releases, workers=1),
        )
        self._print(report.search_report(found))
        self._bars += judgement.search(found)

    def _rounds(self) -> str:
        options = self._options
        return "\n" + report.describe_rounds(self._generator.name, options.rounds, options.seconds)

    def _print(self, text: str) -> None:
        print(text, flush=True)
