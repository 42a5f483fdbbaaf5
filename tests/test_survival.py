"""What dies takes nothing with it: a child, a web process, the server itself, in mid-answer."""

import json
import os
import signal
import socket
import threading
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.gateway.slow import wait_until
from tests.live import Server, is_running

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def path(query):
    return "/sparql?query=" + quote(query)


def is_at_work(process):
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    return False


def at_work(server):
    """Return the one child that goes on evaluating a query."""
    found = []

    def has_been_found():
        busy = list(filter(is_at_work, server.children()))
        found[:] = [*found, *busy] if len(busy) == 1 and set(found) <= set(busy) else []
        return len(found) == 5

    wait_until(has_been_found)
    return found[0]


def send(server, query):
    """Send a query and return its connection."""
    connection = server.connect()
    connection.sendall(f"GET {path(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


class Asking(threading.Thread):
    """Asks the same again and again until it is told to stop, and keeps what came back."""

    def __init__(self, server, address):
        super().__init__(daemon=True)
        self._server, self._address = server, address
        self._is_over = threading.Event()
        self.statuses = []

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._is_over.set()
        self.join()

    def run(self):
        number = 0
        while not self._is_over.is_set():
            number += 1  # what is kept from before would need no child
            self.statuses.append(self._server.get(f"{self._address}%23{number}")[0])


@pytest.fixture(scope="module")
def server(releases):
    with Server(releases, workers=1, query_children=2, query_seconds=25) as running:
        wait_until(lambda: len(running.children()) == 3)
        yield running


CAUSES = [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM, signal.SIGXCPU]


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.name)
def test_a_child_that_dies_is_a_503_for_its_one_request_and_nothing_else(server, cause):
    failed = []
    query = f"{ENDLESS} # {cause.name}"
    asking = threading.Thread(
        target=lambda: failed.append(server.get(path(query), Accept="application/json"))
    )
    asking.start()
    victim = at_work(server)
    with Asking(server, path("ASK {}")) as others:
        wait_until(lambda: others.statuses)
        os.kill(victim, cause)
        asking.join()
    status, headers, body = failed[0]
    assert status == 503
    assert int(headers["Retry-After"]) >= 1
    assert json.loads(body)["detail"] == "query stopped: its evaluation failed"
    assert set(others.statuses) == {200}
    wait_until(lambda: len(server.children() - {victim}) == 3)


def test_a_child_that_stands_still_is_a_503_at_the_deadline(releases):
    with Server(releases, workers=1, query_children=1, query_seconds=2) as server:
        with send(server, ENDLESS) as connection:
            victim = at_work(server)
            os.kill(victim, signal.SIGSTOP)
            assert b"query stopped after 2 s" in connection.recv(65536)
        assert server.get(path("ASK {}"))[0] == 200
        wait_until(lambda: not is_running(victim))


def test_the_next_look_up_after_a_kill_is_answered_by_a_child_that_was_ready_before_it(releases):
    with Server(releases, workers=1, query_children=1, query_seconds=60) as server:
        wait_until(lambda: len(server.children()) == 2)
        wait_until(lambda: not any(map(is_at_work, server.children())))
        with send(server, ENDLESS):
            victim = at_work(server)
            [spare] = server.children() - {victim}
            before = switches(spare)
            os.kill(victim, signal.SIGKILL)
            assert server.get(path("ASK {}"))[0] == 200
            wait_until(lambda: switches(spare) > before)


def switches(process):
    """Return how often a process has waited for something, such as its next query."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("voluntary_ctxt_switches:")[2].split()[0])


@pytest.mark.parametrize("query", [ENDLESS, FLOOD], ids=["before-its-answer", "in-its-answer"])
def test_a_client_that_leaves_takes_its_child_with_it(server, query):
    with send(server, f"{query} # leaving"):
        victim = at_work(server)
    wait_until(lambda: not is_running(victim), seconds=20)
    assert server.get(path("ASK {}"))[0] == 200


@pytest.fixture
def temporary(tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def busy(releases, temporary):
    """Two web processes with slow queries, long answers and idle clients on both."""
    environment = {"TMPDIR": str(temporary)}
    with Server(releases, workers=2, query_seconds=60, environment=environment) as running:
        connections = [send(running, f"{ENDLESS} # {number}") for number in range(4)]
        connections += [send(running, f"{LONG} # {number}") for number in range(8)]
        connections += [running.connect() for _ in range(4)]
        wait_until(lambda: any(map(is_at_work, running.children())))
        yield running
        for connection in connections:
            connection.close()


def test_a_web_process_that_dies_takes_its_children_with_it_and_is_replaced(busy):
    [victim, _] = busy.web_processes()
    theirs = [
        int(pid)
        for task in Path(f"/proc/{victim}/task").iterdir()
        for pid in (task / "children").read_text().split()
    ]
    assert theirs
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not any(is_running(pid) for pid in theirs))
    wait_until(lambda: len(busy.web_processes() - {victim}) == 2)
    for number in range(5):
        assert reply(busy, path(f"ASK {{}} # {number}")) in (200, 503)


def reply(server, address):
    """Return the status of an answer; a connection in the line of the dead has died with it."""
    statuses = []

    def has_answered():
        with suppress(ConnectionError):
            statuses.append(server.get(address)[0])
        return statuses

    wait_until(has_answered)
    return statuses[0]


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_server_that_ends_in_the_middle_of_answers_leaves_nothing(busy, temporary, ending):
    processes = busy.descendants()
    assert len(processes) > 6
    busy.process.send_signal(ending)
    busy.process.wait(30)
    wait_until(lambda: not any(is_running(pid) for pid in processes), seconds=20)
    assert busy.process.returncode == (-signal.SIGKILL if ending == signal.SIGKILL else 0)
    assert list(temporary.iterdir()) == []
    with socket.create_server(("127.0.0.1", busy.port)) as again:
        assert again.getsockname()[1] == busy.port
