"""Answer the operator on an address apart from what strangers reach: numbers and health.

The process that started the web processes does this.  It answers nobody else, so
that what is told here stays with the operator, and it goes on when a web process
dies.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterable
from http.client import HTTPConnection, HTTPException
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from nofuz.errors import CommandError
from nofuz.telemetry.exposition import Telling
from nofuz.telemetry.slots import Slots

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_log = logging.getLogger(__name__)

_PATIENCE = 3.0  # seconds for a web process to say that it is ready
_SLOWEST = 5.0  # seconds for a scraper to send its request
_LAST_PORT = 65535
_TEXT = "text/plain; charset=utf-8"

_Answer = tuple[str, str, bytes]


def tell(address: str, slots: Slots, is_ready: Callable[[], bool]) -> None:
    """Answer /metrics, /healthz and /readyz until this process ends.

    An address that is taken is told of in the log, and the service goes on without.

    Args:
        address: host and port; port 0 takes any free one.
        slots: the numbers.
        is_ready: tells whether the service can answer.

    Raises:
        CommandError: that is no address.
    """
    host, port = read_address(address)
    kind = _ServerOnSix if ":" in host else _Server
    try:
        server = make_server(host, port, _Operations(slots, is_ready), kind, _Handler)
    except OSError as error:
        _log.warning("no metrics: cannot listen on %s: %s", address, error.strerror)
        return
    threading.Thread(target=server.serve_forever, name="operations", daemon=True).start()
    shown = f"[{host}]" if ":" in host else host
    _log.info("metrics at http://%s:%s/metrics", shown, server.server_port)


def read_address(text: str) -> tuple[str, int]:
    """Return host and port.

    >>> read_address("[::1]:9464")
    ('::1', 9464)
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > _LAST_PORT:
        raise CommandError(f"metrics: {text!r} is not of the form host:port")
    return host.removeprefix("[").removesuffix("]"), int(port)


def asks(host: str, port: int) -> Callable[[], bool]:
    """Return a function that asks the service itself, as its clients do, whether it is ready."""
    wildcards = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing listens here

    def is_ready() -> bool:
        connection = HTTPConnection(wildcards.get(host, host), port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    return is_ready


class _Operations:
    """The WSGI application."""

    def __init__(self, slots: Slots, is_ready: Callable[[], bool]) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(Telling(slots))
        self._is_ready = is_ready

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        try:
            status, content_type, body = self._answer(environ)
        except Exception:  # told in the log's own form, where the server would print it
            _log.exception("unexpected fault")
            status, content_type, body = "500 Internal Server Error", _TEXT, b"a fault\n"
        # Without a field of its own, the server would tell its version.
        fields = {"Content-Type": content_type, "Cache-Control": "no-store", "Server": "nofuz"}
        start(status, list(fields.items()))
        return [body]

    def _answer(self, environ: "WSGIEnvironment") -> _Answer:
        path = environ["PATH_INFO"]
        if path == "/metrics":
            encode, content_type = choose_encoder(environ.get("HTTP_ACCEPT", ""))
            return "200 OK", content_type, encode(self._registry)
        if path == "/healthz":
            return "200 OK", _TEXT, b"ok\n"
        if path != "/readyz":
            return "404 Not Found", _TEXT, b"/metrics, /healthz, /readyz\n"
        if self._is_ready():
            return "200 OK", _TEXT, b"ready\n"
        return "503 Service Unavailable", _TEXT, b"not ready\n"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing of a scraper that has left before its answer."""


class _ServerOnSix(_Server):
    address_family = socket.AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = _SLOWEST

    def log_message(self, *_: Any) -> None:
        """Say nothing: scrapers come every few seconds."""
