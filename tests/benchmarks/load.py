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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Protocol

from .asking import Request, WrongAnswer
from .processes import Server, cpu_seconds

MOST_REQUESTS = 200_000  # of one measurement, however fast the server is
_PATIENCE = 10  # times as long again, where no answer came
_GRACE_SECONDS = 60.0
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figures:
    """One measurement: latency and processor time of a request in seconds, requests a second.

    `failures` are answers other than 200, and connections that broke or were too slow.
    """

    median: float
    p99: float
    longest: float
    rate: float
    cpu: float
    failures: int


class Generator(Protocol):
    """Something that sends some requests over and over, in turn."""

    name: str

    def measure(self, server: Server, requests: Sequence[Request], connections: int) -> Figures:
        """Return the figures of one measurement.

        Raises:
            WrongAnswer: no answer came.
        """


class Program:
    """A generator that is a program which prints its figures as JSON in its last line."""

    def __init__(self, name: str, command: list[str], seconds: int) -> None:
        """Take the command up to its options for connections, seconds and address.

        After these come the most requests to send, the first number to write for NUMBER, and
        a file that holds path and media type of a request a line.
        """
        self.name = name
        self._command = command
        self._seconds = seconds
        self._first_numbers = itertools.count(step=MOST_REQUESTS)

    def measure(self, server: Server, requests: Sequence[Request], connections: int) -> Figures:
        bounds = (MOST_REQUESTS, next(self._first_numbers))
        with NamedTemporaryFile("w", prefix="nofuz-benchmark-") as file:
            file.writelines(f"{request.path} {request.accept}\n" for request in requests)
            file.flush()
            arguments = [f"http://127.0.0.1:{server.port}", "--", *bounds, file.name]
            before = cpu_seconds(server.pid)
            for seconds in (self._seconds, _PATIENCE * self._seconds):
                found = self._run([f"-c{connections}", f"-d{seconds}", *arguments], seconds)
                if found["requests"]:
                    break
            used = cpu_seconds(server.pid) - before
        if not found["requests"]:
            raise WrongAnswer(f"{server.name}: no answer to {requests[0].path}")
        return Figures(
            found["median"],
            found["p99"],
            found["longest"],
            found["requests"] / found["seconds"],
            used / found["requests"],
            found["failures"],
        )

    def _run(self, options: Sequence[object], seconds: int) -> dict[str, Any]:
        command = [*self._command, *map(str, options)]
        limit = seconds + _GRACE_SECONDS
        output = subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=limit
        ).stdout
        figures: dict[str, Any] = json.loads(output.strip().rpartition("\n")[2])
        return figures


def choose_generator(seconds: int) -> Generator:
    """Return wrk with one thread where it is installed, else our own generator.

    Args:
        seconds: length of a measurement.
    """
    wrk = shutil.which("wrk")
    if wrk:
        script = str(_HERE / "wrk.lua")
        command = [wrk, "-t1", "--timeout", "30", "-s", script]
        return Program("wrk with one thread", command, seconds)
    command = [sys.executable, str(_HERE / "generator.py")]
    return Program("our own generator, in one process (wrk is not installed)", command, seconds)
