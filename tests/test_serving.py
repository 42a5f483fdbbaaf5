"""The server as a process: how it starts, what it survives, and what it leaves behind."""

import shutil
import socket
import subprocess
import threading
import time
from urllib.parse import quote

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from tests.live import NOFUZ, Server, is_running

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


def test_a_new_release_is_switched_in_without_a_failed_request(copy, tmp_path):
    releases = tmp_path / "releases"
    names, failures, is_over = set(), [], threading.Event()

    def ask(path):
        while not is_over.is_set():
            status, headers, body = server.get(path)
            if status != 200 or not body:
                failures.append((path, status, body))
            names.add(headers["Nofuz-Release"])

    with Server(releases, copy, workers=2) as server:
        paths = ["/doc/agent/iran.ttl", "/", QUICK, "/doc/origin/iran-cables"]
        threads = [threading.Thread(target=ask, args=[path]) for path in paths]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(names) == 1)
        origins = copy / "instances/origins.ttl"
        origins.write_text(origins.read_text("utf-8").replace("@en ;", "@en ;\n", 1), "utf-8")
        persons = copy / "instances/agents/persons.ttl"
        text = persons.read_text("utf-8").replace('"Abdel Mahdi"', '"A. Mahdi"')
        persons.write_text(text, "utf-8")
        fresh = build(open_dataset(copy), releases)
        wait_until(lambda: fresh in names)
        time.sleep(0.3)
        is_over.set()
        for thread in threads:
            thread.join()
        latest = {server.get(path)[1]["Nofuz-Release"] for path in paths * 5}
    assert failures == []
    assert latest == {fresh}


def test_a_slow_query_is_stopped_and_the_next_is_answered(server):
    status, headers, body = server.get(SLOW, Accept="application/json")
    assert status == 503
    assert int(headers["Retry-After"]) >= 1
    assert b"query stopped after 2 s" in body
    assert server.get(QUICK)[0] == 200


def test_slow_queries_do_not_keep_a_page_waiting(server):
    threads = [threading.Thread(target=server.get, args=[SLOW]) for _ in range(40)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        assert server.get("/doc/agent/iran")[0] == 200
    assert any(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()


def test_a_client_that_leaves_takes_its_child_with_it(releases):
    with Server(releases, query_seconds=60, query_children=1, workers=1) as server:
        children = set(server.descendants())
        with server.connect() as leaving:
            leaving.sendall(f"GET {SLOW} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)  # the child is at work
        wait_until(lambda: children - set(server.descendants()), seconds=5)
        assert server.get(QUICK)[0] == 200


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


def test_nothing_is_left_when_the_server_is_told_to_stop(releases):
    with Server(releases, workers=2) as server:
        server.get(QUICK)
        processes = server.descendants()
        assert len(processes) > 4
    wait_until(lambda: not any(is_running(pid) for pid in processes), seconds=10)
    assert server.process.returncode == 0


def test_nothing_is_left_when_the_server_is_killed(releases):
    with Server(releases, workers=2) as server:
        server.get(QUICK)
        processes = server.descendants()
        server.process.kill()
        server.process.wait()
    wait_until(lambda: not any(is_running(pid) for pid in processes), seconds=10)


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


def test_a_body_that_never_comes_is_408(releases):
    with Server(releases, workers=1, body_seconds=0.5) as server, server.connect() as slow:
        slow.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
        assert slow.recv(4096).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n",
        b"GET /doc/%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 200_000 + b"\r\n\r\n",
        b"BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ],
)
def test_rubbish_is_refused_and_the_next_client_is_served(server, request_bytes):
    with server.connect() as odd:
        try:
            odd.sendall(request_bytes)
            reply = odd.recv(65536)
        except ConnectionError:
            reply = b""
    assert reply == b"" or reply.split()[1][:1] == b"4"
    assert server.get("/")[0] == 200


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


def test_an_unexpected_fault_tells_the_client_nothing_and_the_log_all(releases, tmp_path):
    fault = tmp_path / "sitecustomize.py"
    fault.write_text(
        "import sys\n"
        "if any('spawn_main' in argument for argument in sys.orig_argv):\n"
        "    import nofuz.pages.views as views\n"
        "    def broken(*_): raise RuntimeError('the secret of this fault')\n"
        "    views.home_page = broken\n",
        "utf-8",
    )
    log = tmp_path / "log"
    with log.open("w") as stream:
        environment = {"PYTHONPATH": str(tmp_path)}
        with Server(releases, workers=1, environment=environment, log=stream) as server:
            status, _, body = server.get("/", Accept="application/json")
    assert status == 500
    assert b"secret" not in body
    assert b"Traceback" not in body
    assert "the secret of this fault" in log.read_text("utf-8")
