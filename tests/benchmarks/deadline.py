"""How punctually a query is stopped, and how soon the next one is answered."""

import time
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection

from .asking import Request, WrongAnswer, query
from .processes import Server

CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_LOOK_UP = "SELECT ?p ?o WHERE { <https://w3id.org/nofuz/def#Claim> ?p ?o }"
_TIMES = 5


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
    slow = query(server.endpoint, CROSS_PRODUCT, is_new=False)
    look_up = query(server.endpoint, _LOOK_UP, is_new=False)
    found = Deadline(seconds, [], [], [])
    with closing(server.connect()) as connection:
        for _ in range(_TIMES):
            _seconds(look_up, connection)
            found.at_rest.append(_seconds(look_up, connection))
            found.overshoots.append(_stopped(slow, connection) - seconds)
            found.look_ups.append(_seconds(look_up, connection))
    return found


def _seconds(request: Request, connection: HTTPConnection) -> float:
    start = time.perf_counter()
    request.send(connection)
    return time.perf_counter() - start


def _stopped(slow: Request, connection: HTTPConnection) -> float:
    start = time.perf_counter()
    connection.request("GET", slow.path, headers={"Accept": slow.accept})
    response = connection.getresponse()
    body = response.read()
    if response.status != 503:
        raise WrongAnswer(f"a cross product gave {response.status} {body[:300]!r}")
    return time.perf_counter() - start
