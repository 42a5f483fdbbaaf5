"""Tell the caller which step of a longer work begins, and how long each took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Step(NamedTuple):
    """A step of a longer work: told when it begins, and again with its seconds when it is done."""

    name: str
    number: int
    total: int
    seconds: float | None = None


OnProgress = Callable[[Step], None]


def silent(step: Step) -> None:
    """Ignore progress."""


class Progress:
    """Counts the steps of a work whose number of steps is known."""

    def __init__(self, total: int, on_progress: OnProgress = silent) -> None:
        self._total = total
        self._number = 0
        self._on_progress = on_progress

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell that a step begins, and at the end of the block that it is done."""
        self._number += 1
        begun = Step(name, self._number, self._total)
        self._on_progress(begun)
        start = time.monotonic()
        yield
        self._on_progress(begun._replace(seconds=time.monotonic() - start))
