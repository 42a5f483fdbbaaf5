"""Write lines to the error stream, without ever waiting for who reads them.

A log is read by a pipe, a socket, a terminal or nobody.  When one of them does
not take a line at once, the line is lost and the service goes on.
"""

import os
import select
import socket
import stat
import sys
from collections.abc import Callable
from functools import partial

LONGEST = select.PIPE_BUF
"""Bytes of a line with its end; a pipe takes so many whole, and from many writers apart."""


class Lines:
    """A stream of lines; to be used from any thread."""

    def __init__(self, descriptor: int = 2) -> None:
        self._write = _writer(descriptor)
        self._is_broken = False
        self.lost = 0

    def write(self, line: bytes) -> None:
        """Write a line that ends with a line feed, in one piece or not at all."""
        try:
            written = self._write(b"\n" + line if self._is_broken else line)
        except OSError:
            self.lost += 1
            return
        # A full disk may have taken a part; the next line begins on a line of its own.
        self._is_broken = written < len(line)
        self.lost += self._is_broken


def open_standard_streams() -> None:
    """Give the standard streams that are closed to /dev/null.

    The first file that is opened would take such a number otherwise, and what
    is written to the error stream would go into it.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _writer(descriptor: int) -> Callable[[bytes], int]:
    """Return a function that writes at once or raises OSError."""
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return len  # there is no stream: every line is taken, and goes nowhere
    if stat.S_ISREG(mode):
        return partial(os.write, descriptor)
    if stat.S_ISSOCK(mode):
        end = socket.socket(fileno=os.dup(descriptor))
        return lambda line: end.send(line, socket.MSG_DONTWAIT)
    return partial(os.write, _unwaiting(descriptor))


def _unwaiting(descriptor: int) -> int:
    """Return a descriptor of the same pipe or device that does not wait.

    It is opened anew, since others may share the old one, such as the shell
    that started us.  Where that is not allowed, they share the setting as well.
    """
    flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        return os.open(f"/proc/self/fd/{descriptor}", flags)
    except OSError:
        os.set_blocking(descriptor, False)
        return descriptor
