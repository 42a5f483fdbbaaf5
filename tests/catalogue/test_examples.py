"""Queries to begin with: each runs, and is told to machines so that they can run it."""

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH

from nofuz.catalogue.examples import examples
from tests.pages.reader import Page
from tests.resource.reading import triples

BASE = "https://w3id.org/nofuz/"
TEXTS = (SH.select, SH.ask, SH.construct)


@pytest.fixture
def told(client):
    return triples(client, client.get("/examples.ttl"))


def executables(graph):
    return sorted(graph.subjects(RDF.type, SH.SPARQLExecutable))


def test_every_example_is_told_with_its_kind_text_and_prefixes(told):
    assert len(executables(told)) == len(examples()) >= 5
    for executable in executables(told):
        [(text, query)] = [(p, o) for p, o in told.predicate_objects(executable) if p in TEXTS]
        kind = SH[f"SPARQL{text.removeprefix(str(SH)).capitalize()}Executable"]
        assert (executable, RDF.type, kind) in told
        assert told.value(executable, RDFS.label)
        assert str(query).strip()


@pytest.mark.parametrize("has_prologue", [True, False])
def test_every_example_runs_as_it_is_and_with_the_prefixes_it_names(client, told, has_prologue):
    for executable in executables(told):
        [query] = [str(o) for p, o in told.predicate_objects(executable) if p in TEXTS]
        if not has_prologue:
            kept = [line for line in query.splitlines() if not line.startswith("PREFIX")]
            declared = told.objects(told.value(executable, SH.prefixes), SH.declare)
            query = "".join(
                f"PREFIX {told.value(one, SH.prefix)}: <{told.value(one, SH.namespace)}>\n"
                for one in declared
            ) + "\n".join(kept)
        reply = client.get("/sparql", query_string={"query": query})
        assert reply.status_code == 200, reply.text
        assert has_answer(reply), executable


def has_answer(reply):
    if reply.mimetype == "application/sparql-results+json":
        result = reply.get_json(force=True)
        return result.get("boolean", False) or bool(result["results"]["bindings"])
    return len(Graph().parse(data=reply.data, format="turtle")) > 0


def test_a_person_can_ask_every_example(client):
    page = Page(client, "/examples")
    links = [address for text, address in page.links if text == "Ask this"]
    assert len(links) == len(examples())
    for address in links:
        assert Page(client, address).words


def test_the_endpoint_is_what_the_examples_are_for(told):
    target = URIRef("https://schema.org/target")
    assert set(told.objects(None, target)) == {URIRef(BASE + "sparql")}
