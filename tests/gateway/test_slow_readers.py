"""A client that asks for much and reads nothing costs a connection for a while, and no memory."""

import os
import socket
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.gateway.slow import wait_until
from tests.live import Server

# Some 20 MB as JSON.
LONG = "SELECT * { ?a ?b ?c . { SELECT ?x { ?x a ?y } LIMIT 8 } }"
MEBIBYTE = 1024 * 1024


def ask(server, query, *fields, takes=4096):
    """Send a query on a connection that takes in so little before it is read, and return it."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes)
    connection.settimeout(60)
    connection.connect(("127.0.0.1", server.port))
    lines = [f"GET /sparql?query={quote(query)} HTTP/1.1", "Host: localhost", *fields]
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    return connection


def web_process(server):
    [process] = server.web_processes()
    return process


def memory(process):
    """Return the bytes of memory that are this process's own share."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    [line] = [line for line in rollup.splitlines() if line.startswith("Pss:")]
    return int(line.split()[1]) * 1024


def answers_on_disk(process):
    """Return the sizes of the files without a name that this process has open."""
    sizes = {}
    for link in Path(f"/proc/{process}/fd").iterdir():
        if int(link.name) <= 2:
            continue  # where the tests catch what is printed
        try:
            if "memfd" not in (name := os.readlink(link)) and name.endswith("(deleted)"):
                status = link.stat()
                sizes[status.st_ino] = status.st_size
        except FileNotFoundError:
            pass
    return list(sizes.values())


@pytest.fixture(scope="module")
def server(releases):
    with Server(releases, workers=1, send_seconds=5, query_seconds=30) as running:
        yield running


def test_an_answer_that_nobody_reads_is_on_disk_and_goes_with_its_connection(server):
    process = web_process(server)
    server.get("/sparql?query=" + quote(LONG.replace("8", "2")))
    before = memory(process)
    with ask(server, LONG) as connection:
        wait_until(lambda: sum(answers_on_disk(process)) > 10 * MEBIBYTE)
        time.sleep(1)
        assert server.get("/doc/agent/iran")[0] == 200
        assert memory(process) - before < 10 * MEBIBYTE
        wait_until(lambda: is_cut_off(server, connection))
    assert answers_on_disk(process) == []


def is_cut_off(server, connection):
    """Return whether the server has let go of a connection; its client is not told."""
    theirs = f":{server.port:04X} 0100007F:{connection.getsockname()[1]:04X} "
    return theirs not in Path("/proc/net/tcp").read_text()


def test_a_client_that_reads_gets_all_of_it(server):
    with ask(server, LONG, takes=MEBIBYTE) as connection:
        received = b""
        while b"\r\n\r\n" not in received:
            received += connection.recv(4096)
        head, _, body = received.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split()[0])
        assert length > 10 * MEBIBYTE
        size = len(body)
        while size < length:
            size += len(connection.recv(MEBIBYTE))
        assert size == length
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_long_answer_is_coded_as_a_whole(server, coding):
    status, headers, body = server.get(
        "/sparql?query=" + quote(LONG.replace("8", "2")), Accept_Encoding=coding
    )
    assert status == 200
    assert headers["Content-Encoding"] == coding
    assert int(headers["Content-Length"]) == len(body) > MEBIBYTE // 4


def test_more_than_there_is_room_for_on_disk_is_503(server, releases):
    length = len(server.get("/sparql?query=" + quote(LONG))[2])
    settings = {"workers": 1, "query_seconds": 30, "answers_on_disk": 3 * length // 2}
    with Server(releases, **settings) as small, ask(small, LONG):
        wait_until(lambda: sum(answers_on_disk(web_process(small))) == length)
        again = "/sparql?query=" + quote(f"{LONG} # again")
        status, headers, body = small.get(again, Accept="application/json")
        assert status == 503
        assert int(headers["Retry-After"]) >= 1
        assert b"too many long answers are being read" in body
        assert small.get("/sparql?query=ASK%7B%7D")[0] == 200
