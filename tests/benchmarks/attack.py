"""How long a page takes while forty clients ask slow queries."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .asking import Request, query
from .deadline import CROSS_PRODUCT
from .load import Figures, choose_generator
from .processes import Server

_PROGRAM = Path(__file__).with_name("attackers.py")
_CONNECTIONS = 2
_GRACE_SECONDS = 1.5  # until the slow queries are at work


def measure_attack(
    server: Server, pages: Sequence[Request], seconds: int, rounds: int
) -> list[tuple[Figures, Figures]]:
    """Return the figures of pages at rest and under attack, in turns.

    Args:
        server: with its default limits and no cache of answers.
        pages: what is asked for, in turn.
        seconds: length of a measurement.
        rounds: how many there are of both kinds.
    """
    generator = choose_generator(seconds)
    found = []
    for _ in range(rounds):
        at_rest = generator.measure(server, pages, _CONNECTIONS)
        with _attacked(server, seconds + 10):
            found.append((at_rest, generator.measure(server, pages, _CONNECTIONS)))
    return found


@contextmanager
def _attacked(server: Server, seconds: float) -> Iterator[None]:
    path = query(server.endpoint, CROSS_PRODUCT).path
    command = [sys.executable, _PROGRAM, str(server.port), path, str(seconds)]
    attackers = subprocess.Popen(command)
    try:
        time.sleep(_GRACE_SECONDS)
        yield
    finally:
        attackers.terminate()
        attackers.wait()
        time.sleep(_GRACE_SECONDS)  # their queries end with them
