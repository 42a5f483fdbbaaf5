"""What an operator can measure, over all web processes and whatever becomes of them."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.gateway.reading import Numbers, ask, metrics_port, records, wait_until
from tests.live import NOFUZ, Server, is_running

ASK = "/sparql?query=" + quote("ASK {}")
FRESH = count()
SLOW = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def fresh():
    """Return the address of a query that no server has been asked before."""
    return "/sparql?query=" + quote(f"ASK {{ ?a ?b {next(FRESH)} }}")


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def serve(releases, log):
    """Start a server that tells its numbers, and give it with the port of these."""
    started = []

    def start(**settings):
        settings = {"workers": 2, "metrics": "127.0.0.1:0"} | settings
        stream = log.open("wb")
        server = Server(releases, log=stream, **settings)
        server.__enter__()
        started.append((server, stream))
        port = metrics_port(log)
        workers = settings["workers"]
        wait_until(lambda: Numbers(port).sum("nofuz_web_processes") == workers)
        return server, port

    yield start
    for server, stream in started:
        server.__exit__()
        stream.close()


def web_processes(server):
    """Return the processes that answer requests: those of the server's own children with some."""
    tasks = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    return [
        int(child)
        for task in tasks
        for child in task.read_text().split()
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def test_requests_are_counted_over_all_web_processes(serve):
    server, port = serve()
    before = Numbers(port)
    for _ in range(30):
        server.get("/doc/agent/iran.ttl")
        server.get("/doc/nobody")
    after = Numbers(port)

    def growth(name, **labels):
        return after.sum(name, **labels) - before.sum(name, **labels)

    assert growth("nofuz_requests_total", route="doc", method="GET", status="2xx") == 30
    assert growth("nofuz_requests_total", route="doc", status="4xx") == 30
    assert growth("nofuz_request_seconds_count", route="doc") == 60
    assert growth("nofuz_request_seconds_bucket", route="doc", le="+Inf") == 60
    assert growth("nofuz_request_seconds_sum", route="doc") > 0
    assert growth("nofuz_cache_lookups_total", outcome="hit") >= 28


def test_no_request_makes_a_new_series(serve):
    server, port = serve(workers=1)
    before = {(sample.name, *sample.labels.items()) for sample in Numbers(port).samples}
    for path in ("/a/b", "/doc/x%0a", "/sparql?query=x", "/search?q=x"):
        server.request("GET", path)
        server.request("BREW", path)
    after = {(sample.name, *sample.labels.items()) for sample in Numbers(port).samples}
    assert after == before


def test_children_kills_cache_and_release_are_told(serve):
    server, port = serve(workers=1, query_seconds=0.5, slow_query_seconds=0.3, query_children=2)
    release = server.get("/doc/agent/iran")[1]["Nofuz-Release"]
    assert server.get(SLOW)[0] == 503
    numbers = wait_until(
        lambda: (told := Numbers(port)).sum("nofuz_query_kills_total", cause="deadline") and told
    )
    assert numbers.sum("nofuz_query_kills_total") == 1
    assert numbers.sum("nofuz_slow_queries_total") == 1
    assert numbers.sum("nofuz_query_child_seconds_total") == pytest.approx(0.5, abs=0.4)
    assert numbers.sum("nofuz_release_info", release=release) == 1
    assert numbers.sum("nofuz_cache_bytes") > 1000
    assert numbers.sum("nofuz_resident_memory_bytes", process="web") > 10_000_000
    wait_until(lambda: Numbers(port).sum("nofuz_query_children", state="idle") == 3)
    assert Numbers(port).sum("nofuz_query_child_starts_total") == 4
    assert Numbers(port).sum("nofuz_resident_memory_bytes", process="query") > 10_000_000


def test_a_child_at_work_is_told_and_a_client_that_leaves(serve):
    server, port = serve(workers=1, query_seconds=30)
    with server.connect() as leaving:
        leaving.sendall(f"GET {SLOW} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: Numbers(port).sum("nofuz_query_children", state="busy") == 1)
    wait_until(lambda: Numbers(port).sum("nofuz_query_kills_total", cause="abandoned") == 1)
    wait_until(lambda: Numbers(port).sum("nofuz_query_children", state="busy") == 0)


def test_refusals_are_counted_by_what_was_used_up(serve):
    server, port = serve(
        client_errors=0.001, client_errors_burst=2, query_children=2, query_queue=0, query_seconds=2
    )
    for _ in range(5):
        server.get("/doc/nobody")
    assert Numbers(port).sum("nofuz_rate_refusals_total", budget="errors") == 3
    assert Numbers(port).sum("nofuz_rate_refusals_total", budget="query_seconds") == 0


def test_a_full_queue_is_counted(serve):
    server, port = serve(workers=1, query_children=1, query_queue=0, query_seconds=3)
    with server.connect() as busy:
        busy.sendall(f"GET {SLOW} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: server.get(fresh())[0] == 503)
    wait_until(lambda: Numbers(port).sum("nofuz_query_queue_refusals_total") >= 1)


def test_counters_outlive_a_web_process_and_gauges_do_not(serve, log):
    server, port = serve()
    for _ in range(20):
        server.get("/doc/nobody")
    before = Numbers(port)
    processes = web_processes(server)
    assert len(processes) == 2
    for pid in processes:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not any(map(is_running, processes)))
    assert Numbers(port).sum("nofuz_requests_total", status="4xx") == 20
    wait_until(lambda: Numbers(port).sum("nofuz_web_processes") == 2)
    wait_until(lambda: ask(port, "/readyz")[0] == 200)
    server.get("/doc/nobody")
    after = Numbers(port)
    assert after.sum("nofuz_requests_total", status="4xx") == 21
    names = {sample.name for sample in before.samples if sample.name.endswith("_total")}
    assert all(after.sum(name) >= before.sum(name) for name in names)
    records(log)  # what is told of the death is in the form of all other lines


def test_health_is_told_on_both_addresses_and_numbers_on_one(serve):
    server, port = serve(workers=1)
    for path, text in (("/healthz", "ok\n"), ("/readyz", "ready\n")):
        assert ask(port, path) == (200, text)
        status, headers, body = server.get(path)
        assert (status, body.decode(), headers["Cache-Control"]) == (200, text, "no-store")
        assert server.request("HEAD", path)[2] == b""
    assert server.get("/metrics")[0] == 404
    assert ask(port, "/nowhere")[0] == 404
    assert ask(port, "/sparql")[0] == 404


def test_the_operators_address_tells_no_version(serve):
    _, port = serve(workers=1)
    for path in ("/metrics", "/healthz", "/nowhere"):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path)
        headers = connection.getresponse().headers
        connection.close()
        assert headers["Server"] == "nofuz"


def test_numbers_are_told_in_the_format_that_a_scraper_asks_for(serve):
    _, port = serve(workers=1)
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    wanted = "application/openmetrics-text; version=1.0.0"
    connection.request("GET", "/metrics", headers={"Accept": wanted})
    response = connection.getresponse()
    assert response.headers["Content-Type"].startswith(wanted)
    assert response.read().endswith(b"# EOF\n")
    connection.close()


def test_a_server_whose_children_do_not_answer_is_alive_and_not_ready(serve):
    server, port = serve(workers=1, query_seconds=20)
    [web] = web_processes(server)
    children = [pid for pid in server.descendants() if pid != web and _is_child(pid)]
    for pid in children:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(1.1)  # for which an answer stands
    assert server.get("/readyz")[0] == 503
    assert ask(port, "/readyz")[0] == 503
    assert ask(port, "/healthz")[0] == 200
    assert server.get("/healthz")[0] == 200
    for pid in children:
        with suppress(ProcessLookupError):  # who did not answer was killed
            os.kill(pid, signal.SIGCONT)
    wait_until(lambda: server.get("/readyz")[0] == 200)


def _is_child(pid):
    return b"nofuz.query.child" in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_children_that_are_all_at_work_are_no_reason_to_go_elsewhere(serve):
    server, _ = serve(workers=1, query_children=1, query_queue=0, query_seconds=5)
    with server.connect() as busy:
        busy.sendall(f"GET {SLOW} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: server.get(fresh())[0] == 503)
        time.sleep(1.1)
        assert server.get("/readyz")[0] == 200


def test_an_address_that_is_taken_is_a_warning_and_the_service_goes_on(releases, log):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        with (
            log.open("wb") as stream,
            Server(releases, workers=1, metrics=taken, log=stream) as server,
        ):
            assert server.get("/")[0] == 200
    [warning] = [record for record in records(log) if record.get("level") == "warning"]
    assert warning["message"] == f"no metrics: cannot listen on {taken}: Address already in use"


def test_what_is_no_address_is_one_line(releases):
    command = [NOFUZ, "serve", "--releases", releases, "--port", "0", "--metrics", "nowhere"]
    reply = subprocess.run(command, capture_output=True, text=True, check=False)
    assert reply.returncode == 1
    assert reply.stderr == "nofuz: metrics: 'nowhere' is not of the form host:port\n"


def test_nothing_is_left_of_a_server_that_was_killed(releases, log, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    shared = set(Path("/dev/shm").glob("*nofuz*"))  # noqa: S108
    with log.open("wb") as stream, Server(
        *(releases,), workers=2, metrics="127.0.0.1:0", log=stream,
        environment={"TMPDIR": str(scratch)}, client_errors=30, client_query_seconds=60,
    ) as server:  # fmt: skip
        server.get(ASK)
        server.get("/doc/nobody")
        ask(metrics_port(log), "/metrics")
        processes = server.descendants()
        server.process.kill()
        server.process.wait()
    wait_until(lambda: not any(map(is_running, processes)))
    assert list(scratch.iterdir()) == []
    assert set(Path("/dev/shm").glob("*nofuz*")) == shared  # noqa: S108
