"""Every limit on a query, from both sides, on a live server."""

import json
import threading
import time
from urllib.parse import quote, urlencode

import pytest

from tests.gateway.slow import wait_until
from tests.gateway.wire import exchange, post, request
from tests.live import Server

MEBIBYTE = 1024 * 1024
FORM = b"application/x-www-form-urlencoded"


def get(query):
    return request(b"GET /sparql?query=%s HTTP/1.1" % quote(query).encode())


def by_post(query):
    return post(query.encode())


def by_form(query):
    return post(urlencode({"query": query}).encode(), content_type=FORM)


def in_address(length):
    """Return a request whose query string has so many bytes."""
    return get("ASK{}" + "." * 0).replace(b"ASK%7B%7D", b"ASK%7B%7D" + b"+" * (length - 15))


def padded(length):
    return "ASK{}".ljust(length, "#")


def doubled(times):
    steps = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(times))
    return f'SELECT (STRLEN(?v{times}) AS ?n) {{ BIND("{"a" * 32}" AS ?v0) {steps} }}'


def product(rows):
    return f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {rows}"


TOO_COMPLEX = "query too complex: more than "
LIMITS = {
    "text by POST": (by_post, padded, 65536, 65537, 413, "a query has at most 65536 bytes"),
    "text in a form": (by_form, padded, 65536, 65537, 413, "a query has at most 65536 bytes"),
    "text in the address": (
        in_address,
        int,
        8192,
        8193,
        414,
        "at most 8192 bytes; POST takes more",
    ),
    "nesting": (
        by_post,
        lambda levels: "ASK " + "{" * levels + "}" * levels,
        *(50, 51, 400, TOO_COMPLEX + "50 levels of nesting"),
    ),
    "nesting of functions": (
        by_post,
        lambda levels: f"SELECT ({'STR(' * (levels - 1)}1{')' * (levels - 1)} AS ?x) {{}}",
        *(50, 51, 400, TOO_COMPLEX + "50 levels of nesting"),
    ),
    "runs of !": (
        by_post,
        lambda levels: f"ASK {{ FILTER({'!' * (levels - 2)}true) }}",
        *(50, 51, 400, TOO_COMPLEX + "50 levels of nesting"),
    ),
    "triple patterns": (
        by_post,
        lambda number: f"ASK {{ {'<http://a/> <http://a/> 1 . ' * number} }}",
        *(100, 101, 400, TOO_COMPLEX + "100 triple patterns and path steps"),
    ),
    "path steps": (
        by_post,
        lambda number: f"ASK {{ <http://a/> {'/'.join(['<http://a/>'] * number)} 1 }}",
        *(100, 101, 400, TOO_COMPLEX + "100 triple patterns and path steps"),
    ),
    "operators": (
        by_post,
        lambda number: f"SELECT ({'+'.join('1' * (number - 1))} AS ?x) {{}}",
        *(500, 501, 400, TOO_COMPLEX + "500 operators and keywords"),
    ),
    "terms in VALUES": (
        by_post,
        lambda number: f"ASK {{ VALUES ?x {{ {'1 ' * number} }} }}",
        *(5000, 5001, 400, TOO_COMPLEX + "5000 terms in VALUES, IN and expressions"),
    ),
    "terms in IN": (
        by_post,
        lambda number: f"ASK {{ FILTER(1 IN ({','.join('1' * (number - 1))})) }}",
        *(5000, 5001, 400, TOO_COMPLEX + "5000 terms in VALUES, IN and expressions"),
    ),
    "memory": (get, doubled, 16, 26, 503, "over the memory limit"),
    "memory of a long query": (
        by_post,
        lambda times: doubled(times) + "#" * 9000,
        *(16, 26, 503, "over the memory limit"),
    ),
    "result": (get, product, 2000, 8000, 503, "query stopped: over 2097152 bytes"),
}


