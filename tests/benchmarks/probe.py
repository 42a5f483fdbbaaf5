"""One keep-alive connection that takes the time of answers, and next to none itself.

`http.client` needs as long for an answer as a fast server, which would make all
servers look alike.
"""

import socket
import time
from types import TracebackType
from typing import Self

from .asking import NUMBER, Request, WrongAnswer
from .generator import is_whole, written
from .processes import Server

_AT_ONCE = 1 << 18


class TooSlow(Exception):
    """No whole answer came in time."""


class Probe:
    """A connection to a server; to be used as a context."""

    def __init__(self, server: Server, seconds: float) -> None:
        """Connect; no answer may take longer than so many seconds."""
        self._server = server
        self._seconds = seconds
        self._number = 0
        self._socket = self._connected()

    def ask(self, request: Request) -> float:
        """Return the seconds from sending a request to its whole answer.

        Raises:
            WrongAnswer: the status is not 200.
            TooSlow: the answer is not whole in time; the connection is a new one now.
        """
        self._number += 1
        path = request.path.replace(NUMBER, str(self._number))
        sent = written(f"http://127.0.0.1:{self._server.port}", path, request.accept)
        received = bytearray()
        start = time.perf_counter()
        try:
            self._socket.sendall(sent)
            while not is_whole(received):
                piece = self._socket.recv(_AT_ONCE)
                if not piece:
                    raise WrongAnswer(f"{self._server.name} closed the connection: {request.path}")
                received += piece
        except TimeoutError:
            self._socket.close()
            self._socket = self._connected()
            raise TooSlow from None
        seconds = time.perf_counter() - start
        if not received.startswith(b"HTTP/1.1 200 "):
            raise WrongAnswer(f"{self._server.name}: {request.path} {bytes(received[:300])!r}")
        return seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._socket.close()

    def _connected(self) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self._server.port), self._seconds)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made
