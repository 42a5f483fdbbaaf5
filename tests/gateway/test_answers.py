"""What is kept, shared and coded on the way out of a live server."""

import gzip
import json
import threading
from urllib.parse import quote

import pytest

from tests.live import Server
from tests.query.asking import is_at_work, wait_until

AGENT = "/doc/agent/qasem-soleimani"
SELECT = "SELECT * { <https://w3id.org/nofuz/id/agent/qasem-soleimani> ?p ?o } ORDER BY ?p ?o"
CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
JSON = "application/sparql-results+json"


def path(query):
    return "/sparql?query=" + quote(query)


@pytest.fixture(scope="module")
def server(releases):
    """One process, so that the second request meets what the first has left."""
    with Server(releases, workers=1, query_seconds=2) as running:
        yield running


PATHS = [
    ("/", "text/html"),
    ("/def", "text/turtle"),
    (AGENT, "text/turtle"),
    (AGENT + ".jsonld", "*/*"),
    ("/id/agent/qasem-soleimani", "text/html"),
    (path(SELECT), JSON),
    (path(SELECT), "text/csv"),
    (path(SELECT), "text/html"),
    (path("CONSTRUCT WHERE { ?s ?p ?o }"), "text/turtle"),
]


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize(("address", "accept"), PATHS)
def test_a_kept_answer_is_the_first_one_again(server, address, accept, coding):
    fields = {"Accept": accept, "Accept-Encoding": coding}
    first = server.request("GET", address, headers=fields)
    again = server.request("GET", address, headers=fields)
    head = server.request("HEAD", address, headers=fields)
    assert first[0] == again[0] == head[0]
    assert first[2] == again[2]
    assert head[2] == b""
    for _, headers, _ in (first, again, head):
        del headers["date"]
    if "content-length" not in head[1]:  # it would have to make the answer to know
        del first[1]["content-length"], again[1]["content-length"]
    assert sorted(first[1].items()) == sorted(again[1].items()) == sorted(head[1].items())


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize(("address", "accept"), PATHS)
def test_who_has_an_answer_gets_304(server, address, accept, coding):
    fields = {"Accept": accept, "Accept-Encoding": coding}
    status, headers, _ = server.request("GET", address, headers=fields)
    if status != 200:
        assert "etag" not in headers
        return
    known = fields | {"If-None-Match": headers["etag"]}
    for method in ("GET", "HEAD"):
        status, again, body = server.request(method, address, headers=known)
        assert (status, body) == (304, b"")
        assert again["etag"] == headers["etag"]
        assert set(headers["vary"].split(", ")) >= {"Accept"}
    status, _, _ = server.request("GET", address, headers=fields | {"If-None-Match": '"other"'})
    assert status == 200


def test_an_unkept_answer_knows_its_coded_tag_too(releases):
    with Server(releases, workers=1, answer_cache=0) as server:
        for coding in ("gzip", "zstd"):
            fields = {"Accept": "text/turtle", "Accept-Encoding": coding}
            _, headers, _ = server.request("GET", AGENT, headers=fields)
            assert headers["etag"].endswith(f'-{coding}"')
            known = fields | {"If-None-Match": headers["etag"]}
            status, again, _ = server.request("GET", AGENT, headers=known)
            assert (status, again["etag"]) == (304, headers["etag"])


def test_codings_have_strong_tags_of_their_own_and_the_same_content(server):
    plain = server.request("GET", AGENT, headers={"Accept": "text/turtle"})
    coded = server.request(
        "GET", AGENT, headers={"Accept": "text/turtle", "Accept-Encoding": "gzip"}
    )
    assert coded[1]["content-encoding"] == "gzip"
    assert gzip.decompress(coded[2]) == plain[2]
    assert len(coded[2]) == int(coded[1]["content-length"]) < len(plain[2])
    assert coded[1]["etag"] != plain[1]["etag"]
    for _, headers, _ in (plain, coded):
        assert set(headers["vary"].lower().split(", ")) == {"accept", "accept-encoding"}


def test_a_long_coded_answer_decodes_whole(server):
    everything = path("SELECT * { ?s ?p ?o }")
    plain = server.request("GET", everything, headers={"Accept": JSON})
    coded = server.request("GET", everything, headers={"Accept": JSON, "Accept-Encoding": "gzip"})
    assert len(plain[2]) > 1024 * 1024
    assert json.loads(gzip.decompress(coded[2])) == json.loads(plain[2])


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "STRUUID()", "UUID()"])
def test_a_query_for_something_new_is_not_kept(server, function):
    address = path(f"SELECT ({function} AS ?x) {{}}")
    answers = [server.get(address, Accept=JSON) for _ in range(2)]
    assert answers[0][2] != answers[1][2]
    assert {headers["cache-control"] for _, headers, _ in answers} == {"no-store"}
    assert "etag" not in answers[0][1]


def test_a_posted_query_has_the_answer_of_its_own_text(server):
    def posted(text):
        headers = {"Content-Type": "application/sparql-query", "Accept": JSON}
        return json.loads(server.request("POST", "/sparql", text, headers)[2])

    for _ in range(2):
        assert posted("ASK {}")["boolean"] is True
        assert posted("ASK { FILTER(false) }")["boolean"] is False


def test_a_content_encoding_is_refused_though_the_answer_is_kept(server):
    headers = {"Content-Type": "application/sparql-query", "Accept": JSON}
    assert server.request("POST", "/sparql", "ASK {}", headers)[0] == 200
    coded = headers | {"Content-Encoding": "identity"}
    assert server.request("POST", "/sparql", "ASK {}", coded)[0] == 415


def test_equal_requests_at_one_time_are_evaluated_once(releases):
    settings = {"workers": 1, "query_children": 1, "query_queue": 1, "query_seconds": 2}
    settings["query_queue_seconds"] = 0.1
    slow = path(CROSS_PRODUCT)
    with Server(releases, **settings) as server:
        wait_until(lambda: server.get(path("ASK {}"))[0] == 200)
        answers = []
        threads = [
            threading.Thread(target=lambda: answers.append(server.get(slow))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    # A second evaluation would have found no place.
    assert [status for status, _, _ in answers] == [503] * 8
    assert {json.loads(body)["detail"] for _, _, body in answers} == {"query stopped after 2 s"}


def test_who_shares_an_answer_gets_one_though_the_first_client_leaves(releases):
    slow = path(f"SELECT (COUNT(*) AS ?n) {{ ?a <{LABEL}> ?b . ?c <{LABEL}> ?d }}")
    with Server(releases, workers=1, query_children=1, query_seconds=30) as server:
        first = server.connect()
        first.sendall(f"GET {slow} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        wait_until(lambda: any(map(is_at_work, server.descendants())))
        answers = []
        other = threading.Thread(target=lambda: answers.append(server.get(slow, Accept=JSON)))
        other.start()
        first.close()
        other.join()
    [(status, _, body)] = answers
    assert status == 200
    [row] = json.loads(body)["results"]["bindings"]
    assert int(row["n"]["value"]) > 1_000_000
