"""The server as a process: how it starts, what it survives, and what it leaves behind."""

import json
import os
import shutil
import socket
import subprocess
import threading
import time
from urllib.parse import quote

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from tests.live import NOFUZ, Server

CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SLOW = "/sparql?query=" + quote(CROSS_PRODUCT)
QUICK = "/sparql?query=" + quote("ASK {}")


def wait_until(holds, seconds=15):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def copy(tmp_path, repository):
    """A copy of the dataset that a test may change."""
    folder = tmp_path / "dataset"
    for part in ("ontology", "instances", "shapes"):
        shutil.copytree(repository / part, folder / part)
    return folder


def run(*arguments, **options):
    return subprocess.run(
        [NOFUZ, *map(str, arguments)], capture_output=True, text=True, check=False, **options
    )


def test_a_port_in_use_is_one_line(releases):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        reply = run("serve", "--releases", releases, "--port", port)
    assert reply.returncode == 1
    assert reply.stderr == f"nofuz: cannot listen on 127.0.0.1:{port}: Address already in use\n"


def test_a_folder_that_is_no_dataset_is_one_line(tmp_path):
    reply = run("serve", tmp_path, "--releases", tmp_path / "releases")
    assert reply.returncode == 2
    assert reply.stderr.startswith("nofuz: ")
    assert reply.stderr.count("\n") == 1


def test_a_broken_file_keeps_the_server_from_starting_and_says_why(copy, tmp_path):
    (copy / "instances/places.ttl").write_text("this is no Turtle", "utf-8")
    reply = run("serve", copy, "--releases", tmp_path / "releases", "--port", 0)
    assert reply.returncode == 1
    assert "Traceback" not in reply.stderr
    assert "nofuz check" in reply.stderr.splitlines()[-1]


def test_a_damaged_release_is_one_line(copy, tmp_path):
    releases = tmp_path / "releases"
    name = build(open_dataset(copy), releases)
    for file in (releases / name / "store").iterdir():
        file.write_bytes(b"rubbish")
    reply = run("serve", copy, "--releases", releases, "--port", 0)
    assert reply.returncode == 1
    assert reply.stderr.startswith("nofuz: ")
    assert "Traceback" not in reply.stderr


def test_serving_builds_what_has_changed(copy, tmp_path):
    releases = tmp_path / "releases"
    with Server(releases, copy, workers=1) as server:
        before = server.get("/doc/agent/iran").__getitem__(1)["Nofuz-Release"]
    persons = copy / "instances/agents/persons.ttl"
    persons.write_text(persons.read_text("utf-8").replace('"Abdel Mahdi"', '"A. Mahdi"'), "utf-8")
    with Server(releases, copy, workers=1) as server:
        status, headers, body = server.get("/doc/agent/adel-abdul-mahdi.ttl")
    assert status == 200
    assert headers["Nofuz-Release"] != before
    assert "A. Mahdi" in body.decode()


def rename(folder, old, new):
    persons = folder / "instances/agents/persons.ttl"
    text = persons.read_text("utf-8")
    assert f'"{old}"' in text
    persons.write_text(text.replace(f'"{old}"', f'"{new}"'), "utf-8")


def test_new_releases_are_switched_in_without_a_failed_request(copy, tmp_path):
    releases = tmp_path / "releases"
    names, failures, is_over = [], [], threading.Event()

    def ask(path):
        number = 0
        while not is_over.is_set():
            number += 1  # what is kept from before would need no child
            status, headers, body = server.get(path.replace("NUMBER", str(number)))
            if status != 200 or not body:
                failures.append((path, status, body))
            names.append(headers["Nofuz-Release"])

    with Server(releases, copy, workers=2, query_queue_seconds=10) as server:
        paths = ["/doc/agent/iran.ttl", "/", QUICK, QUICK + "%23NUMBER", "/doc/origin/iran-cables"]
        threads = [threading.Thread(target=ask, args=[path]) for path in paths]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(names) > 100)
        built = []
        for old, new in [("Abdel Mahdi", "A. Mahdi"), ("A. Mahdi", "Mahdi")]:
            rename(copy, old, new)
            built.append(build(open_dataset(copy), releases))
            wait_until(lambda: built[-1] in names[-10:], seconds=60)
        wait_until(lambda: set(names[-100:]) == {built[-1]}, seconds=60)
        is_over.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert len(set(names)) == 3
    assert set(built) < set(names)


