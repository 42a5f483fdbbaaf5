"""A limit of solutions, where an operator sets one: refused, or cut where that is preferred."""

import json
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.live import Server

ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT %d"
MOST = 500
JSON = {"Accept": "application/sparql-results+json"}


@pytest.fixture(scope="module")
def limited(releases, repository):
    with Server(releases, repository, query_rows=MOST, query_seconds=10) as running:
        yield running


def ask(server, query, method="GET", **headers):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    fields = JSON | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, "/sparql?" + urlencode({"query": query}), headers=fields)
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply, body


def count(body):
    return len(json.loads(body)["results"]["bindings"])


@pytest.mark.parametrize("rows", [1, MOST])
def test_a_result_within_the_limit_is_whole_and_announces_it(limited, rows):
    reply, body = ask(limited, ROWS % rows)
    assert (reply.status, count(body)) == (200, rows)
    assert reply.getheader("Nofuz-Row-Limit") == str(MOST)
    assert reply.getheader("Preference-Applied") is None


def test_a_result_over_the_limit_is_refused(limited):
    reply, body = ask(limited, ROWS % (MOST + 1))
    assert reply.status == 403
    assert f"more than {MOST}" in json.loads(body)["detail"]
    assert reply.getheader("Nofuz-Row-Limit") == str(MOST)
    assert reply.getheader("Cache-Control") == "no-store"


@pytest.mark.parametrize(
    ("prefer", "rows"),
    [
        (f"max-rows={MOST}", MOST),
        ("max-rows=7", 7),
        ('respond-async, MAX-ROWS = "7"; a=b', 7),
        ("max-rows=999999999", MOST),
    ],
)
def test_who_prefers_a_cut_gets_one_and_is_told(limited, prefer, rows):
    reply, body = ask(limited, ROWS % (MOST + 1), Prefer=prefer)
    assert (reply.status, count(body)) == (200, rows)
    assert reply.getheader("Nofuz-Row-Limit") == f"{rows};cut"
    assert reply.getheader("Preference-Applied") == f"max-rows={rows}"
    assert reply.getheader("Vary").startswith("Accept, Prefer")


def test_a_preference_that_cuts_nothing_says_so(limited):
    reply, body = ask(limited, ROWS % 7, Prefer="max-rows=7")
    assert count(body) == 7
    assert reply.getheader("Nofuz-Row-Limit") == "7"
    assert reply.getheader("Preference-Applied") == "max-rows=7"


@pytest.mark.parametrize("prefer", ["max-rows", "max-rows=0", "max-rows=-1", "max-rowsx=7", "=,;"])
def test_a_preference_that_is_none_is_passed_over(limited, prefer):
    assert ask(limited, ROWS % (MOST + 1), Prefer=prefer)[0].status == 403
    assert count(ask(limited, ROWS % 8, Prefer=prefer)[1]) == 8


def test_a_cut_answer_is_never_given_to_who_did_not_ask_for_it(limited):
    query = ROWS % 40 + " OFFSET 1"
    whole, _ = ask(limited, query)
    cut, body = ask(limited, query, Prefer="max-rows=3")
    assert count(body) == 3
    assert cut.getheader("ETag") != whole.getheader("ETag")
    assert count(ask(limited, query)[1]) == 40
    tag = cut.getheader("ETag")
    assert ask(limited, query, If_None_Match=tag)[0].status == 200
    unchanged, _ = ask(limited, query, If_None_Match=tag, Prefer="max-rows=3")
    assert (unchanged.status, unchanged.getheader("Vary")) == (304, "Accept, Prefer")


def test_what_is_no_select_has_no_limit_of_solutions(limited):
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} LIMIT {2 * MOST}"
    reply, body = ask(limited, query, Accept="application/n-triples", Prefer="max-rows=3")
    assert reply.status == 200
    assert len(body.splitlines()) == 2 * MOST
    assert reply.getheader("Nofuz-Row-Limit") is None


def test_head_says_what_get_would(limited):
    for headers in ({}, {"Prefer": "max-rows=3"}):
        head, nothing = ask(limited, ROWS % 5, method="HEAD", **headers)
        whole, _ = ask(limited, ROWS % 5, **headers)
        assert nothing == b""
        for name in ("Content-Type", "Content-Length", "Nofuz-Row-Limit", "ETag", "Vary"):
            assert head.getheader(name) == whole.getheader(name)


def test_without_a_limit_of_the_operator_a_client_may_set_its_own(server):
    reply, body = ask(server, ROWS % 1000)
    assert count(body) == 1000
    assert reply.getheader("Nofuz-Row-Limit") is None
    reply, body = ask(server, ROWS % 1000, Prefer="max-rows=900")
    assert count(body) == 900
    assert reply.getheader("Nofuz-Row-Limit") == "900;cut"
    assert reply.getheader("Access-Control-Expose-Headers").count("Nofuz-Row-Limit") == 1
