"""`python -m tests.benchmarks`, or `make bench ARGS="--only sparql"`."""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from nofuz.errors import CommandError

from .deadline import measure_deadline
from .load import choose_generator
from .machine import describe_machine
from .memory import measure_memory
from .peers import Peers
from .report import comparison_report, deadline_report, describe_rounds, memory_report
from .rounds import check, measure
from .workload import COMPARISONS, WrongAnswer

_SETTLING_SECONDS = 2  # until spare children have started as well
_SECTIONS = ("pages", "sparql", "memory", "deadline")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that every server is stopped
    with tempfile.TemporaryDirectory(prefix="nofuz-benchmark-") as folder:
        try:
            _run(Path(folder), options)
        except (CommandError, WrongAnswer) as error:
            print(f"benchmark: {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    return 0


def _run(folder: Path, options: argparse.Namespace) -> None:
    peers = Peers.prepare(folder, most_connections=max(options.connections))
    generator = choose_generator(options.seconds)
    print(f"Release {peers.release} of the repository's dataset: {peers.quads:,} quads.")
    print(describe_machine())
    print(describe_rounds(generator.name, options.rounds, options.seconds), flush=True)
    if {"pages", "sparql", "memory"} & set(options.only):
        _compare(peers, generator, options)
    if "deadline" in options.only:
        with peers.nofuz(query_seconds=2) as server:
            print(deadline_report(measure_deadline(server, seconds=2)), flush=True)


def _compare(peers: Peers, generator, options: argparse.Namespace) -> None:
    comparisons = [known for known in COMPARISONS if known.name in options.only]
    with peers.all() as servers:
        check(servers, COMPARISONS)
        time.sleep(_SETTLING_SECONDS)
        idle = measure_memory(servers)
        # Memory after load needs some load, if nobody asked for its figures.
        rounds, measured = (options.rounds, comparisons) if comparisons else (1, COMPARISONS)
        results = measure(servers, measured, generator, options.connections, rounds)
        for comparison in comparisons:
            print(comparison_report(comparison, results, options.connections), flush=True)
        if "memory" in options.only:
            print(memory_report(idle, measure_memory(servers)), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Measure `nofuz serve` beside `oxigraph serve` on the same data, and beside "
        "the same application under gunicorn. All traffic stays on the loopback interface. "
        "Exit code 1 means that an answer was wrong; no figure fails the run.",
    )
    parser.add_argument(
        "--seconds", type=_positive, default=1, help="length of each measurement (default 1)"
    )
    parser.add_argument(
        "--rounds", type=_positive, default=7, help="measurements of each subject (default 7)"
    )
    parser.add_argument(
        "--connections",
        type=_positive,
        nargs="+",
        default=[1, 8],
        help="connections at once; several numbers are measured in turn (default 1 8)",
    )
    parser.add_argument(
        "--only",
        choices=_SECTIONS,
        nargs="+",
        default=list(_SECTIONS),
        help="what to measure (default all)",
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
