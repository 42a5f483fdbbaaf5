"""Tell the numbers in the text format of Prometheus, on an address of their own.

The process that started the web processes does this: it answers no strangers,
so that what is told here stays with the operator, and it goes on when a web
process dies.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPConnection, HTTPException
from math import inf
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from nofuz.errors import CommandError
from nofuz.telemetry.series import BUCKETS, COUNTER, FAMILIES, GAUGE, PLACES, Family
from nofuz.telemetry.slots import Slots, parent_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)

_PATIENCE = 3.0  # seconds for a web process to say that it is ready
_SLOWEST = 5.0  # seconds for a scraper to send its request
_KIBIBYTE = 1024


class Telling(Collector):
    """Makes metrics of the numbers, each time that it is asked."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots

    def collect(self) -> Iterable[Metric]:
        """Yield every metric."""
        totals = self._slots.totals()
        for family in FAMILIES:
            place = PLACES[family]
            yield _metric(family, totals[place : place + family.size])
        yield self._release()
        yield self._memory()

    def _release(self) -> Metric:
        metric = GaugeMetricFamily(
            "nofuz_release_info",
            "The release that is served; two during a switch.",
            labels=["release"],
        )
        for name in sorted(self._slots.releases()):
            metric.add_metric([name], 1)
        return metric

    def _memory(self) -> Metric:
        metric = GaugeMetricFamily(
            "nofuz_resident_memory_bytes",
            "Memory of all processes of a kind, what they share counted for each.",
            labels=["process"],
        )
        web = self._slots.processes()
        metric.add_metric(["web"], sum(map(_resident, web)))
        metric.add_metric(["query"], sum(map(_resident, _children(set(web)))))
        return metric


def _metric(family: Family, numbers: list[float]) -> Metric:
    names = [name for name, _ in family.labels]
    if family.kind == GAUGE:
        gauge = GaugeMetricFamily(family.name, family.help, labels=names)
        for labels, place in family.series():
            gauge.add_metric(labels, numbers[place])
        return gauge
    if family.kind == COUNTER:
        counter = CounterMetricFamily(family.name, family.help, labels=names)
        for labels, place in family.series():
            counter.add_metric(labels, numbers[place])
        return counter
    histogram = HistogramMetricFamily(family.name, family.help, labels=names)
    for labels, place in family.series():
        counts = numbers[place : place + len(BUCKETS)]
        buckets = [
            ("+Inf" if bound == inf else str(float(bound)), sum(counts[: number + 1]))
            for number, bound in enumerate(BUCKETS)
        ]
        histogram.add_metric(labels, buckets, numbers[place + len(BUCKETS)])
    return histogram


def _children(parents: set[int]) -> Iterator[int]:
    processes = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return (pid for pid in processes if parent_of(pid) in parents)


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(_KIBIBYTE * int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _ServerOnSix(_Server):
    address_family = socket.AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = _SLOWEST

    def log_message(self, *_: Any) -> None:
        """Say nothing: scrapers come every few seconds."""


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
    registry = CollectorRegistry()
    registry.register(Telling(slots))
    application = _application(make_wsgi_app(registry), is_ready)
    kind = _ServerOnSix if ":" in host else _Server
    try:
        server = make_server(host, port, application, kind, _Handler)
    except OSError as error:
        _log.warning("no metrics: cannot listen on %s: %s", address, error.strerror)
        return
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    shown = f"[{host}]" if ":" in host else host
    _log.info("metrics at http://%s:%s/metrics", shown, server.server_port)


def read_address(text: str) -> tuple[str, int]:
    """Return host and port.

    >>> read_address("[::1]:9464")
    ('::1', 9464)
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise CommandError(f"metrics: {text!r} is not of the form host:port")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _application(metrics: Any, is_ready: Callable[[], bool]) -> "WSGIApplication":
    def application(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/metrics":
            answer: Iterable[bytes] = metrics(environ, start)
            return answer
        if path == "/healthz":
            status, text = "200 OK", b"ok\n"
        elif path == "/readyz":
            ready = is_ready()
            status, text = (
                ("200 OK", b"ready\n") if ready else ("503 Service Unavailable", b"not ready\n")
            )
        else:
            status, text = "404 Not Found", b"/metrics, /healthz, /readyz\n"
        start(
            status, [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        )
        return [text]

    return application


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
