"""Queries with a name over HTTP: listed, asked in every format, and refused."""

import csv
import io
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph, URIRef

from nofuz.dataset.queries import LONGEST_VALUE
from nofuz.formats import BOOLEAN_FORMATS, GRAPH_FORMATS, RESULT_FORMATS
from nofuz.namespaces import BASE

IRAN = f"{BASE}id/agent/iran"
CLAIMS = "/query/claims-on-an-agent"
JSON = {"Accept": "application/sparql-results+json"}
PROBLEM = {"Accept": "application/problem+json"}
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def listed(client):
    return client.get("/query", headers={"Accept": "application/json"}).json["queries"]


def rows(client, address, **parameters):
    reply = client.get(address, query_string=parameters, headers=JSON)
    assert reply.status_code == 200, reply.text
    return reply.json["results"]["bindings"]


def triples(data, media_type):
    form = ox.RdfFormat.from_media_type(media_type)
    return {str(quad.triple) for quad in ox.parse(data, form)}


def test_every_query_finds_something_for_its_examples(client):
    found = listed(client)
    assert len(found) >= 30
    for query in found:
        examples = {known["name"]: known["example"] for known in query["parameters"]}
        assert client.get(query["example"]).status_code == 200
        reply = client.get(query["address"], query_string=examples)
        assert reply.status_code == 200, query["name"]
        if query["form"] == "SELECT":
            is_empty = not reply.json["results"]["bindings"]
            assert is_empty == (query["name"] == "broken-quotes"), query["name"]


def test_a_query_is_the_same_query_at_the_endpoint(client):
    [query] = [known for known in listed(client) if known["name"] == "claims-on-an-agent"]
    text = query["query"].replace("$agent", f"<{IRAN}>")
    named = rows(client, CLAIMS, agent=IRAN)
    assert named == rows(client, "/sparql", query=text)
    assert len(named) > 100


@pytest.mark.parametrize("value", ["iran", IRAN])
def test_a_thing_is_named_by_its_iri_or_the_last_part_of_it(client, value):
    assert rows(client, CLAIMS, agent=value) == rows(client, CLAIMS, agent=IRAN)


def test_a_concept_and_a_class_are_named_the_same_way(client):
    contested = rows(client, "/query/statements-by-standing", standing="contested")
    assert contested == rows(
        client, "/query/statements-by-standing", standing=f"{BASE}voc/contested"
    )
    every = rows(client, "/query/influence-of-an-agent", agent="iran")
    some = rows(client, "/query/influence-of-an-agent", agent="iran", kind="Subordination")
    assert 0 < len(some) < len(every)


def test_a_default_stands_in_for_what_is_left_out(client):
    assert rows(client, "/query/circular-reporting") == rows(
        client, "/query/circular-reporting", least="2"
    )
    assert len(rows(client, "/query/circular-reporting", least="4")) < len(
        rows(client, "/query/circular-reporting")
    )


def test_days_bound_what_is_told(client):
    asked = {"from": "2020-01-01", "to": "2020-12-31", "event": "Killing"}
    found = {row["when"]["value"] for row in rows(client, "/query/events-in-a-time", **asked)}
    assert found == {"2020-01-03"}


@pytest.mark.parametrize("form", RESULT_FORMATS, ids=lambda form: form.name)
def test_solutions_come_in_every_format_of_results(client, form):
    by_header = client.get(f"{CLAIMS}?agent=iran", headers={"Accept": form.media_type})
    by_hint = client.get(f"{CLAIMS}?agent=iran&format={form.name}")
    assert by_header.mimetype == by_hint.mimetype == form.media_type
    assert by_header.data == by_hint.data


@pytest.mark.parametrize("form", BOOLEAN_FORMATS, ids=lambda form: form.name)
def test_a_yes_or_no_comes_in_the_formats_of_booleans(client, form):
    address = "/query/is-it-corroborated?proposition=abadi-former-prime-minister-of-iraq"
    reply = client.get(address, headers={"Accept": form.media_type})
    assert reply.mimetype == form.media_type
    assert b"true" in reply.data


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_a_graph_comes_in_every_format_of_rdf(client, form):
    reply = client.get("/query/reported-network", headers={"Accept": form.media_type})
    assert reply.mimetype == form.media_type
    expected = triples(client.get("/query/reported-network").data, "text/turtle")
    assert triples(reply.data, form.media_type) == expected
    assert len(expected) > 100


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        (CLAIMS, 400, "the parameter agent is missing, such as agent=iran"),
        (f"{CLAIMS}?agent=iran&agent=iraq", 400, "the parameter agent comes more than once"),
        (f"{CLAIMS}?agent=iran&stance=denies", 400, "unknown parameter 'stance'"),
        (f"{CLAIMS}?Agent=iran", 400, "unknown parameter 'Agent'"),
        (f"{CLAIMS}?agent=", 400, "the parameter agent takes the name of a thing"),
        (f"{CLAIMS}?agent=nobody", 400, "such as iran"),
        (f"{CLAIMS}?agent={quote(BASE)}id/claim/cable-on-abdul-mahdi", 400, "the name of a thing"),
        (f"{CLAIMS}?agent=%3Ciran%3E", 400, "an IRI, or its last part"),
        (f"{CLAIMS}?agent=iran%00", 400, "without NUL"),
        (f"{CLAIMS}?agent={'a' * (LONGEST_VALUE + 1)}", 400, "at most 1000 characters"),
        (f"{CLAIMS}?agent=%FF", 400, "not percent-encoded UTF-8"),
        (f"{CLAIMS}?query=ASK%7B%7D", 400, "unknown parameter 'query'"),
        ("/query/statements-by-standing?standing=true", 400, "one of contested, corroborated"),
        ("/query/influence-of-an-agent?agent=iran&kind=Meeting", 400, "one of Aid, "),
        ("/query/circular-reporting?least=two", 400, "an integer, such as 2"),
        ("/query/circular-reporting?least=2%20%7C%7C%20true", 400, "an integer"),
        ("/query/events-in-a-time?from=2019-02-30", 400, "a day, such as"),
        ("/query/events-in-a-time?from=yesterday", 400, "a day, such as"),
        ("/query/nothing", 404, "no query is named nothing"),
        ("/query/..%2F..%2Fetc", 404, ""),
        ("/query/", 404, ""),
        ("/query/claims-on-an-agent/", 404, ""),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(client, address, status, detail):
    reply = client.get(address, headers=PROBLEM)
    assert (reply.status_code, reply.mimetype) == (status, "application/problem+json")
    assert detail in reply.json["detail"]


