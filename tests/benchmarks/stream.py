"""How much memory all processes of the server need while a long result goes out."""

import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import quote_plus

from .asking import NUMBER, Request, WrongAnswer, query
from .memory import measure_memory
from .processes import Server, family
from .questions import JSON

ROWS = 1_000_000
_PIECE = 1 << 18
_SLOW = 32 * 1024 * 1024  # bytes a second
_TICK = 0.1
_SETTLING_SECONDS = 2.0
_BLOCK = 512  # bytes, as st_blocks counts


@dataclass
class Reading:
    """What one client got: rows, bytes, and seconds to the first and to the last byte."""

    name: str
    rows: int = 0
    size: int = 0
    first: float = 0.0
    last: float = 0.0
    error: str = ""


@dataclass(frozen=True)
class Stream:
    """Bytes in memory of all processes, idle and at most, and in files that have no name."""

    idle: int
    most: int
    spooled: int
    spool_is_memory: bool
    readings: list[Reading]

    @property
    def added(self) -> int:
        """Bytes over idle; files count where they are kept in memory."""
        return self.most - self.idle + (self.spooled if self.spool_is_memory else 0)


def measure_stream(server: Server, rows: int = ROWS) -> Stream:
    """Have a fast and a slow client read a long result at once.

    Args:
        server: its limits let such a result pass.
        rows: how many solutions the result has.

    Raises:
        WrongAnswer: a client did not get all rows.
    """
    time.sleep(_SETTLING_SECONDS)
    idle = _in_memory(server)
    request = query(server.endpoint, f"SELECT * WHERE {{ ?s ?p ?o }} LIMIT {rows}", JSON)
    readings = [Reading("fast client"), Reading("slow client")]
    threads = [
        threading.Thread(target=_read, args=(server, request, readings[0], _no_pause)),
        threading.Thread(target=_read, args=(server, request, readings[1], _pause)),
    ]
    for thread in threads:
        thread.start()
    most = spooled = 0
    while any(thread.is_alive() for thread in threads):
        most = max(most, _in_memory(server))
        spooled = max(spooled, sum(_unnamed(server)))
        time.sleep(_TICK)
    for reading in readings:
        if reading.error or reading.rows != rows:
            raise WrongAnswer(f"{reading.name} got {reading.rows:,} rows {reading.error}")
    return Stream(idle, most, spooled, is_in_memory(Path(gettempdir())), readings)


def is_in_memory(folder: Path) -> bool:
    """Return whether the files of a folder are kept in memory (tmpfs)."""
    found = {}
    for line in Path("/proc/mounts").read_text().splitlines():
        _, point, kind, *_ = line.split()
        if folder.resolve().is_relative_to(point):
            found[len(point)] = kind
    return found[max(found)] == "tmpfs"


def _read(server: Server, request: Request, reading: Reading, pause: Callable[[int], None]) -> None:
    start = time.perf_counter()
    try:
        for piece in _pieces(server, request, reading.name):
            reading.first = reading.first or time.perf_counter() - start
            reading.size += len(piece)
            reading.rows += piece.count(b'{"s":')
            pause(len(piece))
    except (OSError, HTTPException, WrongAnswer) as error:
        reading.error = f"{type(error).__name__}: {error}"
    reading.last = time.perf_counter() - start


def _pieces(server: Server, request: Request, number: str) -> Iterator[bytes]:
    """Give an answer in pieces, each ending where a row does."""
    path = request.path.replace(NUMBER, quote_plus(number))
    with closing(server.connect(300)) as connection:
        connection.request("GET", path, headers={"Accept": request.accept})
        response = connection.getresponse()
        if response.status != 200:
            raise WrongAnswer(f"{response.status} {response.read(300)!r}")
        rest = b""
        while piece := response.read(_PIECE):
            whole, brace, rest = (rest + piece).rpartition(b"}")
            yield whole + brace
        yield rest


def _no_pause(_: int) -> None:
    """Read on at once."""


def _pause(size: int) -> None:
    time.sleep(size / _SLOW)


def _in_memory(server: Server) -> int:
    return sum(memory.pss for memory in measure_memory({server.name: server}).values())


def _unnamed(server: Server) -> Iterator[int]:
    """Give the size of each file without a name that a process of the server has open."""
    seen = set()
    for pid in family(server.pid):
        with suppress(OSError):
            for link in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    found = os.stat(link)
                    known = (found.st_dev, found.st_ino)
                    if stat.S_ISREG(found.st_mode) and not found.st_nlink and known not in seen:
                        seen.add(known)
                        yield found.st_blocks * _BLOCK
