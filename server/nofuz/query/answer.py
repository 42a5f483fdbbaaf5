"""The answer to one query, as it comes from the child that evaluates it."""

import json
import logging
import time
from collections.abc import Callable
from typing import Self

from nofuz.errors import (
    DeadlinePassed,
    EvaluationFailed,
    MalformedQuery,
    MalformedRequest,
    MemoryExceeded,
    Problem,
    ResultTooLarge,
    TooManyRows,
    Unavailable,
    Unwritable,
)
from nofuz.query import wire
from nofuz.query.evaluator import Evaluator
from nofuz.query.roster import POLL, Abandoned
from nofuz.query.work import Outcome, Work
from nofuz.settings import Settings

_log = logging.getLogger(__name__)

_REFUSALS: dict[str, type[Problem]] = {
    known.__name__: known for known in (MalformedQuery, MalformedRequest, Unwritable)
}

# What the allocators of Rust, C++ and Python say when the address space is used up.
_OUT_OF_MEMORY = ("memory allocation of", "bad_alloc", "MemoryError", "out of memory")


class Answer:
    """An iterator over the bytes of a result; to be closed where it is not read to its end.

    One that is neither read nor closed holds its place until the deadline.
    `body` is the whole result when `is_complete`: it came in one piece and no
    child is at work on it any more.  Once it is read to its end, `is_cut` says
    whether the query had more solutions than the client wanted.
    """

    def __init__(
        self,
        work: Work,
        deadline: float,
        settings: Settings,
        is_abandoned: Callable[[], bool],
    ) -> None:
        """Wait for the first piece of the answer to the query that the child was sent.

        Args:
            work: the child, ours until the work ends.
            deadline: time at which it is killed.
            settings: the limits, to hold the result to its own and to name the others.
            is_abandoned: tells that the client has left.

        Raises:
            the same as reading on.
        """
        self._work: Work | None = work
        self._deadline = deadline
        self._settings = settings
        self._bytes_left = settings.query_result
        self._is_abandoned = is_abandoned
        self.is_cut = False
        self._next_look = time.monotonic() + POLL
        self._piece: bytes | None = self._received()
        self.is_complete = self._work is None
        self.body = self._piece if self.is_complete else None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        """Return the next piece.

        Raises:
            MalformedQuery, MalformedRequest: the child refuses the query (400).
            Unwritable: the format cannot hold the result (406).
            TooManyRows: it has more solutions than `query_rows` (403).
            DeadlinePassed, MemoryExceeded, ResultTooLarge, EvaluationFailed: the rest
                will not come (503).
            Abandoned: the client has left.
        """
        if self._piece is not None:
            piece, self._piece = self._piece, None
            return piece
        if self._work is None:
            raise StopIteration
        return self._received()

    def close(self) -> None:
        """Kill the child if it is still at work."""
        self._end(Outcome.ABANDONED)

    def _end(self, outcome: Outcome, *, is_sound: bool = False) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.end(outcome, is_sound=is_sound)

    def _received(self) -> bytes:
        packet = self._packet()
        kind, content = packet[:1], packet[1:]
        if kind == wire.FAILURE:
            self._end(Outcome.REFUSED, is_sound=True)
            failure = json.loads(content)
            raise self._refusal(failure["error"], failure["detail"])
        self._bytes_left -= len(content)
        if self._bytes_left < 0:
            self._end(Outcome.RESULT, is_sound=kind in (wire.END, wire.CUT))
            raise ResultTooLarge(
                f"query stopped: over {self._settings.query_result} bytes",
                retry_after=self._settings.query_seconds,
            )
        if kind != wire.MORE:
            self.is_cut = kind == wire.CUT
            self._end(Outcome.ANSWERED, is_sound=kind != wire.RETIRE)
        return content

    def _refusal(self, error: str, detail: str) -> Problem:
        if error == TooManyRows.__name__:
            return TooManyRows(self._settings.query_rows)
        return _REFUSALS[error](detail)

    def _packet(self) -> bytes:
        assert self._work is not None  # noqa: S101
        evaluator = self._work.evaluator
        while (remaining := self._deadline - time.monotonic()) > 0:
            packet = evaluator.receive(min(remaining, POLL))
            if packet == b"":
                raise self._death(evaluator)
            self._look_after_client()
            if packet:
                return packet
            evaluator.step_back()
        raise self._deadline_passed()

    def _look_after_client(self) -> None:
        """Stop for a client that has left, also while one packet follows another."""
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + POLL
        if self._is_abandoned():
            self._end(Outcome.ABANDONED)
            raise Abandoned

    def _death(self, evaluator: Evaluator) -> Unavailable:
        """Return the error for a child that ended in the middle of its work."""
        status, diagnosis = evaluator.obituary()
        if time.monotonic() >= self._deadline:
            return self._deadline_passed()
        if any(sign in diagnosis for sign in _OUT_OF_MEMORY):
            self._end(Outcome.MEMORY)
            return MemoryExceeded(
                "query stopped: it went over the memory limit",
                retry_after=self._settings.query_seconds,
            )
        self._end(Outcome.DIED)
        _log.warning("a query's child ended with status %s: %r", status, diagnosis)
        return EvaluationFailed("query stopped: its evaluation failed")

    def _deadline_passed(self) -> DeadlinePassed:
        self._end(Outcome.DEADLINE)
        return deadline_passed(self._settings)


def deadline_passed(settings: Settings) -> DeadlinePassed:
    """Return the error for a query whose time is up."""
    # The same query would be stopped again: who repeats it at once gains nothing by it.
    seconds = settings.query_seconds
    return DeadlinePassed(f"query stopped after {seconds:g} s", retry_after=seconds)
