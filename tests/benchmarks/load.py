"""Put load on a server from another process, and read its figures.

One generator serves all peers of a run: `wrk` where it is installed, since the
machine's cores are the servers' too, and else `generator.py`.  When a server
pauses, wrk counts the requests that it would have sent meanwhile as well, so
that its p99 is the stricter one; compare it within a run only.
"""

import itertools
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .processes import Server, cpu_seconds
from .workload import Request, WrongAnswer

MOST_REQUESTS = 200_000  # of one measurement, however fast the server is
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figures:
    """One measurement: latency and processor time of a request in seconds, requests a second."""

    median: float
    p99: float
    longest: float
    rate: float
    cpu: float


class Generator(Protocol):
    """Something that sends the same request over and over."""

    name: str

    def measure(self, server: Server, request: Request, connections: int) -> Figures:
        """Return the figures of one measurement.

        Raises:
            WrongAnswer: some answer was not 200, or none came.
        """


class Program:
    """A generator that is a program which prints its figures as JSON in its last line."""

    def __init__(self, name: str, command: list[str], limit: float) -> None:
        """Take the command up to its options for connections, header and address.

        After these come the most requests to send, and the first number to write for NUMBER.
        """
        self.name = name
        self._command = command
        self._limit = limit
        self._first_numbers = itertools.count(step=MOST_REQUESTS)

    def measure(self, server: Server, request: Request, connections: int) -> Figures:
        address = f"http://127.0.0.1:{server.port}{request.path}"
        options = [f"-c{connections}", "-H", f"Accept: {request.accept}", address]
        before = cpu_seconds(server.pid)
        output = subprocess.run(
            [*self._command, *options, "--", str(MOST_REQUESTS), str(next(self._first_numbers))],
            check=True,
            capture_output=True,
            text=True,
            timeout=self._limit,
        ).stdout
        used = cpu_seconds(server.pid) - before
        found = json.loads(output.strip().rpartition("\n")[2])
        if found["failures"] or not found["requests"]:
            raise WrongAnswer(f"{server.name}: under load {request.path} gave {found}")
        return Figures(
            found["median"],
            found["p99"],
            found["longest"],
            found["requests"] / found["seconds"],
            used / found["requests"],
        )


def choose_generator(seconds: int) -> Generator:
    """Return wrk with one thread where it is installed, else our own generator."""
    limit = seconds + 60.0
    wrk = shutil.which("wrk")
    if wrk:
        script = str(_HERE / "wrk.lua")
        command = [wrk, "-t1", f"-d{seconds}", "--timeout", "30", "-s", script]
        return Program("wrk with one thread", command, limit)
    command = [sys.executable, str(_HERE / "generator.py"), f"-d{seconds}"]
    return Program("our own generator, in one process (wrk is not installed)", command, limit)
