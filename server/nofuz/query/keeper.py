"""The thread that starts the children of a pool, replaces them and sees them end.

Children are started here and nowhere else: the kernel ends them with the thread
that started them (see `limits.die_with`), so this one outlives them all.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable

from nofuz.query.evaluator import Evaluator
from nofuz.query.roster import Roster

_log = logging.getLogger(__name__)

_TICK = 0.005  # between two looks at children that start or end
_LOOK_SECONDS = 1.0  # between two looks at whether idle children live
_START_SECONDS = 30.0  # a child that is not ready by then never will be
_GRACE = 0.1  # who waits for a child kills it at its deadline; this is for who does not
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0  # after a child that failed to start


class Keeper:
    """Keeps as many children on a roster as it is told to, until it is closed."""

    def __init__(
        self,
        roster: Roster,
        start: Callable[[], Evaluator],
        children: int,
        seconds: float,
        tell_start: Callable[[], None],
    ) -> None:
        """Begin at once.

        Args:
            roster: where the children are admitted.
            start: starts a child.
            children: how many there shall be, idle and at work.
            seconds: time that each is given for a query.
            tell_start: called for each child that has become ready.
        """
        self._roster = roster
        self._start = start
        self._children = children
        self._seconds = seconds
        self._tell_start = tell_start
        self._starting: dict[Evaluator, float] = {}
        self._dying: deque[Evaluator] = deque()  # other threads add to it
        self._walls: str | None = None
        self._pause = 0.0
        self._not_before = 0.0
        self._is_closed = False
        self._changed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="query-keeper", daemon=True)
        self._thread.start()

    def bury(self, evaluator: Evaluator) -> None:
        """Have a child killed and replaced."""
        evaluator.kill()
        self._dying.append(evaluator)
        self._changed.set()

    def close(self) -> None:
        """End idle children now and the others as they are given back; wait until all have."""
        self._is_closed = True
        self._changed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_closed:
            try:
                self._start_missing()
                self._work()
            except Exception:  # without its keeper a pool would run out of children
                _log.exception("the keeper of the queries' children goes on")
                time.sleep(_FIRST_PAUSE)
        for evaluator in [*self._roster.close(), *self._starting]:
            evaluator.close()
            self.bury(evaluator)
        self._starting.clear()
        while self._dying or self._roster.count():
            self._work()

    def _work(self) -> None:
        self._changed.wait(self._time_until_next())
        self._changed.clear()
        self._admit_ready()
        for evaluator in self._roster.remove_overdue(time.monotonic() - _GRACE):
            self.bury(evaluator)
        for evaluator in self._roster.remove_dead():
            evaluator.close()
            self.bury(evaluator)
        for evaluator in [self._dying.popleft() for _ in range(len(self._dying))]:
            if not evaluator.is_gone():
                self._dying.append(evaluator)

    def _time_until_next(self) -> float:
        if self._starting or self._dying:
            return _TICK
        now = time.monotonic()
        # A child taken from now on is not overdue before its seconds are over.
        times = [now + min(self._seconds, _LOOK_SECONDS)]
        times += filter(None, [self._not_before, self._roster.next_deadline()])
        return max(0.0, min(times) + _GRACE - now)

    def _start_missing(self) -> None:
        now = time.monotonic()
        if now < self._not_before:
            return
        for _ in range(self._children - self._roster.count() - len(self._starting)):
            try:
                self._starting[self._start()] = now + _START_SECONDS
            except OSError as error:
                self._failed(str(error))
                return

    def _admit_ready(self) -> None:
        now = time.monotonic()
        for evaluator, latest in list(self._starting.items()):
            packet = evaluator.receive(0)
            if packet is None and now < latest:
                continue
            del self._starting[evaluator]
            if packet:
                self._pause = self._not_before = 0.0
                self._tell_walls(packet[1:].decode())
                self._tell_start()
                self._roster.admit(evaluator)
            else:
                self._failed(evaluator.diagnosis())
                evaluator.close()
                self.bury(evaluator)

    def _tell_walls(self, walls: str) -> None:
        if walls != self._walls:
            _log.info("walls around a query's child: %s", walls or "none")
            self._walls = walls

    def _failed(self, reason: str) -> None:
        self._pause = min(max(_FIRST_PAUSE, 2 * self._pause), _LONGEST_PAUSE)
        self._not_before = time.monotonic() + self._pause
        _log.error("a query's child did not start: %s", reason)
