"""A server that is treated badly for a minute has nothing more afterwards than before.

`--soak-seconds` makes it longer or shorter.
"""

import random
import signal
import socket
import threading
import time
from collections import Counter
from contextlib import suppress
from os import kill
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.gateway.slow import wait_until
from tests.live import Server, is_running

MEBIBYTE = 1024 * 1024
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
DOUBLINGS = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(26))
HOG = f'SELECT (STRLEN(?v26) AS ?n) {{ BIND("{"a" * 32}" AS ?v0) {DOUBLINGS} }}'
PAGES = ["/", "/agents", "/doc/agent/iran", "/doc/agent/iran.ttl", "/id/agent/iran", "/nothing"]
DICE = random.SystemRandom()
_CHILDREN = 6  # four and a spare for each of two web processes
_PROCESSES = _CHILDREN + 3  # one of them for what the system's library of processes keeps
_STRAY = 4  # descriptors that are open for a moment
_GROWTH = 24 * MEBIBYTE  # of one web process; what is kept for the next request has its bounds


def address(query):
    """Return the address of a query that nobody has asked before."""
    return f"/sparql?query={quote(query)}%23{DICE.random()}"


class Visitors:
    """Clients of many kinds, each in threads of its own, until they are told to stop."""

    def __init__(self, server):
        self._server = server
        self._is_over = threading.Event()
        self.seen = Counter()
        self.faults = []
        kinds = [self.read, self.read, self.ask, self.ask, self.wait, self.leave, self.leave]
        kinds += [self.break_off, self.gorge, self.garble, self.idle, self.stand_still, self.kill]
        self._threads = [threading.Thread(target=self._repeat, args=[kind]) for kind in kinds]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _repeat(self, kind):
        while not self._is_over.is_set():
            try:
                kind()
            except Exception as error:
                self.faults.append((kind.__name__, repr(error)))
                return

    def _get(self, kind, where, *allowed, **fields):
        status, _, body = self._server.get(where, **fields)
        self.seen[kind, status] += 1
        if status not in allowed:
            self.faults.append((kind, status, body[:300]))

    def _send(self, where, takes=65536):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", self._server.port))
        connection.sendall(f"GET {where} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return connection

    def read(self):
        self._get("read", DICE.choice(PAGES), 200, 303, 404)

    def ask(self):
        self._get("ask", address("ASK {}"), 200, 503)

    def wait(self):
        self._get("wait", address(ENDLESS), 503)

    def gorge(self):
        self._get("gorge", address(HOG), 503)

    def leave(self):
        with self._send(address(ENDLESS)):
            self._is_over.wait(DICE.uniform(0, 0.5))
        self.seen["leave", 0] += 1

    def break_off(self):
        with self._send(address(LONG)) as connection:
            connection.recv(1000)
        self.seen["break off", 0] += 1

    def stand_still(self):
        with self._send(address(LONG), takes=4096):
            self._is_over.wait(2)
        self.seen["stand still", 0] += 1

    def garble(self):
        with self._server.connect() as connection, suppress(ConnectionError):
            connection.sendall(DICE.randbytes(DICE.randrange(1, 2000)) + b"\r\n\r\n")
            connection.recv(1000)
        self._get("garble", "/sparql?query=" + "%28" * DICE.randrange(1, 60), 400)
        self._is_over.wait(0.1)

    def idle(self):
        with self._server.connect() as connection:
            connection.sendall(b"GET / HTTP/1.1\r\n")
            self._is_over.wait(DICE.uniform(0, 3))
        self.seen["idle", 0] += 1

    def kill(self):
        self._is_over.wait(0.5)
        with suppress(IndexError, ProcessLookupError):
            kill(DICE.choice(list(self._server.children())), signal.SIGKILL)
            self.seen["kill", 0] += 1


def memory(process):
    """Return the bytes of memory that are this process's own share."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    [line] = [line for line in rollup.splitlines() if line.startswith("Pss:")]
    return int(line.split()[1]) * 1024


def descriptors(process):
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def belongings(server):
    """Return how many processes and descriptors there are."""
    web = server.web_processes()
    return len(server.descendants()), len(server.children()), sum(map(descriptors, web))


def rest(server):
    """Wait until the server has ended what it was at, and return what it has then."""
    time.sleep(4)  # connections that stand idle are closed after three
    wait_until(lambda: all(server.get(address("ASK {}"))[0] == 200 for _ in range(10)))
    try:
        wait_until(lambda: belongings(server)[:2] == (_PROCESSES, _CHILDREN))
    except AssertionError:
        raise AssertionError(belongings(server)) from None
    return belongings(server)[2], {pid: memory(pid) for pid in server.web_processes()}


@pytest.fixture
def seconds(request):
    return request.config.getoption("--soak-seconds")


def test_nothing_is_left_of_a_minute_of_slow_queries_disconnects_and_kills(
    releases, tmp_path, seconds
):
    temporary, log = tmp_path / "temporary", tmp_path / "log"
    temporary.mkdir()
    settings = {
        "workers": 2,
        "query_children": 4,
        "query_seconds": 1,
        "query_memory": 64 * MEBIBYTE,
        "header_seconds": 3,
        "send_seconds": 1,
        "answer_cache": MEBIBYTE,
    }
    with (
        log.open("w") as stream,
        Server(releases, log=stream, environment={"TMPDIR": str(temporary)}, **settings) as server,
    ):
        with Visitors(server) as first:  # until all that is kept is there
            time.sleep(seconds / 4)
        descriptors_before, before = rest(server)
        started = server.children()
        with Visitors(server) as visitors:
            time.sleep(seconds)
        descriptors_after, after = rest(server)
        ended = started - server.children()
    assert descriptors_after <= descriptors_before + _STRAY
    assert max(after[pid] - before[pid] for pid in before) < _GROWTH
    closed = "RemoteDisconnected"  # a kept connection may be closed just as it is used again
    assert [fault for fault in first.faults + visitors.faults if closed not in str(fault)] == []
    assert {kind for kind, _ in visitors.seen} == {
        *("read", "ask", "wait", "gorge", "leave", "break off", "stand still", "garble", "idle"),
        "kill",
    }
    assert ended
    assert not any(is_running(pid) for pid in ended)
    assert list(temporary.iterdir()) == []
    told = log.read_text("utf-8")
    assert "Traceback" not in told
    assert "unexpected fault" not in told
