"""How long after its start the server gives its first answer."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from .processes import Server

_TIMES = 3


def measure_start(start: Callable[[], AbstractContextManager[Server]]) -> list[float]:
    """Return the seconds from the command to the first answer to a query, some times.

    Args:
        start: starts the server; it has answered once when the context is entered.
    """
    seconds = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        with start():
            seconds.append(time.perf_counter() - begun)
    return seconds