@pytest.mark.parametrize(
    "text",
    [
        '" } SELECT * { ?s ?p ?o } #',
        "\\",
        "\\u0022 . ?s ?p ?o #",
        '") || true || CONTAINS("',
        "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "$words ?label",
        "'''\"\"\"",
        "\n}\n#",
        "\U0001f600 نفوذ",
        "<script>alert(1)</script>",
    ],
)
def test_a_hostile_value_is_looked_for_and_does_nothing_else(client, text):
    assert rows(client, "/query/statements-with-words", words=text) == []
    page = client.get("/query/statements-with-words", query_string={"words": text}, headers=PAGE)
    assert page.status_code == 200
    assert "<script" not in page.text


def test_a_parameter_may_be_called_what_another_query_calls_a_variable(client):
    assert rows(client, "/query/statements-with-words", words="kurdistan")
    assert rows(client, "/query/names-in-a-language", language="fa")


def test_a_client_that_takes_none_of_the_formats_gets_406(client):
    reply = client.get(f"{CLAIMS}?agent=iran", headers={"Accept": "image/png"})
    assert reply.status_code == 406
    assert client.get("/query", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_query_is_only_read(client, method):
    assert client.open(f"{CLAIMS}?agent=iran", method=method).status_code == 405


def test_people_get_a_form_and_then_a_table(client):
    form = client.get(CLAIMS, headers=PAGE)
    assert (form.status_code, form.mimetype) == (200, "text/html")
    assert 'name="agent"' in form.text
    assert "<table>" not in form.text
    table = client.get(f"{CLAIMS}?agent=iran&format=html", headers=PAGE)
    assert 'value="iran"' in table.text
    assert table.text.count("<tr>") == 1 + len(rows(client, CLAIMS, agent="iran"))
    refused = client.get(f"{CLAIMS}?agent=nobody", headers=PAGE)
    assert (refused.status_code, refused.mimetype) == (400, "text/html")
    assert 'role="alert"' in refused.text
    assert 'value="nobody"' in refused.text


def test_a_query_without_needed_parameters_is_answered_to_people_at_once(client):
    reply = client.get("/query/numbers-by-standing", headers=PAGE)
    assert "single origin" in reply.text


def test_an_answer_is_not_sent_twice(client):
    first = client.get(f"{CLAIMS}?agent=iran", headers=JSON)
    again = client.get(
        f"{CLAIMS}?agent=iran", headers=JSON | {"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(f"{CLAIMS}?agent=iraq", headers=JSON)
    assert other.headers["ETag"] != first.headers["ETag"]


def test_a_head_says_what_a_get_would(client):
    found = client.get(f"{CLAIMS}?agent=iran", headers=JSON)
    head = client.head(f"{CLAIMS}?agent=iran", headers=JSON)
    assert head.data == b""
    assert head.headers["Content-Length"] == found.headers["Content-Length"]


def test_the_queries_are_data_too(client):
    reply = client.get("/query", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=reply.data, format="turtle")
    query = URIRef(f"{BASE}id/query/claims-on-an-agent")
    assert (query, RDF.type, SH.SPARQLSelectExecutable) in graph
    assert (query, SH.prefixes, URIRef(f"{BASE}def")) in graph
    [text] = graph.objects(query, SH.select)
    assert "$agent" in text
    thing = client.get("/doc/query/claims-on-an-agent.ttl")
    assert (query, SH.select, text) in Graph().parse(data=thing.data, format="turtle")
    redirect = client.get("/id/query/claims-on-an-agent")
    assert redirect.headers["Location"] == "/doc/query/claims-on-an-agent"


def test_prefixes_are_declared_where_the_queries_say(client):
    graph = Graph().parse(data=client.get("/def.ttl").data, format="turtle")
    declared = {
        str(graph.value(declaration, SH.prefix)): str(graph.value(declaration, SH.namespace))
        for declaration in graph.objects(URIRef(f"{BASE}def"), SH.declare)
    }
    for query in listed(client):
        for line in query["query"].splitlines():
            if line.startswith("PREFIX "):
                _, prefix, iri = line.split()
                assert declared[prefix.rstrip(":")] == iri.strip("<>")


def test_limits_of_a_client_hold_for_named_queries(client):
    reply = client.get(f"{CLAIMS}?agent=iran", headers=JSON | {"Prefer": "max-rows=3"})
    assert len(reply.json["results"]["bindings"]) == 3


def test_a_live_server_answers_it_from_a_child(server):
    path = f"{CLAIMS}?{urlencode({'agent': IRAN})}"
    status, fields, body = server.get(path, Accept="text/csv")
    assert (status, fields.get_content_type()) == (200, "text/csv")
    assert len(list(csv.reader(io.StringIO(body.decode())))) > 100
    again = server.get(path, Accept="text/csv", If_None_Match=fields["ETag"])
    assert again[0] == 304
    status, _, _ = server.get(f"{CLAIMS}?agent=nobody", Accept="application/json")
    assert status == 400
