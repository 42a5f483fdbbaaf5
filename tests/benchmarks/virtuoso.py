"""Virtuoso 7 with the default graph of a release, in a folder of its own, on loopback."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

from .processes import Server, free_port, running

PROGRAM = "virtuoso-t"
_CLIENT = "isql-vt"
_GRAPH = "urn:nofuz:all"  # its union of all graphs would hold its own system's, too

# Memory as its own comments advise for a machine with 1 GB to spare; a row limit as Debian sets.
_CONFIGURATION = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = {data}
NumberOfBuffers = 85000
MaxDirtyBuffers = 65000
MaxClientConnections = 100
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 80
MaxKeepAlives = 80
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 10000
"""


@contextmanager
def virtuoso(triples: Path, log: Path) -> Iterator[Server]:
    """Run Virtuoso with a file of N-Triples loaded."""
    port, http = free_port(), free_port()
    configuration = log.with_name("virtuoso.ini")
    configuration.write_text(_CONFIGURATION.format(port=port, http=http, data=triples.parent))
    command = [PROGRAM, "-f", "+configfile", configuration]
    endpoint = f"/sparql?default-graph-uri={quote_plus(_GRAPH)}&query="
    with running("Virtuoso 7", command, http, log, endpoint=endpoint) as server:
        _load(triples, port)
        yield server


def _load(triples: Path, port: int) -> None:
    statements = (
        f"log_enable(2); ld_dir('{triples.parent}', '{triples.name}', '{_GRAPH}'); "
        "rdf_loader_run(); checkpoint;"
    )
    command = [_CLIENT, f"127.0.0.1:{port}", "dba", "dba", f"exec={statements}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=300)
