"""Wait for a child in an event loop instead of a thread."""

import asyncio
import threading
import time
from collections.abc import Callable

from nofuz.query.evaluator import Evaluator
from nofuz.query.roster import POLL, Abandoned, Roster


class _Bell:
    """Wakes the coroutine that waits; to be made in the event loop, rung from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._thread = threading.get_ident()
        self._sleeper: asyncio.Future[None] | None = None
        self._has_rung = False

    def ring(self) -> None:
        if threading.get_ident() == self._thread:
            self._ring()
        else:
            self._loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        self._has_rung = True
        self._wake()

    def _wake(self) -> None:
        if self._sleeper is not None and not self._sleeper.done():
            self._sleeper.set_result(None)

    async def has_rung(
        self,
        until: float,
        is_abandoned: Callable[[], bool],
        be_patient: Callable[[], object] | None = None,
    ) -> bool:
        """Wait until the bell rings; return False when the time is up.

        Args:
            until: when it is up, by time.monotonic().
            is_abandoned: tells that the client has left.
            be_patient: called when it takes long.

        Raises:
            Abandoned: the client has left.
        """
        while (left := until - time.monotonic()) > 0:
            await self._sleep(min(POLL, left))
            if self._has_rung:
                return True
            if be_patient is not None:
                be_patient()
            if is_abandoned():
                raise Abandoned
        return False

    async def _sleep(self, seconds: float) -> None:
        if self._has_rung:
            return
        self._sleeper = self._loop.create_future()
        timer = self._loop.call_later(seconds, self._wake)
        try:
            await self._sleeper
        finally:
            timer.cancel()


async def take_in_loop(
    roster: Roster,
    deadline: float,
    until: float,
    is_abandoned: Callable[[], bool],
    loop: asyncio.AbstractEventLoop,
) -> Evaluator:
    """Do as `Roster.take` does, without holding up the event loop."""
    bell = _Bell(loop)
    ticket = roster.line_up(deadline, bell.ring)
    if ticket.evaluator is not None:
        return ticket.evaluator
    try:
        await bell.has_rung(until, is_abandoned)
    except BaseException:
        roster.leave(ticket)
        raise
    return roster.handed(ticket)


async def readable(
    evaluator: Evaluator,
    deadline: float,
    is_abandoned: Callable[[], bool],
    loop: asyncio.AbstractEventLoop,
) -> None:
    """Wait until a child has something to say, or until the deadline.

    Raises:
        Abandoned: the client has left.
    """
    bell = _Bell(loop)
    loop.add_reader(evaluator.fileno(), bell.ring)
    try:
        await bell.has_rung(deadline, is_abandoned, evaluator.step_back)
    finally:
        loop.remove_reader(evaluator.fileno())
