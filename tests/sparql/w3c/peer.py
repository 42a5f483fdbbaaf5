"""`oxigraph serve` with the same tests, each with its dataset loaded as the manifest has it.

It is given the easier way: its default graph is the test's own, put there by
the Graph Store Protocol before each test, so that nothing depends on how it
treats a dataset that a request names.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from nofuz.errors import MalformedQuery, Unavailable
from nofuz.formats import JSON, N_TRIPLES, TURTLE, Format
from tests.benchmarks.processes import free_port, running
from tests.sparql.w3c.datasets import graphs, triples
from tests.sparql.w3c.judging import Ask
from tests.sparql.w3c.manifests import Case

_PROGRAM = Path(sys.executable).with_name("oxigraph")
_OK, _NO_CONTENT, _BAD_REQUEST = 200, 204, 400


@contextmanager
def oxigraph(folder: Path) -> Iterator[Ask]:
    """Run the server in a folder for its log; give what asks it the query of a test."""
    port = free_port()
    command = [_PROGRAM, "serve", "--bind", f"127.0.0.1:{port}"]
    log = folder / "oxigraph.log"
    with running("oxigraph serve", command, port, log) as server:
        connection = server.connect()

        def ask(case: Case, form: Format | None) -> bytes:
            _load(connection, case)
            return _answer(connection, case, form)

        yield ask
        connection.close()


def _load(connection: HTTPConnection, case: Case) -> None:
    assert _request(connection, "DELETE", "/store", None, {})[0] == _NO_CONTENT
    _put(connection, "default", case.data)
    for path in graphs(case) - set(case.data) | set(case.graphs):
        _put(connection, f"graph={quote(path.as_uri(), safe='')}", [path])


def _put(connection: HTTPConnection, graph: str, paths) -> None:
    content = [statement for path in paths for statement in triples(path)]
    body = ox.serialize(content, format=ox.RdfFormat.N_TRIPLES)
    headers = {"Content-Type": N_TRIPLES.media_type}
    status, answer = _request(connection, "PUT", f"/store?{graph}", body, headers)
    assert status in {_OK, 201, _NO_CONTENT}, answer


def _answer(connection: HTTPConnection, case: Case, form: Format | None) -> bytes:
    """Ask; a base goes before the query, since the server's own is its address."""
    text = f"BASE <{case.base}>\n{case.text}".encode()
    accept = form.media_type if form else f"{JSON.media_type}, {TURTLE.media_type}"
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    status, answer = _request(connection, "POST", "/query", text, headers)
    if status == _OK:
        return answer
    raise (MalformedQuery if status == _BAD_REQUEST else Unavailable)(answer.decode()[:300])


def _request(connection: HTTPConnection, method, address, body, headers) -> tuple[int, bytes]:
    connection.request(method, address, body, headers)
    response = connection.getresponse()
    return response.status, response.read()
