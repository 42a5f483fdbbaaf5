"""The query operation of the SPARQL 1.1 Protocol, over Flask's test client."""

import csv
import json
from io import StringIO
from urllib.parse import quote, urlencode

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

SELECT = "SELECT ?o WHERE { <https://w3id.org/nofuz/id/agent/iran> a ?o }"
STATE = "https://w3id.org/nofuz/def#State"
CONSTRUCT = (
    "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { <https://w3id.org/nofuz/id/agent/iran> } ?s ?p ?o }"
)
FORM = "application/x-www-form-urlencoded"


def get(client, query, accept="application/sparql-results+json", **parameters):
    address = "/sparql?" + urlencode({"query": query, **parameters}, doseq=True)
    return client.get(address, headers={"Accept": accept})


def values(response):
    assert response.status_code == 200, response.text
    return [row["o"]["value"] for row in response.get_json(force=True)["results"]["bindings"]]


def test_get_with_a_query(client):
    assert values(get(client, SELECT)) == [STATE]


def test_post_of_a_form(client):
    assert values(client.post("/sparql", data={"query": SELECT})) == [STATE]


def test_post_of_a_query(client):
    reply = client.post("/sparql", data=SELECT, content_type="application/sparql-query")
    assert values(reply) == [STATE]


def test_post_of_a_query_takes_the_dataset_from_the_address(client):
    address = "/sparql?default-graph-uri=" + quote("https://w3id.org/nofuz/graph/places", safe="")
    reply = client.post(
        address, data=SELECT, content_type="application/sparql-query; charset=utf-8"
    )
    assert values(reply) == []


def test_head_says_what_get_would(client):
    address = "/sparql?" + urlencode({"query": SELECT})
    head, whole = client.head(address), client.get(address)
    assert head.status_code == 200
    assert head.data == b""
    assert head.content_type == whole.content_type
    assert head.content_length == len(whole.data)


def test_a_form_is_decoded_once(client):
    query = 'SELECT ("%41+%2B" AS ?o) {}'
    assert values(client.post("/sparql", data={"query": query})) == ["%41+%2B"]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("application/xml", "application/xml"),
        ("text/csv", "text/csv; header=present; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
    ],
)
def test_solutions_are_negotiated(client, accept, content_type):
    reply = get(client, SELECT, accept)
    assert reply.status_code == 200
    assert reply.content_type == content_type
    is_page = content_type.startswith("text/html")
    assert reply.headers["Vary"] == ("Accept, Accept-Language" if is_page else "Accept")


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/n-quads", "nquads"),
        ("application/trig", "trig"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <https://w3id.org/nofuz/id/agent/iran>"])
def test_graphs_are_negotiated_and_equal_in_every_format(client, query, accept, name):
    reply = get(client, query, accept)
    assert reply.content_type.startswith(accept)
    triples = Graph()
    triples += [quad[:3] for quad in Dataset().parse(data=reply.data, format=name).quads()]
    expected = Graph().parse(data=get(client, query, "text/turtle").data, format="turtle")
    assert expected
    assert isomorphic(triples, expected)


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT])
def test_what_is_not_on_offer_is_406(client, query):
    reply = get(client, query, "image/png")
    assert reply.status_code == 406
    assert "on offer" in reply.get_json(force=True)["detail"]


def test_results_agree_in_every_format(client):
    query = 'SELECT ("a,\\"b\\"\\n" AS ?o) {}'
    rows = list(csv.reader(StringIO(get(client, query, "text/csv").text)))
    assert rows == [["o"], ['a,"b"\n']]
    assert values(get(client, query)) == ['a,"b"\n']


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, [STATE]),
        ({"default-graph-uri": "https://w3id.org/nofuz/graph/agents/organizations"}, [STATE]),
        ({"default-graph-uri": "https://w3id.org/nofuz/graph/places"}, []),
        ({"named-graph-uri": "https://w3id.org/nofuz/graph/agents/organizations"}, []),
        (
            {
                "default-graph-uri": [
                    "https://w3id.org/nofuz/graph/places",
                    "https://w3id.org/nofuz/graph/agents/organizations",
                ]
            },
            [STATE],
        ),
    ],
)
def test_the_request_names_the_dataset(client, parameters, expected):
    assert values(get(client, SELECT, **parameters)) == expected


def test_the_request_beats_from(client):
    query = SELECT.replace("WHERE", "FROM <https://w3id.org/nofuz/graph/places> WHERE")
    assert values(get(client, query)) == []
    graph = "https://w3id.org/nofuz/graph/agents/organizations"
    assert values(get(client, query, **{"default-graph-uri": graph})) == [STATE]


