"""Have a child evaluate a query: places, deadlines, and a spare that is always warm.

A web process holds one pool for each release that it serves.  It must not fork
afterwards; it may use the pool from any thread.
"""

import asyncio
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nofuz.errors import EvaluationFailed, NoPlace
from nofuz.query.answer import Answer, deadline_passed
from nofuz.query.evaluator import Evaluator
from nofuz.query.inspection import Query
from nofuz.query.keeper import Keeper
from nofuz.query.roster import Abandoned, Roster
from nofuz.query.waiting import readable, take_in_loop
from nofuz.query.work import Account, Outcome, Tally, Work
from nofuz.settings import Settings

__all__ = ["Abandoned", "Answer", "Query", "QueryPool"]

_SPARES = 1  # warm children beyond the places, for the query after a kill
_MOST_STILLBORN = 3  # children that died idle and may be met before the query is given up
_LEAST_SECONDS = 0.001
# A look-up takes a child less than this.  For so long the event loop waits itself for the
# only query at work: coming back to it would cost as much as the look-up.
_LOOK_UP_SECONDS = 0.001
_STILLBORN = "query stopped: its evaluation failed"


class QueryPool:
    """The children of one web process for one store."""

    def __init__(
        self, store: Path, settings: Settings, share: int = 1, tally: Tally | None = None
    ) -> None:
        """Start the children; the first queries wait until these are ready.

        Args:
            store: folder of the store.
            settings: the limits, for all web processes together.
            share: web processes among which places and queue are divided.
            tally: where it is counted what becomes of queries and children.
        """
        self._tally = tally or Tally()
        places = settings.query_children or 2 * (os.cpu_count() or 1)
        self._settings = settings
        places_here = max(1, places // share)
        self._roster = Roster(places_here, math.ceil(settings.query_queue / share))
        self._keeper = Keeper(
            self._roster,
            lambda: Evaluator(store, settings.query_memory),
            places_here + _SPARES,
            settings.query_seconds,
            self._tally.add_start,
        )

    def run(
        self,
        query: Query,
        is_abandoned: Callable[[], bool] | None = None,
        arrival: float | None = None,
        account: Account | None = None,
    ) -> Answer:
        """Return the answer to a query as soon as its first bytes are there.

        Args:
            query: what `nofuz.query.inspection` let pass.
            is_abandoned: tells that the client has left; asked about every 0.25 s
                while the query waits or is at work.
            arrival: when the request came, by time.monotonic(); its deadline counts
                from there, or from now when it is not given.
            account: asked whether the client may have a child, and told how long it did.

        Raises:
            TooManyRequests: the client has had enough of the children (429).
            MalformedQuery: the engine's parser refuses the text (400).
            MalformedRequest: the dataset has a graph whose name is no IRI (400).
            Unwritable: the format cannot hold the result (406).
            TooManyRows: it has more solutions than `query_rows` (403).
            NoPlace: all places are taken, and the queue is full or too slow (503).
            DeadlinePassed: it took longer than `query_seconds` (503).
            MemoryExceeded: it went over `query_memory` (503).
            ResultTooLarge: its first piece is over `query_result` (503).
            EvaluationFailed: the child died of something else (503).
            Abandoned: the client left; there is nobody to answer.
        """
        is_abandoned = is_abandoned or _never
        deadline, until = self._times(arrival)
        with self._admitted(account):
            for _ in range(_MOST_STILLBORN):
                evaluator = self._roster.take(deadline, until, is_abandoned)
                work = self._begun(evaluator, query, deadline, account)
                if work is not None:
                    return Answer(work, deadline, self._settings, is_abandoned)
        raise EvaluationFailed(_STILLBORN)

    async def run_in_loop(
        self,
        query: Query,
        is_abandoned: Callable[[], bool],
        arrival: float,
        loop: asyncio.AbstractEventLoop,
        account: Account | None = None,
    ) -> Answer:
        """Do as `run` does, without holding up the event loop that calls it."""
        deadline, until = self._times(arrival)
        with self._admitted(account):
            for _ in range(_MOST_STILLBORN):
                evaluator = await take_in_loop(self._roster, deadline, until, is_abandoned, loop)
                work = self._begun(evaluator, query, deadline, account)
                if work is not None:
                    is_alone = self._roster.counts()[1] == 1
                    await _has_first(work, deadline, is_abandoned, loop, is_alone=is_alone)
                    return Answer(work, deadline, self._settings, is_abandoned)
        raise EvaluationFailed(_STILLBORN)

    @contextmanager
    def _admitted(self, account: Account | None) -> Iterator[None]:
        """Let nobody in who has had enough, and count who finds no place."""
        if account is not None:
            account.admit()
        try:
            yield
        except NoPlace:
            self._tally.add_refusal()
            raise

    def _times(self, arrival: float | None) -> tuple[float, float]:
        """Return when a query is stopped, and until when it waits for a child.

        Raises:
            DeadlinePassed: it waited for so long already; no child is to die for it.
        """
        now = time.monotonic()
        deadline = (arrival or now) + self._settings.query_seconds
        if deadline <= now:
            raise deadline_passed(self._settings)
        return deadline, min(deadline, now + self._settings.query_queue_seconds)

    def _begun(
        self, evaluator: Evaluator, query: Query, deadline: float, account: Account | None
    ) -> Work | None:
        """Send a query to a child; return None for one that died while it was idle."""
        try:
            evaluator.send(query, max(_LEAST_SECONDS, deadline - time.monotonic()))
        except OSError:
            self._give_back(evaluator, is_sound=False)
            return None
        return Work(evaluator, query, self._give_back, self._tally, account)

    def _give_back(self, evaluator: Evaluator, is_sound: bool) -> None:
        is_sound = is_sound and evaluator.has_stepped_forward()
        if not self._roster.give_back(evaluator, is_sound=is_sound):
            evaluator.close()
            self._keeper.bury(evaluator)

    def children(self) -> tuple[int, int]:
        """Return how many children are idle and how many at work."""
        return self._roster.counts()

    def is_ready(self, seconds: float) -> bool:
        """Wait until a child takes queries; return False when there is none in time."""
        return self._roster.has_begun(seconds)

    def close(self) -> None:
        """End the children: idle ones now, the others with their query or at its deadline.

        Returns when no child is left.  Queries that come later get NoPlace.
        """
        self._keeper.close()


async def _has_first(
    work: Work,
    deadline: float,
    is_abandoned: Callable[[], bool],
    loop: asyncio.AbstractEventLoop,
    *,
    is_alone: bool,
) -> None:
    """Wait until the first packet is there, or the deadline has passed: then no more is waited."""
    if is_alone and work.evaluator.speaks_within(_LOOK_UP_SECONDS):
        return
    try:
        await readable(work.evaluator, deadline, is_abandoned, loop)
    except BaseException:
        work.end(Outcome.ABANDONED)
        raise


def _never() -> bool:
    return False
