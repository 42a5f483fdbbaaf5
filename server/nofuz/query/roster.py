"""Which children are idle and which at work, and who waits for one."""

import threading
import time
from collections import deque
from collections.abc import Callable

from nofuz.errors import NoPlace
from nofuz.query.evaluator import Evaluator

POLL = 0.25
"""Seconds between two looks at whether a waiting client is still there."""


class Abandoned(Exception):
    """The client left before its answer was ready; there is nobody to tell."""


class Roster:
    """The living children of one pool; safe to use from several threads."""

    def __init__(self, places: int, queue: int) -> None:
        """Begin without children.

        Args:
            places: children at work at once.
            queue: callers that may wait for one.
        """
        self._places = places
        self._queue = queue
        self._idle: list[Evaluator] = []  # the last one used is the first one taken
        self._busy: dict[Evaluator, float] = {}  # with the time at which each is overdue
        self._waiting: deque[object] = deque()  # first come, first served
        self._is_closed = False
        self._changed = threading.Condition()

    def take(self, deadline: float, until: float, is_abandoned: Callable[[], bool]) -> Evaluator:
        """Return an idle child as soon as it is the caller's turn; it is to be given back.

        Args:
            deadline: time at which the child is overdue.
            until: time at which the caller waits no longer.
            is_abandoned: tells that the client has left.

        Raises:
            NoPlace: the queue is full, the wait too long or the pool closed.
            Abandoned: the client left while it waited.
        """
        with self._changed:
            if not self._waiting and self._has_place():
                return self._taken(deadline)
            ticket = self._line_up()
        try:
            while (evaluator := self._called(ticket, deadline, until)) is None:
                if is_abandoned():
                    raise Abandoned
            return evaluator
        finally:
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()

    def _has_place(self) -> bool:
        return bool(self._idle) and len(self._busy) < self._places

    def _taken(self, deadline: float) -> Evaluator:
        evaluator = self._idle.pop()
        self._busy[evaluator] = deadline
        return evaluator

    def _line_up(self) -> object:
        if self._is_closed or len(self._waiting) >= self._queue:
            raise NoPlace("too many queries at once; come back in a moment")
        ticket = object()
        self._waiting.append(ticket)
        return ticket

    def _called(self, ticket: object, deadline: float, until: float) -> Evaluator | None:
        """Wait a while; return a child when it is this ticket's turn."""
        with self._changed:
            if self._waiting[0] is not ticket or not self._has_place():
                self._changed.wait(min(POLL, max(0.0, until - time.monotonic())))
            if self._waiting[0] is ticket and self._has_place():
                return self._taken(deadline)
            if self._is_closed or time.monotonic() >= until:
                raise NoPlace("no place came free in time; come back in a moment")
            return None

    def give_back(self, evaluator: Evaluator, *, is_sound: bool) -> bool:
        """Free a place; return whether the child stays for another query."""
        with self._changed:
            was_busy = self._busy.pop(evaluator, None) is not None
            stays = is_sound and was_busy and not self._is_closed
            if stays:
                self._idle.append(evaluator)
            if self._waiting:
                self._changed.notify_all()
            return stays

    def admit(self, evaluator: Evaluator) -> None:
        """Take in a child that has just become ready; it is the last one to be taken."""
        with self._changed:
            self._idle.insert(0, evaluator)
            self._changed.notify_all()

    def count(self) -> int:
        """Return the number of children, idle and at work."""
        with self._changed:
            return len(self._idle) + len(self._busy)

    def remove_overdue(self, now: float) -> list[Evaluator]:
        """Free the places of the children that nobody gave back in time, and return these."""
        with self._changed:
            overdue = [child for child, deadline in self._busy.items() if deadline <= now]
            for child in overdue:
                del self._busy[child]
            self._changed.notify_all()
            return overdue

    def next_deadline(self) -> float | None:
        """Return when the next child at work is overdue."""
        with self._changed:
            return min(self._busy.values(), default=None)

    def close(self) -> list[Evaluator]:
        """Take in no more callers and children; return the idle children."""
        with self._changed:
            self._is_closed = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
            return idle
