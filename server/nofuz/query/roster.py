"""Which children are idle and which at work, and who waits for one."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from nofuz.errors import NoPlace
from nofuz.query.evaluator import Evaluator

POLL = 0.25
"""Seconds between two looks at whether a waiting client is still there."""


class Abandoned(Exception):
    """The client left before its answer was ready; there is nobody to tell."""


@dataclass(eq=False, slots=True)
class Ticket:
    """A caller's place in the line; `evaluator` is the child that it was handed, if any."""

    deadline: float
    call: Callable[[], object]
    evaluator: Evaluator | None = None


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
        self._waiting: deque[Ticket] = deque()  # first come, first served
        self._is_closed = False
        self._lock = threading.Lock()
        self._has_begun = threading.Event()

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
        called = threading.Event()
        ticket = self.line_up(deadline, called.set)
        if ticket.evaluator is not None:
            return ticket.evaluator
        while not called.is_set() and (left := until - time.monotonic()) > 0:
            if not called.wait(min(POLL, left)) and is_abandoned():
                self.leave(ticket)
                raise Abandoned
        return self.handed(ticket)

    def line_up(self, deadline: float, call: Callable[[], object]) -> Ticket:
        """Return a ticket, with a child at once where one is idle and nobody waits.

        Args:
            deadline: time at which the child is overdue.
            call: called later, in whatever thread frees a child, when the ticket has
                one or never will; the ticket's holder then asks `handed`.

        Raises:
            NoPlace: the queue is full or the pool closed.
        """
        ticket = Ticket(deadline, call)
        with self._lock:
            if not self._waiting and self._has_place():
                self._hand(ticket)
            elif self._is_closed or len(self._waiting) >= self._queue:
                raise NoPlace("too many queries at once; come back in a moment")
            else:
                self._waiting.append(ticket)
        return ticket

    def handed(self, ticket: Ticket) -> Evaluator:
        """Return the child that a ticket was handed, whose holder waits no longer.

        Raises:
            NoPlace: there is none.
        """
        with self._lock:
            if ticket.evaluator is None:
                self._strike(ticket)
                raise NoPlace("no place came free in time; come back in a moment", retry_after=2)
            return ticket.evaluator

    def leave(self, ticket: Ticket) -> None:
        """Take a ticket out of the line; a child that it was handed goes to the next."""
        with self._lock:
            self._strike(ticket)
            evaluator = ticket.evaluator
            # In a closed roster it stays where it is, and is overdue at its deadline.
            if evaluator is not None and evaluator in self._busy and not self._is_closed:
                del self._busy[evaluator]
                self._idle.append(evaluator)
            called = self._call_next()
        _call(called)

    def give_back(self, evaluator: Evaluator, *, is_sound: bool) -> bool:
        """Free a place; return whether the child stays for another query."""
        with self._lock:
            was_busy = self._busy.pop(evaluator, None) is not None
            stays = is_sound and was_busy and not self._is_closed
            if stays:
                self._idle.append(evaluator)
            called = self._call_next()
        _call(called)
        return stays

    def admit(self, evaluator: Evaluator) -> None:
        """Take in a child that has just become ready; it is the last one to be taken."""
        with self._lock:
            self._idle.insert(0, evaluator)
            self._has_begun.set()
            called = self._call_next()
        _call(called)

    def has_begun(self, seconds: float) -> bool:
        """Wait until there has been a child; return False when there is none in time."""
        return self._has_begun.wait(seconds)

    def count(self) -> int:
        """Return the number of children, idle and at work."""
        with self._lock:
            return len(self._idle) + len(self._busy)

    def counts(self) -> tuple[int, int]:
        """Return the number of children that are idle and of those at work."""
        with self._lock:
            return len(self._idle), len(self._busy)

    def remove_overdue(self, now: float) -> list[Evaluator]:
        """Free the places of the children that nobody gave back in time, and return these."""
        with self._lock:
            overdue = [child for child, deadline in self._busy.items() if deadline <= now]
            for child in overdue:
                del self._busy[child]
            called = self._call_next()
        _call(called)
        return overdue

    def remove_dead(self) -> list[Evaluator]:
        """Take out the idle children that have ended, and return these."""
        with self._lock:
            dead = [child for child in self._idle if child.is_gone()]
            self._idle = [child for child in self._idle if child not in dead]
        return dead

    def next_deadline(self) -> float | None:
        """Return when the next child at work is overdue."""
        with self._lock:
            return min(self._busy.values(), default=None)

    def close(self) -> list[Evaluator]:
        """Take in no more callers and children; return the idle children."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
            called, self._waiting = list(self._waiting), deque()
        _call(called)
        return idle

    def _has_place(self) -> bool:
        return bool(self._idle) and len(self._busy) < self._places

    def _hand(self, ticket: Ticket) -> None:
        ticket.evaluator = self._idle.pop()
        self._busy[ticket.evaluator] = ticket.deadline

    def _strike(self, ticket: Ticket) -> None:
        if ticket in self._waiting:
            self._waiting.remove(ticket)

    def _call_next(self) -> list[Ticket]:
        """Hand what is idle to those who have waited longest, and return these."""
        called = []
        while self._waiting and self._has_place():
            ticket = self._waiting.popleft()
            self._hand(ticket)
            called.append(ticket)
        return called


def _call(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        ticket.call()
