"""The RSGI application that granian runs in each web process."""

import asyncio
import gc
import logging
import os
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope  # type: ignore[attr-defined]

from nofuz.app import create_app
from nofuz.cache import Kept
from nofuz.clients.budgets import Budgets
from nofuz.edition import Edition, Editions
from nofuz.environment import INADMISSIBLE, PROBLEM, REFUSED
from nofuz.errors import MalformedRequest, Problem, SlowRequest
from nofuz.fields import EVERYWHERE, UNREPEATABLE
from nofuz.gateway.accounts import Accounts, allowances
from nofuz.gateway.admission import refusal
from nofuz.gateway.connections import close_unread
from nofuz.gateway.describe import DOCUMENTS, describe
from nofuz.gateway.health import Health
from nofuz.gateway.incoming import QUERIES, Incoming
from nofuz.gateway.look_up import look_up
from nofuz.gateway.pulse import Pulse
from nofuz.gateway.reception import Reception
from nofuz.gateway.refusals import refused
from nofuz.gateway.reply import Reply, has_already, may_be_kept, unchanged
from nofuz.gateway.visit import HEALTH, Visit
from nofuz.gateway.wsgi import call
from nofuz.query.limits import die_with
from nofuz.query.pool import Abandoned
from nofuz.settings import Settings
from nofuz.shared import SharedMemory
from nofuz.spool import Part, Stored
from nofuz.telemetry.journal import start_journal
from nofuz.telemetry.lines import Lines
from nofuz.telemetry.slots import own_slot

_log = logging.getLogger("nofuz")

_BODY_METHODS = {"POST", "PUT", "PATCH"}
_READING_METHODS = {"GET", "HEAD"}
_KEY_OVERHEAD = 200
# For a fault of the gateway itself; one of the application is answered there.
_FAULT = (
    b'{"type": "about:blank", "title": "Internal Server Error", "status": 500,'
    b' "detail": "the server met a fault of its own"}\n'
)
_FAULT_HEADERS = [
    *((name.lower(), value) for name, value in EVERYWHERE.items()),
    ("content-type", "application/problem+json"),
    ("cache-control", UNREPEATABLE),
]
_LOOK_SECONDS = 0.05  # between two looks at what the server does by itself
_OPENED_SECONDS = 5  # a file that was not seen open by then has been sent already
_GARBAGE = 50_000  # objects that may be made between two looks for garbage


