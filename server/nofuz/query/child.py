"""The process that evaluates strangers' queries, one at a time.

Started by `nofuz.query.evaluator` as

    python -m nofuz.query.child DESCRIPTOR STORE MEMORY PARENT

with one end of a connection, the folder of the store, the bytes that a query
may add to the address space and the process id of its parent.  It opens the
store, gives up its rights for good, says that it is ready and which walls stand
around it, and answers queries until the connection ends.

What goes wrong here and is not the query's fault ends the process: the parent
sees the end of the stream and reads the reason from the error stream.
"""

import gc
import socket
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

from nofuz.errors import Problem
from nofuz.formats import CSV
from nofuz.query import limits, wire
from nofuz.query.answering import answer
from nofuz.query.inspection import Query
from nofuz.query.rows import RowLimit
from nofuz.store.embedded import EmbeddedStore, Scope

# Beyond these a child is replaced: memory that an allocator keeps is memory that
# the next query cannot have, and so many queries cost far more than a start.
_WORN_QUERIES = 100_000
_WORN_MEMORY = 128 * 1024 * 1024

_LONG = 0.005  # seconds; in less no query takes so much memory, and asking takes a while
_GRACE = 0.2  # seconds past the deadline, for a parent that did not kill in time


_WARM_UP = "SELECT ?s { ?s ?p ?o } LIMIT 1"


def main(descriptor: str, path: str, memory: str, parent: str) -> None:
    """Answer the queries that come in on a descriptor."""
    limits.die_with(int(parent))
    end = socket.socket(fileno=int(descriptor))
    store = EmbeddedStore.open(Path(path))
    answer(store, Query(_WARM_UP, "http://localhost/", Scope(), CSV.media_type), BytesIO())
    gc.freeze()  # what is in memory by now stays
    limits.lower(int(memory))
    memory_had = limits.Memory()
    walls = {"no sockets": limits.forbid_sockets(), "no files": limits.forbid_files(Path(path))}
    end.send(wire.END + ", ".join(wall for wall, stands in walls.items() if stands).encode())
    _serve(end, store, memory_had)


def _serve(end: socket.socket, store: EmbeddedStore, memory: limits.Memory) -> None:
    worn = memory.peak() + _WORN_MEMORY
    served = 0
    while message := wire.receive(end):
        began = time.monotonic()
        limits.stop_after(message["seconds"] + _GRACE)
        output = wire.PieceWriter(end.send)
        try:
            is_cut = answer(store, _query(message), cast(IO[bytes], output))
        except Problem as problem:
            output.fail(problem)
        else:
            served += 1
            is_long = time.monotonic() - began > _LONG
            is_worn = served >= _WORN_QUERIES or (is_long and memory.peak() > worn)
            # A worn child is retired by the next query at the latest.
            output.end(wire.CUT if is_cut else wire.RETIRE if is_worn else wire.END)
        limits.stop_after(0)


def _query(message: dict[str, Any]) -> Query:
    scope = Scope(tuple(message["default_graphs"]), tuple(message["named_graphs"]))
    limit = RowLimit(message["most_rows"], message["is_cutting"])
    text, base, media_type = message["text"], message["base"], message["media_type"]
    return Query(text, base, scope, media_type, limit, message["form"])


if __name__ == "__main__":
    main(*sys.argv[1:])