def test_named_graphs_are_open_without_a_dataset(client):
    query = (
        f"SELECT ?o WHERE {{ GRAPH ?o {{ <https://w3id.org/nofuz/id/agent/iran> a <{STATE}> }} }}"
    )
    assert values(get(client, query)) == ["https://w3id.org/nofuz/graph/agents/organizations"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sparql?query=SELECT", 400),
        ("/sparql?query=" + quote("INSERT DATA { <a> <b> <c> }"), 400),
        ("/sparql?update=" + quote("CLEAR ALL"), 400),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("/sparql?query=ASK%7B%7D&colour=red", 400),
        ("/sparql?query=%FF", 400),
        ("/sparql?query=%00", 400),
        ("/sparql?query=" + quote("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), 403),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=relative", 400),
        ("/sparql?query=" + quote("ASK{}" + " " * 9000), 414),
    ],
)
def test_what_cannot_be_answered_gets_a_short_refusal(client, address, status):
    reply = client.get(address, headers={"Accept": "application/json"})
    assert reply.status_code == status
    assert reply.content_type == "application/problem+json"
    assert len(reply.data) <= 1000
    assert json.loads(reply.data)["status"] == status
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"query=ASK%7B%7D", {"Content-Type": "text/plain"}, 415),
        (b"query=ASK%7B%7D", {}, 415),
        (b"query=ASK%7B%7D", {"Content-Type": FORM, "Content-Encoding": "gzip"}, 415),
        (b"query=%FF", {"Content-Type": FORM}, 400),
        (b"\xff", {"Content-Type": "application/sparql-query"}, 400),
        (b"update=CLEAR+ALL", {"Content-Type": FORM}, 400),
        (b"update=CLEAR+ALL&query=ASK%7B%7D", {"Content-Type": FORM}, 400),
        (b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, 400),
        (b"CLEAR ALL", {"Content-Type": "application/sparql-query"}, 400),
        (b"ASK {}", {"Content-Type": "application/sparql-query; charset=utf-16"}, 415),
        (b"query=ASK%7B%7D", {"Content-Type": FORM + "; charset=iso-8859-1"}, 415),
        (b"", {"Content-Type": FORM}, 400),
        (b"ASK{}" + b" " * 65536, {"Content-Type": "application/sparql-query"}, 413),
    ],
)
def test_a_body_that_is_no_query_is_refused(client, body, headers, status):
    assert client.post("/sparql", data=body, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("method", "address", "body", "content_type"),
    [
        ("GET", "/sparql?update=CLEAR%20ALL", None, None),
        ("POST", "/sparql", b"update=CLEAR+ALL", FORM),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update"),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-query"),
    ],
)
def test_an_update_is_told_that_this_is_a_query_endpoint(
    client, method, address, body, content_type
):
    headers = {"Content-Type": content_type} if content_type else {}
    reply = client.open(address, method=method, data=body, headers=headers)
    assert reply.status_code == 400
    assert "query endpoint" in reply.get_json(force=True)["detail"]


def test_a_form_may_have_its_dataset_in_the_address(client):
    address = "/sparql?default-graph-uri=" + quote("https://w3id.org/nofuz/graph/places", safe="")
    assert values(client.post(address, data={"query": SELECT})) == []
    assert client.post("/sparql?query=ASK%7B%7D", data={"query": "ASK {}"}).status_code == 400


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv, application/xml;q=0.1", "application/xml"),
        ("text/csv;q=0.9, application/json;q=0.1, */*;q=0", "application/json"),
        ("text/html", "text/html; charset=utf-8"),
    ],
)
def test_booleans_are_negotiated(client, accept, content_type):
    assert get(client, "ASK {}", accept).content_type == content_type


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values", "text/turtle"])
def test_a_boolean_is_not_on_offer_in_a_format_that_has_none(client, accept):
    assert get(client, "ASK {}", accept).status_code == 406


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv; header=present; q=0.5, application/json;q=0.4", "text/csv"),
        ('text/csv; charset="UTF-8"; header="present"', "text/csv"),
        ("application/*;q=0.9, text/csv", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("application/*;q=0, */*;q=0.1", "text/csv"),
        ("", "application/sparql-results+json"),
    ],
)
def test_the_best_liked_format_is_sent(client, accept, media_type):
    assert get(client, SELECT, accept).mimetype == media_type


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_the_endpoint_is_read_only(client, method):
    reply = client.open("/sparql", method=method)
    assert reply.status_code == 405
    assert {"GET", "HEAD", "POST"} <= set(reply.headers["Allow"].split(", "))


def test_an_error_is_plain_text_for_who_prefers_it(client):
    accept = "text/plain, application/sparql-results+json;q=0.5"
    reply = client.get("/sparql?query=SELECT", headers={"Accept": accept})
    assert reply.content_type == "text/plain; charset=utf-8"
    assert reply.text.startswith("Bad Request: ")


def test_options_tells_what_other_origins_may_do(client):
    reply = client.options("/sparql")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in reply.headers


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/csv"),
        ("*/*", "text/csv"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_the_format_parameter_decides_what_accept_leaves_open(client, accept, expected):
    assert get(client, SELECT, accept, format="csv").content_type.startswith(expected)


def test_an_unknown_function_is_an_error_of_its_expression(client):
    assert values(
        get(client, "SELECT ?o { BIND(<http://example.org/f>(1) AS ?x) BIND(2 AS ?o) }")
    ) == ["2"]


def test_a_long_result_is_whole(client):
    query = "SELECT ?o { ?a ?b ?o . { SELECT ?x { ?x a ?y } LIMIT 4 } }"
    reply = get(client, query)
    assert len(reply.data) > 2 * 1024 * 1024
    assert reply.content_length == len(reply.data)
    count = get(client, "SELECT (COUNT(*) AS ?o) { ?a ?b ?c . { SELECT ?x { ?x a ?y } LIMIT 4 } }")
    assert len(values(reply)) == int(values(count)[0])


def test_a_result_too_long_for_a_page_says_so(client):
    reply = get(client, "SELECT * { ?a ?b ?c . { SELECT ?x { ?x a ?y } LIMIT 4 } }", "text/html")
    assert reply.status_code == 413
