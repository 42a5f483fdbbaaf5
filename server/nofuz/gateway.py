"""Join the Flask application, which is WSGI (PEP 3333), to granian.

Granian's own WSGI interface closes a chunked answer properly when the
application fails in the middle of it, and cannot say that a client has left.
Its RSGI interface can, and it reads requests without a thread, so that a slow
client holds a connection and nothing else.  This module is the join: the event
loop reads a request and writes the answer, a thread of a lane runs Flask.

Two lanes: strangers' queries wait for their children in one, everything else
runs in the other, so that slow queries never keep a page waiting.
"""

import asyncio
import io
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope  # type: ignore[attr-defined]

from nofuz.app import create_app
from nofuz.query.limits import die_with
from nofuz.settings import Settings
from nofuz.sparql.evaluation import ABANDONED

# An answer below this size is written at once, a longer one piece by piece.
_AT_ONCE = 256 * 1024
_BODY_METHODS = {"POST", "PUT", "PATCH"}
_QUERIES = "/sparql"


class _Reply(NamedTuple):
    """What the application answered: the rest is None when the first part is all."""

    status: int
    headers: list[tuple[str, str]]
    first: bytes
    rest: Iterator[bytes] | None
    close: Callable[[], None]


class Gateway:
    """An RSGI application that answers through a WSGI application."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app = create_app(settings)
        self._queries = ThreadPoolExecutor(settings.threads, "query")
        self._others = ThreadPoolExecutor(settings.threads, "page")

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the children when the server stops."""
        self._app.extensions["editions"].close()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        if scope.proto != "http":
            return
        body = await self._body(scope, protocol)
        if body is None:
            protocol.response_empty(408, [("connection", "close")])
            return
        await self._answer(scope, protocol, body)

    async def _body(self, scope: Scope, protocol: HTTPProtocol) -> bytes | None:
        """Read the body, up to a byte more than any is taken with; None when it is slow."""
        if scope.method not in _BODY_METHODS:
            return b""
        limit = 3 * self._settings.query_text + 1
        try:
            async with asyncio.timeout(self._settings.body_seconds):
                return await _read(protocol, limit)
        except TimeoutError:
            return None

    async def _answer(self, scope: Scope, protocol: HTTPProtocol, body: bytes) -> None:
        loop = asyncio.get_running_loop()
        departure = _Departure(protocol, loop)
        lane = self._queries if scope.path == _QUERIES else self._others
        environ = _environ(scope, body) | {ABANDONED: departure}
        try:
            reply = await loop.run_in_executor(lane, _call, self._app, environ)
            await _send(reply, protocol, loop, lane)
        except ProtocolClosed:
            return  # the client has left
        finally:
            departure.stop()


class _Departure:
    """Says whether the client has left; watches from the first time that it is asked."""

    def __init__(self, protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop) -> None:
        self._protocol = protocol
        self._loop = loop
        self._task: asyncio.Future[None] | None = None
        self._is_asked = False
        self._has_left = False

    def __call__(self) -> bool:
        if not self._is_asked:
            self._is_asked = True
            self._loop.call_soon_threadsafe(self._watch)
        return self._has_left

    def stop(self) -> None:
        """Watch no longer; to be called in the event loop."""
        if self._task is not None:
            self._task.cancel()

    def _watch(self) -> None:
        self._task = asyncio.ensure_future(self._wait())

    async def _wait(self) -> None:
        await self._protocol.client_disconnect()
        self._has_left = True


async def _read(protocol: HTTPProtocol, limit: int) -> bytes:
    pieces, size = [], 0
    async for piece in protocol:
        pieces.append(piece)
        size += len(piece)
        if size >= limit:
            break
    return b"".join(pieces)[:limit]


def _environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """Return the WSGI environment of a request (PEP 3333)."""
    host, _, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "HTTP_HOST": scope.authority or "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        variable = name.upper().replace("-", "_")
        if variable not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            variable = f"HTTP_{variable}"
        environ[variable] = f"{environ[variable]},{value}" if variable in environ else value
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    return environ


def _call(app: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> _Reply:
    """Run the application in this thread, as far as its answer fits in one write."""
    started: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        started.append((int(status[:3]), [(name.lower(), value) for name, value in headers]))

    answer = app(environ, start_response)
    close = getattr(answer, "close", _nothing)
    pieces, size = [], 0
    iterator = iter(answer)
    for piece in iterator:
        pieces.append(piece)
        size += len(piece)
        if size > _AT_ONCE:
            return _Reply(*started[-1], b"".join(pieces), iterator, close)
    close()
    return _Reply(*started[-1], b"".join(pieces), None, _nothing)


async def _send(
    reply: _Reply, protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop, lane: ThreadPoolExecutor
) -> None:
    """Write an answer; one that ends early is shorter than it said, which every client notices."""
    if reply.rest is None:
        protocol.response_bytes(reply.status, reply.headers, reply.first)
        return
    try:
        transport = protocol.response_stream(reply.status, reply.headers)
        await transport.send_bytes(reply.first)
        while piece := await loop.run_in_executor(lane, next, reply.rest, b""):
            await transport.send_bytes(piece)
    finally:
        await loop.run_in_executor(lane, reply.close)


def _nothing() -> None:
    """Close what needs no closing."""


def gateway() -> Gateway:
    """Return the application of one web process, set up from its environment."""
    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO, force=True
    )
    die_with(os.getppid())  # granian's web processes would outlive it when it is killed
    return Gateway(Settings.from_environment({}))
