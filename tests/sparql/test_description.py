"""The service description: what it says is so, in every format and in its own vocabulary."""

import pytest
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, VOID

from nofuz.sparql.description import describe_service

BASE = "https://w3id.org/nofuz/"
SELECT = "SELECT (1 AS ?one) {}"
ENDPOINT = URIRef(BASE + "sparql")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")

# Domain and range of each property, section 3 of the recommendation; a range may be left open.
SCHEMA = {
    SD.endpoint: (SD.Service, None),
    SD.feature: (SD.Service, None),
    SD.defaultEntailmentRegime: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.availableGraphs: (SD.Service, SD.GraphCollection),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.GraphCollection, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}


def triples(reply, name):
    graph = Graph()
    graph += [quad[:3] for quad in Dataset().parse(data=reply.data, format=name).quads()]
    return graph


@pytest.fixture(scope="module")
def description(app):
    return triples(app.test_client().get("/sparql"), "turtle")


def values(client, query):
    reply = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    return [line.split(",") for line in reply.text.splitlines()[1:]]


def test_one_service_has_the_endpoint(description):
    [service] = description.subjects(SD.endpoint, ENDPOINT)
    assert list(description.subjects(RDF.type, SD.Service)) == [service]


def test_every_property_is_used_as_the_schema_has_it(description):
    used = [triple for triple in description if triple[1].startswith(SD)]
    assert {predicate for _, predicate, _ in used} == set(SCHEMA)
    for subject, predicate, value in used:
        domain, reach = SCHEMA[predicate]
        assert (subject, RDF.type, domain) in description
        assert reach is None or (value, RDF.type, reach) in description


def test_the_dataset_has_each_graph_with_its_size(description, client):
    counted = values(
        client, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    )
    [dataset] = description.objects(None, SD.defaultDataset)
    told = [
        [str(description.value(named, SD.name)), str(_size(description, named))]
        for named in description.objects(dataset, SD.namedGraph)
    ]
    assert sorted(told) == counted
    assert len(counted) > 50


def _size(description, named):
    return description.value(description.value(named, SD.graph), VOID.triples)


def test_the_default_graph_is_the_union_and_is_told_so(description, client):
    [[count]] = values(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    [default] = description.objects(None, SD.defaultGraph)
    assert description.value(default, VOID.triples) == Literal(int(count))
    union = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    assert [[count]] == values(client, union)
    assert set(description.objects(None, SD.feature)) == {SD.UnionDefaultGraph}


def test_every_format_that_is_told_is_served(description, client):
    told = {str(form).removeprefix(FORMATS) for form in description.objects(None, SD.resultFormat)}
    served = {
        "SPARQL_Results_JSON": "application/sparql-results+json",
        "SPARQL_Results_XML": "application/sparql-results+xml",
        "SPARQL_Results_CSV": "text/csv",
        "SPARQL_Results_TSV": "text/tab-separated-values",
        "Turtle": "text/turtle",
        "N-Triples": "application/n-triples",
        "RDF_XML": "application/rdf+xml",
        "JSON-LD": "application/ld+json",
        "TriG": "application/trig",
        "N-Quads": "application/n-quads",
    }
    assert told == set(served)
    for title, media_type in served.items():
        query = SELECT if title.startswith("SPARQL") else "CONSTRUCT { <a> <b> 1 } {}"
        parameters, headers = {"query": query}, {"Accept": media_type}
        reply = client.get("/sparql", query_string=parameters, headers=headers)
        assert reply.content_type.startswith(media_type)


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/n-quads", "nquads"),
        ("application/trig", "trig"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_it_is_the_same_in_every_format_and_known_by_its_tag(client, description, accept, name):
    reply = client.get("/sparql", headers={"Accept": accept})
    assert reply.status_code == 200
    assert isomorphic(triples(reply, name), description)
    tag, _ = reply.get_etag()
    assert tag.startswith(reply.headers["Nofuz-Release"] + "-")
    assert reply.headers["Vary"] == "Accept"
    assert '</.well-known/void>; rel="describedby"' in reply.headers["Link"]
    again = client.get("/sparql", headers={"Accept": accept, "If-None-Match": f'"{tag}"'})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head("/sparql", headers={"Accept": accept})
    assert head.content_type == reply.content_type
    assert (head.content_length, head.data) == (len(reply.data), b"")


def test_people_get_the_form(client):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    reply = client.get("/sparql", headers={"Accept": accept})
    assert reply.content_type == "text/html; charset=utf-8"
    assert "<form" in reply.text


def test_a_client_that_wants_results_is_told_that_it_asked_nothing(client):
    reply = client.get("/sparql", headers={"Accept": "application/sparql-results+json"})
    assert reply.status_code == 400
    assert "query" in reply.get_json(force=True)["detail"]


def test_names_of_graphs_stay_apart():
    described = describe_service("http://x/", 3, {"http://x/graph/a": 1, "http://y/é?b#c": 2})
    named = {triple.subject.value for triple in described if triple.predicate.value == str(SD.name)}
    assert named == {
        "http://x/sparql#graph/a",
        "http://x/sparql#http%3A//y/%C3%A9%3Fb%23c",
    }
