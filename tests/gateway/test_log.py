"""The log of a running server: a line for each request, and nothing that endangers who asks."""

import os
import threading
from urllib.parse import quote

import pytest

from nofuz.telemetry.journal import digest
from tests.gateway.reading import records, requests, wait_until
from tests.live import Server

CROSS = "SELECT (COUNT(*) AS ?secret) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SLOW = "/sparql?query=" + quote(CROSS)
HOSTILE = [
    b"/%0d%0a%7B%22event%22:%22request%22%7D",
    b"/doc/%22,%22status%22:200,%22x%22:%22",
    b"/%00%01%02%1b%5b31m",
    b"/doc/%e2%80%a8%e2%80%a9%c2%85",
    b"/doc/%f0%9f%98%80",
    b"/doc/\\u000a\\n",
    b"/doc/" + b"%0a" * 600,
    b"/doc/" + "نفوذ".encode(),
]


def sent(server, target, method=b"GET"):
    with server.connect() as connection:
        head = b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(method + b" " + target + head)
        while connection.recv(65536):
            pass


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


def test_every_request_is_one_line_whatever_its_path(releases, log):
    with log.open("wb") as stream, Server(releases, workers=2, log=stream) as server:
        before = len(requests(log))
        for target in HOSTILE:
            sent(server, target)
        sent(server, b"/", b"BREW")
        sent(server, b"/", b"!#$%&'*+-.^_`|~x")
    lines = requests(log)[before:]
    assert len(lines) == len(HOSTILE) + 2
    assert {line["status"] for line in lines} <= {404, 405, 501}
    assert "\r\n" in lines[0]["path"]


def test_a_line_says_what_became_of_the_request(releases, log):
    with log.open("wb") as stream, Server(releases, workers=1, log=stream) as server:
        release = server.get("/doc/agent/iran.ttl")[1]["Nofuz-Release"]
        _, _, body = server.get("/doc/agent/iran.ttl")
        server.request("HEAD", "/doc/agent/iran.ttl")
        server.get("/doc/nobody")
        server.request("DELETE", "/doc/agent/iran")
        server.get("/sparql?query=" + quote("ASK {"))
        server.get("/sparql?query=" + quote("ASK { SERVICE <http://a/> {} }"))
    lines = [line for line in requests(log) if line["route"] not in {"static", "health"}]
    shown = [[line[key] for key in ("method", "route", "status", "cache")] for line in lines]
    assert shown == [
        ["GET", "doc", 200, "miss"],
        ["GET", "doc", 200, "hit"],
        ["HEAD", "doc", 200, "hit"],
        ["GET", "doc", 404, "miss"],
        ["DELETE", "doc", 405, "none"],
        ["GET", "sparql", 400, "miss"],
        ["GET", "sparql", 403, "miss"],
    ]
    assert [line["bytes"] for line in lines[:3]] == [len(body), len(body), 0]
    assert {line["release"] for line in lines} == {release}
    assert [line.get("problem") for line in lines[3:]] == [
        *("UnknownResource", "MethodNotAllowed", "MalformedQuery", "FederationRefused")
    ]
    assert all(line["ms"] >= 0 for line in lines)


def test_neither_who_asks_nor_what_is_written(releases, log):
    with (
        log.open("wb") as stream,
        Server(
            releases, workers=1, log=stream, query_seconds=0.6, slow_query_seconds=0.5
        ) as server,
    ):
        server.get(SLOW, X_Forwarded_For="198.51.100.7")
        server.get("/doc/agent/iran?secret", Referer="http://secret/", User_Agent="secret")
    text = log.read_text("utf-8")
    assert "127.0.0.1" not in text
    assert "198.51.100.7" not in text
    assert "secret" not in text


def test_a_slow_query_is_told_by_digest_and_a_quick_one_is_not(releases, log):
    with (
        log.open("wb") as stream,
        Server(
            releases, workers=1, log=stream, query_seconds=0.8, slow_query_seconds=0.5
        ) as server,
    ):
        server.get("/sparql?query=" + quote("ASK {}"))
        server.get(SLOW)
    [slow] = [line for line in records(log) if line.get("message") == "slow query"]
    assert slow["digest"] == digest(CROSS)
    assert (slow["level"], slow["form"], slow["outcome"]) == ("warning", "SELECT", "deadline")
    assert 0.5 < slow["seconds"] < 5
    assert "query" not in slow


def test_an_operator_who_wants_to_may_see_it_all(releases, log):
    with log.open("wb") as stream, Server(
        *(releases,), workers=1, log=stream, query_seconds=0.6, slow_query_seconds=0.5,
        log_private="true", trusted_proxies="127.0.0.1",
    ) as server:  # fmt: skip
        server.get(SLOW, X_Forwarded_For="198.51.100.7")
    [line] = [line for line in requests(log) if line["route"] == "sparql"]
    assert line["client"] == "198.51.100.7"
    assert line["query"] == SLOW.partition("?")[2]
    [slow] = [line for line in records(log) if line.get("message") == "slow query"]
    assert slow["query"] == CROSS


def test_the_lines_of_requests_can_be_switched_off(releases, log):
    with (
        log.open("wb") as stream,
        Server(
            releases, workers=1, log=stream, log_requests="false", metrics="127.0.0.1:0"
        ) as server,
    ):
        server.get("/")
    assert records(log) != []
    assert requests(log) == []


def test_a_client_that_leaves_is_a_line_without_a_status(releases, log):
    with (
        log.open("wb") as stream,
        Server(releases, workers=1, log=stream, query_seconds=20) as server,
    ):
        with server.connect() as leaving:
            leaving.sendall(f"GET {SLOW} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            wait_until(lambda: server.get("/")[0] == 200)
        [line] = wait_until(lambda: [line for line in requests(log) if line["route"] == "sparql"])
    assert (line["status"], line["problem"]) == (0, "ClientLeft")


def test_a_log_that_nobody_reads_keeps_nobody_waiting(releases):
    reader, writer = os.pipe()
    with Server(releases, workers=1, log=writer, trusted_hosts="localhost") as server:
        for _ in range(600):
            server.get("/doc/nobody", Host="localhost")
        assert server.get("/", Host="localhost")[0] == 200
        os.close(reader)
        assert server.get("/", Host="localhost")[0] == 200
    os.close(writer)


def test_a_server_without_an_error_stream_serves(releases):
    """Descriptor 2 is closed when it starts: nothing else may be taken for it."""
    with Server(releases, workers=1, closed=[2]) as server:
        threads = [threading.Thread(target=server.get, args=["/"]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.get("/sparql?query=" + quote("ASK {}"))[0] == 200
