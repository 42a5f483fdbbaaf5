"""Tell whether this web process lives, and whether it can answer.

It can when a child answers a query.  Children that are all at work are no
reason to send requests elsewhere: pages do without them, and their deadlines
will free them.  Anybody may ask, so that many who do get one look a second.
"""

import asyncio
import time

from nofuz.edition import Edition, Editions
from nofuz.errors import NoPlace, Problem
from nofuz.formats import JSON
from nofuz.gateway.refusals import told
from nofuz.gateway.reply import Reply
from nofuz.query.inspection import Query
from nofuz.store.embedded import Scope

LIVE = "/healthz"
_SECONDS = 1.0  # for a child to answer, and for which its answer stands


class Health:
    """Answers /healthz and /readyz; to be used in one event loop."""

    def __init__(self, editions: Editions, base: str) -> None:
        self._editions = editions
        self._query = Query("ASK {}", base, Scope(), JSON.media_type, form="ASK")
        self._looked = float("-inf")
        self._is_ready = False
        self._look: asyncio.Task[bool] | None = None

    async def answer(self, path: str) -> Reply:
        """Return the answer to a request for either path."""
        if path == LIVE:
            return told(200, "ok")
        return told(200, "ready") if await self._ready() else told(503, "not ready")

    async def _ready(self) -> bool:
        if time.monotonic() - self._looked > _SECONDS:
            if self._look is None:
                self._look = asyncio.ensure_future(self._looking())
            return await asyncio.shield(self._look)
        return self._is_ready

    async def _looking(self) -> bool:
        try:
            edition = self._editions.at_once()
            if edition is None:  # a new release may take its time to open; it is no fault
                edition = await asyncio.to_thread(self._editions.current)
            async with asyncio.timeout(_SECONDS):
                self._is_ready = await self._asked(edition)
        except (TimeoutError, Problem):
            self._is_ready = False
        finally:
            self._looked, self._look = time.monotonic(), None
        return self._is_ready

    async def _asked(self, edition: Edition) -> bool:
        try:
            now, loop = time.monotonic(), asyncio.get_running_loop()
            answer = await edition.pool.run_in_loop(self._query, lambda: False, now, loop)
        except NoPlace:
            return any(edition.pool.children())
        return answer.is_complete