class Gateway:
    """Answers requests from what is kept, from a child, or through the application."""

    def __init__(self, settings: Settings, lines: Lines) -> None:
        self._settings = settings
        self._app = create_app(settings)
        self._editions: Editions = self._app.extensions["editions"]
        self._queries = ThreadPoolExecutor(settings.threads, "query")
        self._others = ThreadPoolExecutor(settings.threads, "page")
        # Answers in the making, for those who ask the same meanwhile.
        self._flights: dict[Hashable, asyncio.Future[Kept | None]] = {}
        budgets = SharedMemory.found(Budgets.SHARED_AS, Budgets.memory)
        slot = own_slot()
        self._accounts = Accounts(settings, Budgets(allowances(settings), budgets), slot.meter)
        self._reception = Reception(settings, lines, self._accounts, slot.meter)
        self._health = Health(self._editions, settings.base)
        self._pulse = Pulse(slot, self._editions, lines)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin; what is in memory by now stays, and is not looked through again for garbage."""
        self._loop = loop
        self._pulse.start(loop)
        gc.collect()
        gc.freeze()
        gc.set_threshold(_GARBAGE)
        self._limit_sending()

    def _limit_sending(self) -> None:
        """Have connections closed that nobody reads from, as soon as there can be any."""
        if not close_unread(self._settings.port, self._settings.send_seconds):
            self._loop.call_later(_LOOK_SECONDS, self._limit_sending)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the children when the server stops."""
        self._editions.close()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        if scope.proto != "http":
            return
        visit = self._reception.meet(
            *(scope.method, scope.path, scope.query_string, scope.client),
            _all(scope, "x-forwarded-for"),
        )
        try:
            await self._attend(visit, scope, protocol)
        except (ProtocolClosed, Abandoned):
            visit.problem = "ClientLeft"
        except Exception:
            _log.exception("unexpected fault")
            _send_at_once(Reply(500, _FAULT_HEADERS, _FAULT), protocol, visit)
        finally:
            self._reception.part(visit)

    async def _attend(self, visit: Visit, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer those who may come in, and tell the others why they may not."""
        hosts = [scope.authority] if scope.authority else _all(scope, "host")
        problem = self._reception.refusal(visit, hosts)
        if problem is not None:
            visit.problem = type(problem).__name__
            _send_at_once(refused(problem, scope.headers.get("accept")), protocol, visit)
        elif visit.route == HEALTH and visit.method in _READING_METHODS:
            _send_at_once(await self._health.answer(visit.path), protocol, visit)
        else:
            await self._receive(visit, scope, protocol)

    async def _receive(self, visit: Visit, scope: Scope, protocol: HTTPProtocol) -> None:
        """Read the body of a request and answer it."""
        body, problem = b"", refusal(scope, self._settings)
        try:
            if problem is None and visit.method in _BODY_METHODS:
                body = await self._body(scope, protocol)
        except Problem as error:
            problem = error
        incoming = Incoming(scope, protocol, body, visit, self._loop)
        try:
            await (self._answer(incoming) if problem is None else self._refuse(incoming, problem))
        finally:
            incoming.departure.stop()

    async def _body(self, scope: Scope, protocol: HTTPProtocol) -> bytes:
        """Return the whole body, which is not too long.

        Raises:
            SlowRequest: it has not come in time (408).
            MalformedRequest: it ended before its Content-Length (400).
        """
        try:
            async with asyncio.timeout(self._settings.body_seconds):
                body = b"".join([piece async for piece in protocol])
        except TimeoutError:
            raise SlowRequest("the request's body did not come in time") from None
        if len(body) != int(scope.headers.get("content-length", 0)):
            raise MalformedRequest("the request's body ended before its Content-Length")
        return body

    async def _refuse(self, incoming: Incoming, problem: Problem) -> None:
        """Say why a request is not looked at, and read no more from its connection."""
        environ = incoming.environ(await self._edition()) | {INADMISSIBLE: problem}
        reply = await self._loop.run_in_executor(self._others, call, self._app, environ, "")
        incoming.visit.problem = type(problem).__name__
        reply = reply._replace(headers=[*reply.headers, ("connection", "close")])
        _send_at_once(reply, incoming.protocol, incoming.visit)

    async def _answer(self, incoming: Incoming) -> None:
        edition, visit = await self._edition(), incoming.visit
        visit.release = edition.name
        key = incoming.key()
        kept = None if key is None else await self._known(edition, incoming, key)
        if key is not None:
            visit.cache = "miss" if kept is None else "hit"
        if kept is not None:
            _send_kept(kept, incoming)
        elif key is None or incoming.is_conditional or incoming.method == "HEAD":
            await self._send(await self._reply(edition, incoming), incoming)
        else:
            await self._send(await self._shared(edition, incoming, key), incoming)

    async def _known(self, edition: Edition, incoming: Incoming, key: Hashable) -> Kept | None:
        """Return the answer that is kept, or that another request is getting just now."""
        while True:
            kept = edition.answers.get(key)
            flight = self._flights.get((edition.name, key))
            if kept is not None or flight is None or incoming.method == "HEAD":
                return kept
            kept = await asyncio.shield(flight)
            if kept is not None:
                return kept
            # It could not be shared, or its client left: the next one tries.

    async def _shared(self, edition: Edition, incoming: Incoming, key: Hashable) -> Reply:
        """Get an answer for this request and for all that ask the same meanwhile."""
        flight = self._flights[edition.name, key] = self._loop.create_future()
        kept = None
        try:
            reply = await self._reply(edition, incoming)
            kept = reply.kept()
        finally:
            del self._flights[edition.name, key]
            flight.set_result(kept)
        if kept is not None and may_be_kept(kept):
            edition.answers.put(key, kept, _KEY_OVERHEAD)
        return reply

    async def _reply(self, edition: Edition, incoming: Incoming) -> Reply:
        environ: dict[str, Any] = {}
        incoming.account = self._accounts.of(incoming.visit.client)
        if incoming.path == QUERIES and incoming.method in ("GET", "POST"):
            try:
                reply = await look_up(incoming, edition, self._settings, self._queries)
            except Problem as error:
                environ = {REFUSED: error}
            else:
                if reply is not None:
                    return reply
        elif incoming.path.startswith(DOCUMENTS):
            reply = await describe(incoming, edition, self._settings.base, self._others)
            if reply is not None:
                return reply
        environ |= incoming.environ(edition)
        lane = self._lane(incoming)
        reply = await self._loop.run_in_executor(lane, call, self._app, environ, incoming.coding)
        incoming.visit.problem = environ.get(PROBLEM, "")
        return reply

    async def _edition(self) -> Edition:
        edition = self._editions.at_once()
        if edition is not None:
            return edition
        return await self._loop.run_in_executor(self._others, self._editions.current)

    def _lane(self, incoming: Incoming) -> ThreadPoolExecutor:
        return self._queries if incoming.is_query else self._others

    async def _send(self, reply: Reply, incoming: Incoming) -> None:
        """Write an answer; a long one is read from a file as its client takes it."""
        protocol, visit = incoming.protocol, incoming.visit
        if reply.rest is None:
            _send_at_once(reply, protocol, visit)
            return
        if isinstance(reply.rest, Part):
            _send_part(reply, reply.rest, protocol, visit)
            return
        lane, room = self._lane(incoming), self._settings.room_on_disk
        try:
            stored = await self._loop.run_in_executor(lane, reply.stored, room)
        except Problem as error:
            await self._refuse(incoming, error)
            return
        visit.answered(reply.status, stored.length)
        protocol.response_file(reply.status, reply.headers_for(stored.length), stored.path)
        self._close_when_opened(stored, self._loop.time() + _OPENED_SECONDS)

    def _close_when_opened(self, stored: Stored, latest: float) -> None:
        """Leave a file to the server, which opens it in a thread of its own and tells nobody."""
        if stored.is_open_elsewhere() or self._loop.time() > latest:
            stored.close()
        else:
            self._loop.call_later(_LOOK_SECONDS, self._close_when_opened, stored, latest)


def _all(scope: Scope, name: str) -> list[str]:
    """Return the values of a header field, in their order."""
    headers: Any = scope.headers  # granian's stub knows no get_all
    values: list[str] = headers.get_all(name)
    return values


def _send_at_once(reply: Reply, protocol: HTTPProtocol, visit: Visit) -> None:
    visit.answered(reply.status, 0 if visit.method == "HEAD" else len(reply.body))
    protocol.response_bytes(reply.status, reply.headers, reply.body)


def _send_part(reply: Reply, part: Part, protocol: HTTPProtocol, visit: Visit) -> None:
    visit.answered(reply.status, part.end - part.start)
    path = str(part.path)
    protocol.response_file_range(reply.status, reply.headers, path, part.start, part.end)


def _send_kept(kept: Kept, incoming: Incoming) -> None:
    visit = incoming.visit
    if incoming.is_conditional and has_already(
        kept, incoming.if_none_match, incoming.if_modified_since
    ):
        visit.answered(304, 0)
        incoming.protocol.response_empty(304, unchanged(kept.headers))
    elif incoming.method == "HEAD":
        visit.answered(kept.status, 0)
        incoming.protocol.response_empty(kept.status, kept.headers)
    else:
        visit.answered(kept.status, len(kept.body))
        incoming.protocol.response_bytes(kept.status, kept.headers, kept.body)


def gateway() -> Gateway:
    """Return the application of one web process, set up from its environment."""
    lines = start_journal()
    die_with(os.getppid())  # granian's web processes would outlive it when it is killed
    return Gateway(Settings.from_environment({}), lines)
