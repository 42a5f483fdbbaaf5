"""Memory that the web processes share with the process that starts them.

It has no name in any folder, so that nothing is left of it however they end.
Others reach it through /proc, as the descriptor of the one that made it; Linux
only.  Writing 8 aligned bytes is one step for whoever reads them; there are no
locks, and what a module keeps here has to bear that.
"""

import logging
import mmap
import os
from collections.abc import Callable
from typing import Self

_log = logging.getLogger(__name__)


class SharedMemory:
    """So many bytes, all zero at first; they go when the last process lets go of them."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.map = mmap.mmap(descriptor, os.fstat(descriptor).st_size)

    @classmethod
    def make(cls, name: str, size: int) -> Self:
        """Return new memory.

        Args:
            name: what it is called in /proc/*/maps.
            size: bytes.
        """
        descriptor = os.memfd_create(name)
        os.truncate(descriptor, size)
        return cls(descriptor)

    @classmethod
    def at(cls, path: str) -> Self:
        """Return the memory that another process has at this path.

        Raises:
            OSError: it has ended, or is not of this user.
        """
        return cls(os.open(path, os.O_RDWR | os.O_CLOEXEC))

    @property
    def path(self) -> str:
        """Where others find it while this process lives."""
        return f"/proc/{os.getpid()}/fd/{self._descriptor}"

    def share(self, name: str) -> None:
        """Let processes that are started from now on find it under a name."""
        os.environ[_variable(name)] = self.path

    @classmethod
    def found(cls, name: str, make: Callable[[], Self]) -> Self:
        """Return what was shared under a name, or memory of this process's own.

        Args:
            name: as it was given to `share`.
            make: makes new memory, where none was shared or it cannot be reached.
        """
        path = os.environ.get(_variable(name))
        if path is None:
            return make()
        try:
            return cls.at(path)
        except OSError as error:
            _log.warning("each web process counts for itself, without shared memory: %s", error)
            return make()

    def fileno(self) -> int:
        """Return the descriptor, for locks."""
        return self._descriptor


def _variable(name: str) -> str:
    return f"NOFUZ_SHARED_{name.upper()}"