def test_a_slow_query_is_stopped_and_the_next_is_answered(server):
    status, headers, body = server.get(SLOW, Accept="application/json")
    assert status == 503
    assert int(headers["Retry-After"]) >= 1
    assert b"query stopped after 2 s" in body
    assert server.get(QUICK)[0] == 200


def test_slow_queries_do_not_keep_a_page_waiting(server):
    is_over, statuses = threading.Event(), set()

    def ask(number):
        while not is_over.is_set():
            statuses.add(server.get(f"{SLOW}%23{number}")[0])

    threads = [threading.Thread(target=ask, args=[number]) for number in range(40)]
    for thread in threads:
        thread.start()
    wait_until(lambda: 503 in statuses)
    for _ in range(5):
        assert server.get("/doc/agent/iran")[0] == 200
    is_over.set()
    for thread in threads:
        thread.join()
    assert statuses == {503}


def test_a_dead_child_or_web_process_costs_one_request_at_most(releases):
    with Server(releases, workers=2) as server:
        for pid in server.descendants():
            subprocess.run(["kill", "-9", str(pid)], check=False, capture_output=True)

        def answers():
            try:
                return server.get(QUICK)[0] == 200 and server.get("/")[0] == 200
            except OSError:
                return False

        wait_until(answers)


def test_many_connections_that_trickle_do_not_stop_a_page(server):
    idle = [server.connect() for _ in range(300)]
    for connection in idle[:150]:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    for connection in idle[150:250]:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
    assert server.get("/doc/agent/iran")[0] == 200
    assert server.get(QUICK)[0] == 200
    for connection in idle:
        connection.close()


def test_a_long_answer_is_whole(server):
    query = "SELECT * { ?a ?b ?c . { SELECT ?x { ?x a ?y } LIMIT 2 } }"
    _, headers, body = server.get("/sparql?query=" + quote(query), Accept="text/csv")
    assert int(headers["Content-Length"]) == len(body) > 2 * 1024 * 1024
    assert body.endswith(b"\r\n")


def test_head_and_keep_alive_go_together(server):
    with server.connect() as connection:
        for _ in range(3):
            connection.sendall(b"HEAD /doc/agent/iran HTTP/1.1\r\nHost: x\r\n\r\n")
            reply = connection.recv(65536)
            assert reply.startswith(b"HTTP/1.1 200 ")
            assert reply.endswith(b"\r\n\r\n")


def test_names_outside_ascii_are_looked_up(server):
    status, _, _ = server.get("/doc/agent/" + quote("قاسم"))
    assert status == 404


FAULTS = {
    "in-a-page": ("nofuz.pages.views", "list_page", "/agents"),
    "in-the-gateway": ("nofuz.gateway.service", "look_up", QUICK),
}


@pytest.mark.parametrize("place", FAULTS)
def test_an_unexpected_fault_tells_the_client_nothing_and_the_log_all(releases, tmp_path, place):
    module, function, path = FAULTS[place]
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "if any('spawn_main' in argument for argument in sys.orig_argv):\n"
        f"    import {module} as module\n"
        "    def broken(*_): raise RuntimeError('the secret of this fault')\n"
        f"    module.{function} = broken\n",
        "utf-8",
    )
    log = tmp_path / "log"
    with log.open("w") as stream:
        path_of_modules = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {"PYTHONPATH": os.pathsep.join(path_of_modules)}
        with Server(releases, workers=1, environment=environment, log=stream) as server:
            accept = "application/problem+json, text/html;q=0.5, */*;q=0.1"
            status, headers, body = server.get(path, Accept=accept)
            assert server.get("/static/nofuz.css")[0] == 200
    assert status == 500
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(body)["detail"] == "the server met a fault of its own"
    assert "the secret of this fault" in log.read_text("utf-8")
