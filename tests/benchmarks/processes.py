"""Start a server, look at its processes, and stop it whatever happens.

Linux only: figures come from /proc.
"""

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

_START_SECONDS = 90.0
_STOP_SECONDS = 15.0
_PR_SET_PDEATHSIG = 1
_TICKS = os.sysconf("SC_CLK_TCK")


class NoStart(Exception):
    """A server does not answer, or has ended by itself."""


@dataclass(frozen=True)
class Server:
    """A running server: its name in the report, its first process, its port and its endpoint."""

    name: str
    pid: int
    port: int
    endpoint: str = "/sparql?query="

    def connect(self, seconds: float = 60.0) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=seconds)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    name: str,
    command: Sequence[object],
    port: int,
    log: Path,
    environment: Mapping[str, str] = os.environ,
    endpoint: str = Server.endpoint,
) -> Iterator[Server]:
    """Run a server until the block ends; it answers when the block begins.

    Args:
        name: what the report calls it.
        command: program and arguments.
        port: where it listens.
        log: file for all that it prints; its folder becomes the working directory.
        environment: variables of the server.
        endpoint: path of its SPARQL endpoint, up to the text of the query.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd=log.parent,
            start_new_session=True,
            preexec_fn=_end_with_us,
        )
    try:
        server = Server(name, process.pid, port, endpoint)
        _wait_until_answering(server, process, log)
        yield server
    finally:
        _stop(process)


def _end_with_us() -> None:
    """Have the kernel end the server if the benchmark is killed and cannot."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_answering(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError, HTTPException):
            connection = server.connect(5.0)
            connection.request("GET", server.endpoint + "ASK%7B%7D")
            connection.getresponse().read()
            connection.close()
            return
        time.sleep(0.05)
    raise NoStart(f"{server.name} does not answer:\n{log.read_text(errors='replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, and kill what has not ended in time."""
    members = family(process.pid)
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        for member in members:
            with suppress(ProcessLookupError):
                os.kill(member, signal.SIGKILL)
        process.wait()


def family(pid: int) -> list[int]:
    """Return a process and all its descendants, itself first."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            children.setdefault(int(_status(folder)[1]), []).append(int(folder.name))
    found = [pid]
    for member in found:
        found += sorted(children.get(member, []))
    return found


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and its descendants, with those that have ended."""
    total = 0
    for member in family(pid):
        with suppress(OSError):
            total += sum(map(int, _status(Path(f"/proc/{member}"))[11:15]))
    return total / _TICKS


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def _status(folder: Path) -> list[str]:
    """Return the fields of /proc/PID/stat after the name, which may hold spaces: state, ppid …"""
    return (folder / "stat").read_text().rpartition(")")[2].split()
