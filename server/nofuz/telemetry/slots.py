"""Give each web process a stretch of the shared numbers that it alone writes.

A process takes over the stretch of one that has died and counts on from there,
so that counters never go back, and there is never more to add up than there are
processes.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from nofuz.shared import SharedMemory
from nofuz.telemetry.series import FAMILIES, GAUGE, PLACES, SIZE, Meter

_log = logging.getLogger(__name__)

_WORD = 8
_OWNER, _RELEASE, _NUMBERS = 0, 1, 9  # words: process id, name of the release, the numbers
_LENGTH = _NUMBERS + SIZE
_SPARE = 2  # a process may start before its predecessor is quite gone


class Slots:
    """The stretches of all web processes."""

    SHARED_AS = "numbers"

    def __init__(self, memory: SharedMemory) -> None:
        self._memory = memory
        self._numbers = memoryview(memory.map).cast("d")
        self._owners = memoryview(memory.map).cast("q")

    @staticmethod
    def memory(processes: int = 1) -> SharedMemory:
        """Return memory for so many web processes."""
        return SharedMemory.make("nofuz-numbers", _WORD * _LENGTH * (processes + _SPARE))

    def claim(self) -> "Slot":
        """Return a stretch for this process, with gauges at zero.

        Raises:
            OSError: all are taken.
        """
        fcntl.flock(self._memory.fileno(), fcntl.LOCK_EX)
        try:
            for first in self._firsts():
                if not self._is_alive(first, os.getppid()):
                    self._owners[first + _OWNER] = os.getpid()
                    return Slot(self._memory, first)
        finally:
            fcntl.flock(self._memory.fileno(), fcntl.LOCK_UN)
        raise OSError("there is no place for the numbers of this process")

    def totals(self) -> list[float]:
        """Return each number, added up; gauges only of processes that live."""
        sums = [0.0] * SIZE
        gauges = {
            place + word
            for family, place in PLACES.items()
            if family.kind == GAUGE
            for word in range(family.size)
        }
        for first in self._firsts():
            is_alive = self._is_alive(first, os.getpid())
            start = first + _NUMBERS
            for place, number in enumerate(self._numbers[start : start + SIZE]):
                if is_alive or place not in gauges:
                    sums[place] += number
        return sums

    def releases(self) -> set[str]:
        """Return the names of the releases that are served."""
        names = (
            self._memory.map[_WORD * (first + _RELEASE) : _WORD * (first + _NUMBERS)]
            for first in self._firsts()
            if self._is_alive(first, os.getpid())
        )
        return {name.rstrip(b"\0").decode() for name in names} - {""}

    def processes(self) -> list[int]:
        """Return the ids of the web processes that live."""
        return [
            self._owners[first + _OWNER]
            for first in self._firsts()
            if self._is_alive(first, os.getpid())
        ]

    def _firsts(self) -> Iterator[int]:
        return iter(range(0, len(self._owners), _LENGTH))

    def _is_alive(self, first: int, parent: int) -> bool:
        pid = self._owners[first + _OWNER]
        return bool(pid) and parent_of(pid) == parent


class Slot:
    """The stretch of one process."""

    def __init__(self, memory: SharedMemory, first: int) -> None:
        self._memory = memory
        self._release = _WORD * (first + _RELEASE)
        start = first + _NUMBERS
        words = memoryview(memory.map).cast("d")[start : start + SIZE]
        for family in FAMILIES:
            if family.kind == GAUGE:
                for word in range(family.size):
                    words[PLACES[family] + word] = 0.0
        self.meter = Meter(words)

    def tell_release(self, name: str) -> None:
        """Say which release this process serves."""
        room = _WORD * (_NUMBERS - _RELEASE)
        self._memory.map[self._release : self._release + room] = name.encode()[:room].ljust(
            room, b"\0"
        )


def own_slot() -> Slot:
    """Return a stretch for this process; one that nobody reads where there is no other."""
    try:
        return Slots(SharedMemory.found(Slots.SHARED_AS, Slots.memory)).claim()
    except OSError as error:
        _log.warning("the numbers of this process are not told: %s", error)
        return Slots(Slots.memory()).claim()


def parent_of(pid: int) -> int:
    """Return the id of the process that started this one, 0 if it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] in "ZX" else int(fields[1])