@pytest.fixture(scope="module")
def strict(releases):
    settings = {
        "workers": 1,
        "query_seconds": 30,
        "query_memory": 64 * MEBIBYTE,
        "query_result": 2 * MEBIBYTE,
    }
    with Server(releases, **settings) as running:
        yield running


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_lets_pass_what_it_says_and_no_more(strict, name):
    sending, making, passes, fails, status, words = LIMITS[name]
    assert exchange(strict, sending(making(passes))).status == 200
    refused = exchange(strict, sending(making(fails)))
    assert refused.status == status
    assert words in json.loads(refused.body)["detail"]
    assert len(refused.body) <= 1000
    assert ("Retry-After" in refused.headers) == (status == 503)
    assert exchange(strict, get("ASK {}")).status == 200


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
# What the engine by itself does not stop in time, for each part of its work.
SLOW = {
    "cross product": ENDLESS,
    "order": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?h LIMIT 1",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<http://a/>)* ?b . ?c (!<http://a/>)* ?d }",
    "distinct": "SELECT (COUNT(DISTINCT ?i) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "regular expression": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
        ' FILTER(REGEX(STR(?c), "(a|aa)+$")) }'
    ),
    "result": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}


@pytest.mark.parametrize("name", SLOW)
def test_a_query_is_stopped_whatever_it_is_at(server, name):
    answer = exchange(server, get(SLOW[name]), seconds=30)
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) >= 1
    # Some of them need more than their memory, or have more than may be sent, before that.
    detail = json.loads(answer.body)["detail"]
    assert detail.startswith("query stopped")
    assert detail == "query stopped after 2 s" or name in ("order", "result")
    assert exchange(server, get("ASK {}")).status == 200


def test_a_query_within_its_time_is_answered(server):
    # A hundred thousand solutions take the engine some time, and less than the limit.
    count = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000 } }"
    answer = exchange(server, get(count), seconds=30)
    assert json.loads(answer.body)["results"]["bindings"][0]["n"]["value"] == "100000"


@pytest.fixture
def narrow(releases):
    """One child, and a line in which one may wait."""
    settings = {"workers": 1, "query_children": 1, "query_queue": 1, "query_seconds": 60}
    with Server(releases, **settings, query_queue_seconds=1) as running:
        yield running


def start(server, query):
    """Send a query that will not be answered soon, and return its connection."""
    connection = server.connect()
    connection.sendall(get(query))
    return connection


def test_who_finds_the_child_at_work_waits_for_it(narrow):
    with start(narrow, ENDLESS) as first:
        waiting = []
        thread = threading.Thread(target=lambda: waiting.append(exchange(narrow, get("ASK {}"))))
        thread.start()
        time.sleep(0.3)
        first.close()
        thread.join()
    assert waiting[0].status == 200


def test_who_waits_too_long_or_beyond_the_line_is_told_to_come_back(narrow):
    with start(narrow, ENDLESS):
        time.sleep(0.3)
        answers = []
        threads = [
            threading.Thread(
                target=lambda n=n: answers.append(exchange(narrow, get(f"ASK{{}}#{n}")))
            )
            for n in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    details = sorted(json.loads(answer.body)["detail"] for answer in answers)
    assert [answer.status for answer in answers] == [503] * 3
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in answers)
    assert details == [
        "no place came free in time; come back in a moment",
        *["too many queries at once; come back in a moment"] * 2,
    ]


def test_who_asks_the_same_slow_query_shares_its_one_child(releases):
    with Server(releases, workers=1, query_children=2, query_seconds=2) as server:
        wait_until(lambda: len(server.children()) == 3)  # two and a spare
        before = server.children()
        answers = []
        threads = [
            threading.Thread(target=lambda: answers.append(exchange(server, get(ENDLESS))))
            for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        details = {json.loads(answer.body)["detail"] for answer in answers}
        wait_until(lambda: server.children() != before and len(server.children()) == 3)
        killed = before - server.children()
    assert details == {"query stopped after 2 s"}
    assert len(killed) == 1
