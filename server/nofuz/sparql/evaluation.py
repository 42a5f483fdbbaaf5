"""Hold the answer of a child until it is whole.

An answer is sent only when the child has finished it, so that one that passes a
limit is a clear 503 and never half a document: CSV, TSV and N-Triples look
whole wherever they are cut.  Short answers wait in memory, long ones on disk,
and the child is free again before the client has read a byte.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import chain

from nofuz.edition import Edition
from nofuz.query.inspection import Query
from nofuz.query.pool import Answer
from nofuz.query.work import Account
from nofuz.spool import Stored, store

_IN_MEMORY = 256 * 1024


@dataclass(frozen=True)
class Held:
    """A whole answer: its length in bytes, and the bytes or the file that holds them.

    `is_cut` says that the query had more solutions than the client wanted.
    """

    length: int
    body: bytes | Stored
    is_cut: bool


def evaluate(
    edition: Edition,
    query: Query,
    is_abandoned: Callable[[], bool] | None,
    arrival: float | None,
    room: int,
    account: Account | None = None,
) -> Held:
    """Return the whole answer of a query.

    Args:
        edition: the open release.
        query: what may run.
        is_abandoned: tells that the client has left.
        arrival: when the request came, by time.monotonic().
        room: bytes that long answers may take on disk.
        account: what the client has had of the children.

    Raises:
        MalformedQuery: the engine's parser refuses the text (400).
        TooManyRequests: the client has had enough of the children (429).
        Unavailable: a limit was passed, or every place is taken (503).
    """
    return hold(edition.pool.run(query, is_abandoned, arrival, account), room)


def hold(answer: Answer, room: int) -> Held:
    """Return an answer when it is whole.

    Raises:
        Unavailable: a limit was passed, or the room on disk is taken (503).
    """
    pieces: list[bytes] = []
    size = 0
    with closing(answer):
        for piece in answer:
            pieces.append(piece)
            size += len(piece)
            if size > _IN_MEMORY:
                stored = store(chain(pieces, answer), room)
                return Held(stored.length, stored, answer.is_cut)
    return Held(size, b"".join(pieces), answer.is_cut)
