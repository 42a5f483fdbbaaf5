"""The messages between a web process and a child, over a socket that keeps packets whole.

A message is a run of packets; the first byte of each says what the rest is:

    M  a piece of the message, more follow
    E  the last piece; the child takes the next query
    C  the last piece of a result that was cut at the limit of its rows
    R  the last piece; the child is worn and is to be replaced
    F  a failure instead of an answer: JSON with "error" and "detail"

A query goes to the child in packets M and E, as Python's own `marshal` has it: both
ends are the same program, and only the parent is believed.  What comes back is bytes
of the result in packets M and E, C or R; F may stand after any M.  The end of the
stream in the middle of a message means that the other side is gone.
"""

import json
import marshal
import socket
from collections.abc import Callable, Iterator
from typing import Any

from nofuz.errors import Problem

MORE, END, CUT, RETIRE, FAILURE = b"M", b"E", b"C", b"R", b"F"
PIECE = 65536
PACKET = PIECE + 1
DETAIL = 500  # characters; the engine's parser lists all that it would have taken


def pair() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of a new connection."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def packets(message: dict[str, Any]) -> Iterator[bytes]:
    """Yield the packets of a message."""
    content = marshal.dumps(message)
    while len(content) > PIECE:
        yield MORE + content[:PIECE]
        content = content[PIECE:]
    yield END + content


def receive(end: socket.socket) -> dict[str, Any] | None:
    """Return the next message, or None when the other side is gone."""
    content = b""
    while packet := end.recv(PACKET):
        content += packet[1:]
        if packet[:1] == END:
            message: dict[str, Any] = marshal.loads(content)  # noqa: S302 - the parent's
            return message
    return None


class PieceWriter:
    """A binary file that sends what is written in pieces; the caller ends the message."""

    def __init__(self, emit: Callable[[bytes], object]) -> None:
        self._emit = emit
        self._pending = bytearray(MORE)

    def write(self, content: bytes) -> int:
        """Take bytes; send a piece when there is enough for one."""
        pending = self._pending
        pending += content
        while len(pending) > PACKET:
            self._emit(bytes(pending[:PACKET]))
            pending[1:PACKET] = b""
        return len(content)

    def flush(self) -> None:
        """Do nothing: pieces are sent when they are full."""

    def end(self, kind: bytes) -> None:
        """Send the rest as the last piece."""
        self._pending[:1] = kind
        self._emit(bytes(self._pending))

    def fail(self, problem: Problem) -> None:
        """Send what is wrong with the query instead of the rest."""
        detail = " ".join(str(problem).split())[:DETAIL]
        failure = {"error": type(problem).__name__, "detail": detail}
        self._emit(FAILURE + json.dumps(failure).encode())
