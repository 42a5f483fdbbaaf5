"""What a child cannot do, even if a query asks the engine for it."""

import socket

import pyoxigraph as ox
import pytest

from nofuz.errors import EvaluationFailed
from nofuz.query.inspection import Query
from nofuz.store.embedded import Scope
from tests.query.asking import EXAMPLE
from tests.query.conftest import quad


@pytest.fixture(scope="module")
def many_files(tmp_path_factory):
    """A store of more files than the engine opens at once."""
    path = tmp_path_factory.mktemp("many-files")
    engine = ox.Store(str(path))
    for number in range(20):
        engine.bulk_extend([quad(f"thing/{number}", graph, number) for graph in ("", f"{number}")])
        engine.flush()
    return path


def run(pool, text):
    return pool.run(Query(text, EXAMPLE, Scope(), "text/csv")).body


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("form", ["SERVICE", "SERVICE SILENT"])
def test_a_child_calls_no_other_server(start, name, form):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        pool = start()
        try:
            run(pool, f"SELECT * {{ {form} <http://{name}:{server.getsockname()[1]}/> {{}} }}")
        except EvaluationFailed:
            assert form == "SERVICE"
        with pytest.raises(TimeoutError):
            server.accept()
        assert run(pool, "ASK {}") == b"true"


def test_a_store_of_many_files_is_read_whole(start, many_files):
    pool = start(many_files)
    assert len(list(many_files.glob("*.sst"))) > 16
    assert run(pool, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == b"n\r\n20\r\n"
    assert run(pool, "SELECT ?s { ?s ?p 7 }") == f"s\r\n{EXAMPLE}thing/7\r\n".encode()


def test_walls_are_told_at_the_start(start, caplog):
    caplog.set_level("INFO")
    assert run(start(), "ASK {}") == b"true"
    assert "no sockets" in caplog.text
    assert "no files" in caplog.text
