"""DESCRIBE gives the description that the documents give."""

import pyoxigraph as ox
import pytest

IRAN = "https://w3id.org/nofuz/id/agent/iran"
CONCEPT = "https://w3id.org/nofuz/voc/denies"
DATASET = "https://w3id.org/nofuz/id/dataset/iran-in-iraq"
POSTS = "https://w3id.org/nofuz/graph/posts"
PREFIXES = """PREFIX agent: <https://w3id.org/nofuz/id/agent/>
PREFIX nofuz: <https://w3id.org/nofuz/def#>
"""


def asked(client, query, accept="application/n-triples", **parameters):
    parameters = {"query": PREFIXES + query, **parameters}
    reply = client.get("/sparql", query_string=parameters, headers={"Accept": accept})
    assert reply.status_code == 200, reply.data
    form = ox.RdfFormat.from_media_type(accept)
    return canonical(quad.triple for quad in ox.parse(reply.data, form))


def document(app, iri):
    store = app.extensions["editions"].current().store
    return canonical(quad.triple for quad in store.describe(iri).quads)


def canonical(triples):
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


@pytest.mark.parametrize(
    "query",
    [
        f"DESCRIBE <{IRAN}>",
        "DESCRIBE agent:iran",
        "DESCRIBE <id/agent/iran>",
        "BASE <https://w3id.org/nofuz/id/> DESCRIBE <agent/iran>",
        f"DESCRIBE ?x WHERE {{ VALUES ?x {{ <{IRAN}> }} }}",
        "DESCRIBE * WHERE { BIND(agent:iran AS ?x) }",
        "DESCRIBE ?x WHERE { ?x a nofuz:State } ORDER BY ?x LIMIT 1",
        "DESCRIBE agent:iran agent:nobody",
        "describe agent:iran # DESCRIBE agent:iraq",
    ],
)
def test_a_resource_is_described_as_its_document_does(client, app, query):
    assert asked(client, query) == document(app, IRAN)


def test_several_resources_are_described_together(client, app):
    expected = document(app, IRAN) | document(app, DATASET)
    assert asked(client, f"DESCRIBE agent:iran <{DATASET}>") == expected


def test_what_has_more_than_one_page_is_described_whole(client, app):
    store = app.extensions["editions"].current().store
    kind = "https://w3id.org/nofuz/def#Attestation"
    first = store.describe(kind)
    assert first.pages > 1
    pages = [store.describe(kind, page).quads for page in range(1, first.pages + 1)]
    expected = canonical({quad.triple for page in pages for quad in page})
    assert asked(client, f"DESCRIBE <{kind}>") == expected


def test_what_nobody_speaks_of_has_an_empty_description(client):
    assert asked(client, "DESCRIBE agent:nobody") == set()
    assert asked(client, "DESCRIBE ?x WHERE { FILTER(false) }") == set()


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json"])
def test_every_format_holds_the_same_description(client, app, accept):
    assert asked(client, f"DESCRIBE <{CONCEPT}>", accept) == document(app, CONCEPT)


@pytest.mark.parametrize("clause", ["protocol", "FROM"])
def test_who_names_a_dataset_gets_what_it_says_and_no_more(client, app, clause):
    iri = "https://w3id.org/nofuz/id/post/prime-minister-of-iraq"
    if clause == "FROM":
        found = asked(client, f"DESCRIBE <{iri}> FROM <{POSTS}>")
    else:
        found = asked(client, f"DESCRIBE <{iri}>", **{"default-graph-uri": POSTS})
    graph = {quad.triple for quad in app.extensions["editions"].current().store.graph(POSTS)}
    assert found
    assert found < document(app, iri)
    assert found < graph


def test_a_graph_that_is_only_named_describes_nothing(client):
    assert asked(client, f"DESCRIBE agent:iran FROM NAMED <{POSTS}>") == set()


def test_too_much_to_describe_is_refused_and_not_cut(server):
    query = "DESCRIBE%20%3Fx%20%7B%20%3Fx%20%3Fp%20%3Fo%20.%20%3Fy%20%3Fq%20%3Fz%20%7D"
    status, headers, _ = server.get(f"/sparql?query={query}", Accept="text/turtle")
    assert status == 503
    assert headers["Retry-After"]
