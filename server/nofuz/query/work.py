"""A child at work on one query, from when it gets it to when it is given back."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from nofuz.query.evaluator import Evaluator
from nofuz.query.inspection import Query


class Outcome(StrEnum):
    """How the work on a query ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    DEADLINE = "deadline"
    MEMORY = "memory"
    RESULT = "result"
    ABANDONED = "abandoned"
    DIED = "died"


KILLS = (Outcome.DEADLINE, Outcome.MEMORY, Outcome.RESULT, Outcome.ABANDONED, Outcome.DIED)
"""The ends of a query that are the end of its child as well."""


class Account(Protocol):
    """What one client has had of the children; to be used from any thread."""

    def admit(self) -> None:
        """Let the client have a child.

        Raises:
            TooManyRequests: it has used up its time (429).
        """

    def take_note(self, query: Query, outcome: Outcome, seconds: float) -> None:
        """Be told that a child has worked for the client."""


class Tally:
    """What has become of the queries of a web process; its numbers only go up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.starts = 0
        self.refusals = 0
        self.seconds = 0.0
        self.ends: Counter[Outcome] = Counter()

    def add_start(self) -> None:
        """Count a child that has become ready."""
        with self._lock:
            self.starts += 1

    def add_refusal(self) -> None:
        """Count a query for which no child was free in time."""
        with self._lock:
            self.refusals += 1

    def add_end(self, outcome: Outcome, seconds: float) -> None:
        """Count a query at which a child was at work for so long."""
        with self._lock:
            self.ends[outcome] += 1
            self.seconds += seconds


class Work:
    """One child and the query that it has; who holds it ends it, once."""

    def __init__(
        self,
        evaluator: Evaluator,
        query: Query,
        give_back: Callable[[Evaluator, bool], None],
        tally: Tally,
        account: Account | None,
    ) -> None:
        self.evaluator = evaluator
        self._query = query
        self._give_back = give_back
        self._tally = tally
        self._account = account
        self._since = time.monotonic()

    def end(self, outcome: Outcome, *, is_sound: bool = False) -> None:
        """Give the child back, and tell how it went.

        Args:
            outcome: how the query ended.
            is_sound: whether the child is fit for another one.
        """
        seconds = time.monotonic() - self._since
        self._give_back(self.evaluator, is_sound)
        self._tally.add_end(outcome, seconds)
        if self._account is not None:
            self._account.take_note(self._query, outcome, seconds)
