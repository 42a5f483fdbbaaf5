"""Hold the answer of a child until it is whole.

An answer is sent only when the child has finished it, so that one that passes a
limit is a clear 503 and never half a document: CSV, TSV and N-Triples look
whole wherever they are cut.  Short answers wait in memory, long ones in an
unnamed file, and the child is free again before the client has read a byte.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import IO

from nofuz.edition import Edition
from nofuz.query.inspection import Query
from nofuz.query.pool import Answer

_IN_MEMORY = 1024 * 1024
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Held:
    """A whole answer: its length in bytes, and the bytes or the file that holds them."""

    length: int
    body: bytes | Iterator[bytes]


def evaluate(
    edition: Edition,
    query: Query,
    is_abandoned: Callable[[], bool] | None,
    arrival: float | None,
) -> Held:
    """Return the whole answer of a query.

    Args:
        edition: the open release.
        query: what may run.
        is_abandoned: tells that the client has left.
        arrival: when the request came, by time.monotonic().

    Raises:
        MalformedQuery: the engine's parser refuses the text (400).
        Unavailable: a limit was passed, or every place is taken (503).
    """
    return hold(edition.pool.run(query, is_abandoned, arrival))


def hold(answer: Answer) -> Held:
    """Return an answer when it is whole.

    Raises:
        Unavailable: a limit was passed (503).
    """
    if answer.body is not None:
        return Held(len(answer.body), answer.body)
    # The file is closed, and so removed, when the last byte is sent or the client leaves.
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
    try:
        with closing(answer):
            for piece in answer:
                file.write(piece)
    except BaseException:
        file.close()
        raise
    length = file.tell()
    file.seek(0)
    return Held(length, _pieces(file))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
