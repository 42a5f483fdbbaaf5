"""How much of the server one client may take, counted over all web processes.

The generic cell rate algorithm (ITU-T I.371): a client's account is one time,
the one at which it owes nothing any more.  Each charge moves that time on, time
itself pays back, and nothing has to be swept.

The accounts stand in a table of fixed size in shared memory, found by a keyed
hash, so that neither the number of clients nor their choice of addresses makes
it grow or slow.  Nothing is locked: where two processes charge one client at the
same moment, one charge may be lost, and where the table is full, a newcomer
takes the account of whoever owes least.  Both let a client go on too early, and
neither stops one that owes nothing.
"""

import os
import time
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from nofuz.shared import SharedMemory

SLOTS = 65536
_PROBES = 8
_KEY = 16  # bytes of the secret at the beginning of the table
_WORD = 8
_HEADER = 4  # words
_SLOT = 4  # words, so that none lies across two lines of the processor's cache
_REMEMBERED = 4096


class Kind(IntEnum):
    """What is counted; the value is the word of a slot that holds the account."""

    QUERY_SECONDS = 1
    ERRORS = 2


class Allowance(NamedTuple):
    """How much a client may take: `a_minute` in the long run, 0 for no limit, `burst` at once."""

    a_minute: float
    burst: float

    @property
    def interval(self) -> float:
        """Seconds in which one unit is paid back."""
        return 60 / self.a_minute


class Budgets:
    """The accounts of all clients."""

    SHARED_AS = "budgets"

    def __init__(self, allowances: Mapping[Kind, Allowance], memory: SharedMemory) -> None:
        """Open a table that `memory` has made.

        Args:
            allowances: what each client may take; a kind that is missing has no limit.
            memory: where the accounts stand.
        """
        self._allowances = {
            kind: allowance for kind, allowance in allowances.items() if allowance.a_minute
        }
        self._tags = memoryview(memory.map).cast("Q")
        self._times = memoryview(memory.map).cast("d")
        self._key = bytes(memory.map[:_KEY])
        self._slots = (len(self._tags) - _HEADER) // _SLOT
        self._place = lru_cache(_REMEMBERED)(self._hashed)

    @staticmethod
    def memory(slots: int = SLOTS) -> SharedMemory:
        """Return memory for so many accounts, with a key that no client knows."""
        memory = SharedMemory.make("nofuz-budgets", _WORD * (_HEADER + _SLOT * slots))
        memory.map[:_KEY] = os.urandom(_KEY)
        return memory

    def seconds_to_wait(self, client: str, kind: Kind, now: float | None = None) -> float:
        """Return in how many seconds a client may go on; 0 if it may now.

        Args:
            client: its name.
            kind: what it would take.
            now: by time.monotonic().
        """
        allowance = self._allowances.get(kind)
        if allowance is None:
            return 0.0
        slot = self._find(client)
        if slot < 0:
            return 0.0
        owed = self._times[slot + kind] - (time.monotonic() if now is None else now)
        # What has a price known beforehand must fit whole; seconds are known only afterwards.
        spare = 1 if kind is Kind.ERRORS else 0
        return max(0.0, owed - (allowance.burst - spare) * allowance.interval)

    def charge(self, client: str, kind: Kind, amount: float, now: float | None = None) -> None:
        """Add to what a client has taken.

        Args:
            client: its name.
            kind: what it took.
            amount: how much of it.
            now: by time.monotonic().
        """
        allowance = self._allowances.get(kind)
        if allowance is None:
            return
        now = time.monotonic() if now is None else now
        slot = self._find(client)
        if slot < 0:
            slot = self._take(client, now)
        start = max(self._times[slot + kind], now)
        self._times[slot + kind] = start + amount * allowance.interval

    def _find(self, client: str) -> int:
        """Return the first word of a client's slot, -1 if it has none."""
        tag, first = self._place(client)
        for step in range(_PROBES):
            slot = _HEADER + _SLOT * ((first + step) % self._slots)
            found = self._tags[slot]
            if found == tag:
                return slot
            if not found:  # never used, so nobody ever went past it
                return -1
        return -1

    def _take(self, client: str, now: float) -> int:
        """Return a slot for a newcomer: one that is free, or that of whoever owes least."""
        tag, first = self._place(client)
        slots = [_HEADER + _SLOT * ((first + step) % self._slots) for step in range(_PROBES)]
        slot = min(slots, key=lambda slot: self._owed(slot, now))
        for kind in Kind:
            self._times[slot + kind] = 0.0
        self._tags[slot] = tag
        return slot

    def _owed(self, slot: int, now: float) -> float:
        if not self._tags[slot]:
            return -1.0
        return max(0.0, *(self._times[slot + kind] - now for kind in Kind))

    def _hashed(self, client: str) -> tuple[int, int]:
        """Return the tag, never 0, and the first slot of a client."""
        digest = blake2b(client.encode(), key=self._key, digest_size=16).digest()
        tag, first = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")
        return tag or 1, first % self._slots
