"""Have a child evaluate a query, and hold its answer until it is whole.

An answer is sent only when the child has finished it, so that one that passes a
limit is a clear 503 and never half a document: CSV, TSV and N-Triples look
whole wherever they are cut.  Short answers wait in memory, long ones in an
unnamed file, and the child is free again before the client has read a byte.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import IO

from flask import request

from nofuz.edition import Edition
from nofuz.formats import Format
from nofuz.query.inspection import Inspected
from nofuz.query.pool import Answer
from nofuz.sparql.protocol import Operation

ABANDONED = "nofuz.is_abandoned"
"""Key of the WSGI environment: a function that says whether the client has left."""

_IN_MEMORY = 1024 * 1024
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Held:
    """A whole answer: its length in bytes, and the bytes or the file that holds them."""

    length: int
    body: bytes | Iterator[bytes]


def evaluate(
    edition: Edition, operation: Operation, inspected: Inspected, form: Format, base: str
) -> Held:
    """Return the whole answer of a query.

    Args:
        edition: the open release.
        operation: what the request carries.
        inspected: the query, once it is known that it may run.
        form: format of the answer; it fits the query's form.
        base: IRI that relative IRIs of the query are resolved against.

    Raises:
        MalformedQuery: the engine's parser refuses the text (400).
        Unavailable: a limit was passed, or every place is taken (503).
    """
    query = inspected.query(base, operation.scope, form.media_type)
    answer = edition.pool.run(query, is_abandoned=request.environ.get(ABANDONED))
    if answer.body is not None:
        return Held(len(answer.body), answer.body)
    return _hold(answer)


def _hold(answer: Answer) -> Held:
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
