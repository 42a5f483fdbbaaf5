"""`python -m tests.benchmarks`, or `make bench ARGS="--only queries --data dataset"`."""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from nofuz.errors import CommandError

from .asking import WrongAnswer
from .data import Data, cache_folder, generated, our_dataset
from .load import choose_generator
from .machine import describe_machine
from .network import MILLION
from .peers import Peers
from .processes import NoStart
from .run import SECTIONS, Run

_DATA = ("dataset", "generated")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that every server is stopped
    with tempfile.TemporaryDirectory(prefix="nofuz-benchmark-") as folder:
        try:
            _run(Path(folder), options)
        except (CommandError, WrongAnswer, NoStart, subprocess.CalledProcessError) as error:
            print(f"benchmark: {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    return 0


def _run(folder: Path, options: argparse.Namespace) -> None:
    begun = time.monotonic()
    print(describe_machine(), flush=True)
    runs = []
    for name in options.data:
        peers = Peers(_data(name, folder, options), folder, max(options.connections))
        run = Run(peers, options, choose_generator(options.seconds))
        run.all()
        runs.append(run)
    for run in runs:
        print(run.bars_report())
    print(f"\nThe run took {(time.monotonic() - begun) / 60:.1f} minutes.")


def _data(name: str, folder: Path, options: argparse.Namespace) -> Data:
    print(f"preparing: {name}", file=sys.stderr, flush=True)
    if name == "dataset":
        path = folder / "dataset"
        path.mkdir()
        return our_dataset(path)
    return generated(cache_folder(), options.statements)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Measure `nofuz serve` beside `oxigraph serve`, rdflib-endpoint and Virtuoso 7 "
        "with the same statements, and beside the same application under gunicorn. All traffic "
        "stays on the loopback interface. Exit code 1 means that an answer was wrong; no figure "
        "fails the run.",
    )
    parser.add_argument(
        "--seconds", type=_positive, default=1, help="length of each measurement (default 1)"
    )
    parser.add_argument(
        "--rounds", type=_positive, default=3, help="measurements of each subject (default 3)"
    )
    parser.add_argument(
        "--connections",
        type=_positive,
        nargs="+",
        default=[1, 8, 64],
        help="connections at once; several numbers are measured in turn (default 1 8 64)",
    )
    parser.add_argument(
        "--only",
        choices=SECTIONS,
        nargs="+",
        default=list(SECTIONS),
        help="what to measure (default all)",
    )
    parser.add_argument(
        "--data", choices=_DATA, nargs="+", default=list(_DATA), help="on what (default both)"
    )
    parser.add_argument(
        "--statements",
        type=_positive,
        default=MILLION,
        help="size of the generated graph, which is kept for the next run (default a million)",
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
