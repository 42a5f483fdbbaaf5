"""Meet every request before it is answered, and see it off when it has been.

Here is decided whether a client is answered at all, and here it is told what
became of each request: to the log, to the numbers and to the client's account.
It runs in the event loop, for a few microseconds a request.
"""

import logging
import time
from collections.abc import Sequence
from http import HTTPStatus

from nofuz.clients.addresses import Clients
from nofuz.clients.budgets import Kind
from nofuz.clients.hosts import host_check
from nofuz.errors import Problem, UnknownHost
from nofuz.gateway.accounts import Accounts
from nofuz.gateway.visit import HEALTH, Visit
from nofuz.settings import Settings
from nofuz.telemetry import series
from nofuz.telemetry.journal import RequestLog
from nofuz.telemetry.lines import Lines

_log = logging.getLogger(__name__)

_METHODS = frozenset(series.METHODS)


class Reception:
    """Knows who comes to a web process."""

    def __init__(
        self, settings: Settings, lines: Lines, accounts: Accounts, meter: series.Meter
    ) -> None:
        """Begin.

        Args:
            settings: what the operator set.
            lines: where the log goes.
            accounts: those of all clients.
            meter: the numbers of this process.

        Raises:
            CommandError: a trusted proxy is none.
        """
        self._accounts = accounts
        self._meter = meter
        self._clients = Clients(settings.trusted_proxies)
        self._answers_for = host_check(settings.trusted_hosts, settings.host)
        self._has_warned = False
        self._journal = (
            RequestLog(lines, is_private=settings.log_private) if settings.log_requests else None
        )

    def meet(
        self, method: str, path: str, query_string: str, peer: str, forwarded: Sequence[str]
    ) -> Visit:
        """Return the visit that a request is.

        Args:
            method: as the client sent it.
            path: as the client sent it, decoded.
            query_string: as the client sent it.
            peer: address and port that the connection comes from.
            forwarded: the X-Forwarded-For header fields.
        """
        return Visit(method, path, query_string, self._clients.name(peer, forwarded))

    def refusal(self, visit: Visit, hosts: Sequence[str]) -> Problem | None:
        """Return why a request is not answered, None if it is.

        Args:
            visit: the request.
            hosts: its Host header fields.
        """
        if visit.route == HEALTH:  # who looks after the server may call it by any name
            return None
        if not self._answers_for(hosts):
            self._warn()
            return UnknownHost()
        return self._accounts.refusal(visit.client, Kind.ERRORS, visit.arrival)

    def part(self, visit: Visit) -> None:
        """Tell what became of a request."""
        seconds = time.monotonic() - visit.arrival
        status = visit.status
        if 400 <= status < 500 and status != HTTPStatus.TOO_MANY_REQUESTS:
            self._accounts.charge_error(visit.client)
        self._count(visit, seconds)
        if self._journal is not None:
            self._journal.write(
                method=visit.method,
                path=visit.path,
                route=visit.route,
                status=status,
                size=visit.size,
                seconds=seconds,
                release=visit.release,
                cache=visit.cache,
                problem=visit.problem,
                client=visit.client,
                query_string=visit.query_string,
            )

    def _count(self, visit: Visit, seconds: float) -> None:
        method = visit.method if visit.method in _METHODS else "other"
        self._meter.add(series.REQUESTS, visit.route, method, series.status_class(visit.status))
        self._meter.observe(series.REQUEST_SECONDS, visit.route, value=seconds)
        if visit.cache != "none":
            self._meter.add(series.CACHE_LOOKUPS, visit.cache)

    def _warn(self) -> None:
        if not self._has_warned:
            self._has_warned = True
            _log.warning(
                "a request named a host that --trusted-hosts does not have, and got 400;"
                " each such one is an UnknownHost in the log of requests"
            )
