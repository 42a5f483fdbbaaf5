"""Whole answers of one release, kept in memory up to a number of bytes.

The one that was used longest ago goes first.  A web process has a cache of its
own for each release that it serves: an answer is worth a few hundred
microseconds, less than it would cost to share it between processes.
"""

from collections import OrderedDict
from collections.abc import Hashable
from typing import NamedTuple

_LARGEST = 1024 * 1024
_LARGEST_SHARE = 8  # of the cache; one answer shall not push out all others
_OVERHEAD = 1000  # bytes that an entry takes beside its text: objects, headers, a place


class Kept(NamedTuple):
    """An answer as it goes out: status, header fields with lower-case names, and body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    etag: str
    last_modified: str


class AnswerCache:
    """To be used in one thread."""

    def __init__(self, capacity: int) -> None:
        """Begin empty.

        Args:
            capacity: bytes that all entries together may take; 0 keeps nothing.
        """
        self._capacity = capacity
        self._entries: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self.bytes = 0
        self.hits = 0
        self.misses = 0
        self.evictions = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Kept | None:
        """Return the answer that is kept for a request."""
        entry = self._entries.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: Hashable, kept: Kept, key_size: int) -> None:
        """Keep an answer, unless it is too long.

        Args:
            key: what the answer is a function of, within one release.
            kept: the answer.
            key_size: bytes that the key takes.
        """
        size = len(kept.body) + key_size + _OVERHEAD
        if size > min(_LARGEST, self._capacity // _LARGEST_SHARE) or key in self._entries:
            return
        self._entries[key] = kept, size
        self.bytes += size
        while self.bytes > self._capacity:
            _, (_, freed) = self._entries.popitem(last=False)
            self.bytes -= freed
            self.evictions += 1
