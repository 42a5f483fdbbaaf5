"""How punctually a query is stopped, and how soon the next one is answered."""

import time
from contextlib import closing
from dataclasses import dataclass

from .processes import Server
from .workload import CROSS_PRODUCT, LOOK_UP, WrongAnswer, query

TIMES = 10


@dataclass(frozen=True)
class Deadline:
    """Seconds over the limit, and seconds that a look-up took right afterwards and at rest."""

    limit: float
    overshoots: list[float]
    look_ups: list[float]
    at_rest: list[float]


def measure_deadline(server: Server, seconds: float) -> Deadline:
    """Send a cross product some times, each followed by a look-up on the same connection.

    Raises:
        WrongAnswer: a cross product gets another answer than 503, a look-up another than 200.
    """
    slow = query("/sparql", CROSS_PRODUCT)
    found = Deadline(seconds, [], [], [])
    with closing(server.connect()) as connection:
        for _ in range(TIMES):
            LOOK_UP.send(connection)
            start = time.perf_counter()
            LOOK_UP.send(connection)
            found.at_rest.append(time.perf_counter() - start)

            start = time.perf_counter()
            connection.request("GET", slow.path, headers={"Accept": slow.accept})
            response = connection.getresponse()
            body = response.read()
            stopped = time.perf_counter()
            if response.status != 503:
                raise WrongAnswer(f"a cross product gave {response.status} {body[:300]!r}")
            LOOK_UP.send(connection)
            found.overshoots.append(stopped - start - seconds)
            found.look_ups.append(time.perf_counter() - stopped)
    return found
