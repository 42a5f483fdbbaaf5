"""Files too large for memory are read from disk as their clients take them."""

import hashlib
import random
import socket
from pathlib import Path

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Triple, iri, literal
from tests.history.conftest import TINY
from tests.live import Server

MEBIBYTE = 1024 * 1024


def noise(_dataset, _progress):
    """A release that does not get small: some 12 MB even when it is compressed."""
    chance, store = random.Random(1), MemoryStore()  # noqa: S311 - only has to look random
    label = iri("http://www.w3.org/2000/01/rdf-schema#label")
    store.add(
        "https://w3id.org/nofuz/graph/noise",
        (
            Triple(iri(f"urn:x:{number}"), label, literal(chance.randbytes(200).hex()))
            for number in range(60_000)
        ),
    )
    return store


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    releases = tmp_path_factory.mktemp("large") / "releases"
    name = build(open_dataset(TINY), releases, content=noise)
    with Server(releases, TINY, workers=1, query_children=1, memory_quads=0) as server:
        yield server, releases / name


def memory(server):
    """Return the bytes of memory that are the web process's own share."""
    [process] = server.web_processes()
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    [line] = [line for line in rollup.splitlines() if line.startswith("Pss:")]
    return int(line.split()[1]) * 1024


def connect(server, path):
    """Ask for a file on a connection that takes in little before it is read."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(60)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


def test_slow_readers_of_a_dump_cost_no_memory(large):
    server, release = large
    path = f"/release/{release.name}/dataset.nq.gz"
    assert (release / "dataset.nq.gz").stat().st_size > 10 * MEBIBYTE
    server.get(path, Range="bytes=0-9999999")
    before = memory(server)
    connections = [connect(server, path) for _ in range(8)]
    try:
        for connection in connections:
            assert connection.recv(12) == b"HTTP/1.1 200"
        assert server.get("/doc/")[0] == 404
        assert memory(server) - before < 10 * MEBIBYTE
    finally:
        for connection in connections:
            connection.close()


@pytest.mark.parametrize("file", ["dataset.nq.gz", "dataset.trig.zst"])
def test_a_large_file_arrives_whole(large, file):
    server, release = large
    status, headers, body = server.get(f"/release/{release.name}/{file}")
    data = (release / file).read_bytes()
    assert status == 200
    assert headers["Content-Length"] == str(len(data))
    assert headers["Transfer-Encoding"] is None
    assert body == data


def test_a_large_file_arrives_uncompressed_too(large):
    server, release = large
    status, headers, body = server.get(f"/release/{release.name}/dataset.nq")
    assert status == 200
    assert headers["Content-Length"] == str(len(body))
    lines = dict(
        reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text().splitlines()
    )
    assert hashlib.sha256(body).hexdigest() == lines["dataset.nq"]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9999999", slice(0, 10_000_000)),
        ("bytes=5000001-9000000", slice(5_000_001, 9_000_001)),
        ("bytes=-4000000", slice(-4_000_000, None)),
        ("bytes=7-", slice(7, None)),
    ],
)
def test_large_parts_are_those_bytes(large, asked, part):
    server, release = large
    path = f"/release/{release.name}/dataset.nq.gz"
    data = (release / "dataset.nq.gz").read_bytes()
    status, headers, body = server.get(path, Range=asked)
    assert status == 206
    assert body == data[part]
    assert headers["Content-Length"] == str(len(body))
    start, _, _ = part.indices(len(data))
    assert headers["Content-Range"] == f"bytes {start}-{start + len(body) - 1}/{len(data)}"
