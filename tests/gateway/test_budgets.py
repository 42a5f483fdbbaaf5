"""What one client may take: each limit, just kept and just passed, over all web processes."""

import json
import time
from itertools import count
from urllib.parse import quote

import pytest

from tests.gateway.reading import wait_until
from tests.live import Server

ASK = "/sparql?query=" + quote("ASK {}")
FRESH = count()
SLOW = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
PAGE = "/doc/agent/iran"
LONG_AGO = 0.0001  # a minute: nothing is paid back while a test runs


def fresh():
    """Return the address of a query that no server has been asked before."""
    return "/sparql?query=" + quote(f"ASK {{ ?a ?b {next(FRESH)} }}")


def statuses(server, path, times, **headers):
    return [server.get(path, **headers)[0] for _ in range(times)]


def test_errors_up_to_the_burst_are_told_and_then_only_429(releases):
    with Server(releases, workers=2, client_errors=LONG_AGO, client_errors_burst=20) as server:
        assert statuses(server, "/doc/nobody", 19) == [404] * 19
        assert server.get(PAGE)[0] == 200
        assert server.get("/doc/nobody")[0] == 404
        # Each request has a connection of its own, and so either web process.
        assert statuses(server, PAGE, 20) == [429] * 20
        status, headers, body = server.get(PAGE)
        assert int(headers["Retry-After"]) > 1
        problem = json.loads(body)
        assert (status, problem["status"], problem["title"]) == (429, 429, "Too Many Requests")
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Type"] == "application/problem+json"
        assert server.get(PAGE, Accept="text/html")[1]["Content-Type"].startswith("text/plain")


def test_after_the_seconds_of_retry_after_a_client_is_answered_again(releases):
    with Server(releases, workers=1, client_errors=60, client_errors_burst=2) as server:
        statuses(server, "/doc/nobody", 2)
        status, headers, _ = server.get(PAGE)
        assert (status, headers["Retry-After"]) == (429, "1")
        time.sleep(1)
        assert server.get(PAGE)[0] == 200


@pytest.mark.parametrize("path", [PAGE, ASK, "/", "/id/agent/iran"])
def test_what_is_no_error_costs_nothing(releases, path):
    with Server(releases, workers=1, client_errors=LONG_AGO, client_errors_burst=1) as server:
        assert not {429, 404} & set(statuses(server, path, 10))


def test_query_seconds_are_counted_for_children_and_not_for_what_is_kept(releases):
    with Server(
        releases,
        workers=2,
        query_seconds=1,
        client_query_seconds=LONG_AGO,
        client_query_seconds_burst=1.5,
    ) as server:
        for _ in range(4):
            assert server.get(ASK)[0] == 200  # kept by both web processes, most likely
        assert server.get(SLOW)[0] == 503
        assert server.get(SLOW)[0] == 503  # 1 s of 1.5 s had been taken
        status, headers, body = server.get(SLOW)
        assert status == 429
        assert int(headers["Retry-After"]) > 1
        assert "query evaluation" in json.loads(body)["detail"]
        assert server.get(PAGE)[0] == 200
        wait_until(lambda: server.get(ASK)[0] == 200)
        form = server.get(SLOW, Accept="text/html")
        assert (form[0], form[1]["Content-Type"]) == (429, "text/html; charset=utf-8")


def test_a_client_in_a_named_network_is_told_apart_by_its_proxy(releases):
    with Server(
        releases,
        workers=2,
        trusted_proxies="192.0.2.0/24,127.0.0.0/8",
        client_errors=LONG_AGO,
        client_errors_burst=3,
    ) as server:
        assert statuses(server, "/doc/nobody", 4, X_Forwarded_For="198.51.100.1")[3] == 429
        spoofed = "203.0.113.9, 198.51.100.1, 192.0.2.77"
        assert server.get(PAGE, X_Forwarded_For=spoofed)[0] == 429
        assert server.get(PAGE, X_Forwarded_For="198.51.100.2")[0] == 200
        assert server.get(PAGE)[0] == 200


def test_nobody_gets_a_budget_by_writing_another_name(releases):
    with Server(releases, workers=1, client_errors=LONG_AGO, client_errors_burst=3) as server:
        for number in range(3):
            server.get("/doc/nobody", X_Forwarded_For=f"198.51.100.{number}")
        assert server.get(PAGE, X_Forwarded_For="198.51.100.77")[0] == 429


def test_one_clients_refusal_is_never_anothers(releases):
    """Two who ask the same at once share an answer, but not a refusal."""
    with Server(
        releases,
        workers=1,
        query_seconds=1,
        trusted_proxies="127.0.0.1",
        client_query_seconds=LONG_AGO,
        client_query_seconds_burst=0.5,
    ) as server:
        assert server.get(SLOW, X_Forwarded_For="198.51.100.1")[0] == 503
        assert server.get(ASK, X_Forwarded_For="198.51.100.1")[0] == 429
        assert server.get(ASK, X_Forwarded_For="198.51.100.2")[0] == 200


def test_a_server_without_limits_has_none(releases):
    with Server(
        releases, workers=1, query_seconds=0.5, client_errors=0, client_query_seconds=0
    ) as server:
        assert statuses(server, "/doc/nobody", 100) == [404] * 100
        assert statuses(server, SLOW, 3) == [503] * 3


def test_a_queue_that_is_full_says_when_to_come_back(releases):
    with (
        Server(releases, workers=1, query_children=1, query_queue=0, query_seconds=3) as server,
        server.connect() as busy,
    ):
        busy.sendall(f"GET {SLOW} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

        def refused():
            status, headers, _ = server.get(fresh())
            return status == 503 and headers

        assert wait_until(refused)["Retry-After"] == "1"


def test_a_deadline_invites_nobody_to_try_at_once(releases):
    with Server(releases, workers=1, query_seconds=1.5) as server:
        assert server.get(SLOW)[1]["Retry-After"] == "2"
