"""Long answers wait on disk for their clients, in files without a name.

A web server that takes an answer faster than its client would hold all of it in
memory; from a file it reads only what the client has room for.  The system
removes such a file when nobody has it open any more, however that comes about.
"""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from nofuz.errors import NoPlace

_PIECE = 64 * 1024
_STEP = 16 * 1024 * 1024  # bytes written between two looks at the room
_DESCRIPTORS = Path("/proc/self/fd")
_REMOVED = " (deleted)"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Stored:
    """An answer in a file; it can be iterated over once, piece by piece."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.length = length
        self._file = file

    @property
    def path(self) -> str:
        """A path at which this process can open the file as long as it is not closed."""
        return f"{_DESCRIPTORS}/{self._file.fileno()}"

    def is_open_elsewhere(self) -> bool:
        """Return whether this process has opened the file by its path."""
        own = os.fstat(self._file.fileno())
        found = [status for _, status in _open_files() if os.path.samestat(status, own)]
        return len(found) > 1

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece

    def close(self) -> None:
        """Let go of the file; who has opened it by its path keeps it."""
        self._file.close()


class Part:
    """A part of a file that has a name; it can be iterated over, piece by piece."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        """Take a part.

        Args:
            path: the file.
            start: its first byte in the part.
            end: the byte after the last.
        """
        self.path = path
        self.start = start
        self.end = end

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(self.start)
            left = self.end - self.start
            while left and (piece := file.read(min(left, _PIECE))):
                left -= len(piece)
                yield piece


def store(pieces: Iterable[bytes], room: int) -> Stored:
    """Write an answer into a file.

    Args:
        pieces: its bytes.
        room: bytes that all such files of this process may take together.

    Raises:
        NoPlace: there is not so much room, or the disk is full (503).
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        return Stored(file, _write(pieces, file, room))
    except OSError as error:
        file.close()
        if error.errno not in _FULL:
            raise
        raise NoPlace("there is no room for so long an answer; come back later") from None
    except BaseException:
        file.close()
        raise


def _write(pieces: Iterable[bytes], file: IO[bytes], room: int) -> int:
    length, looked = 0, -_STEP
    for piece in pieces:
        if length - looked >= _STEP:
            if bytes_waiting() > room:
                raise NoPlace("too many long answers are being read; come back later")
            looked = length
        file.write(piece)
        length += len(piece)
    file.flush()
    return length


def bytes_waiting() -> int:
    """Return how many bytes the files of answers take that this process has open."""
    folder = f"{os.path.realpath(tempfile.gettempdir())}/"
    sizes = {
        (status.st_dev, status.st_ino): status.st_size
        for name, status in _open_files()
        if name.startswith(folder) and name.endswith(_REMOVED)
    }
    return sum(sizes.values())


def _open_files() -> Iterator[tuple[str, os.stat_result]]:
    for link in _DESCRIPTORS.iterdir():
        with suppress(OSError):  # closed meanwhile
            yield os.readlink(link), link.stat()
