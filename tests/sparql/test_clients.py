"""Clients of the field, on a live server."""

import json
import shutil
import subprocess

import pytest
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.live import NOFUZ

IRAN = "https://w3id.org/nofuz/id/agent/iran"
STATE = "https://w3id.org/nofuz/def#State"
SELECT = f"SELECT ?kind WHERE {{ <{IRAN}> a ?kind }}"
CONSTRUCT = f"CONSTRUCT WHERE {{ <{IRAN}> a ?kind }}"


@pytest.fixture
def wrapper(server):
    return SPARQLWrapper(server.url + "/sparql")


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_json(wrapper, method):
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(JSON)
    wrapper.setMethod(method)
    [row] = wrapper.queryAndConvert()["results"]["bindings"]
    assert row["kind"]["value"] == STATE


def test_sparqlwrapper_reads_xml(wrapper):
    wrapper.setQuery("ASK { }")
    wrapper.setReturnFormat(XML)
    [boolean] = wrapper.queryAndConvert().getElementsByTagName("boolean")
    assert boolean.firstChild.data == "true"


def test_sparqlwrapper_reads_csv(wrapper):
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert().decode().split() == ["kind", STATE]


@pytest.mark.parametrize("name", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_reads_graphs(wrapper, name):
    wrapper.setQuery(CONSTRUCT)
    wrapper.setReturnFormat(name)
    graph = wrapper.queryAndConvert()
    if isinstance(graph, bytes):  # the wrapper hands Turtle on as it comes
        assert STATE.encode() in graph
    else:
        assert (URIRef(IRAN), None, URIRef(STATE)) in graph


def test_sparqlwrapper_reads_a_description(wrapper):
    wrapper.setQuery(f"DESCRIBE <{IRAN}>")
    graph = wrapper.queryAndConvert()
    assert (URIRef(IRAN), None, URIRef(STATE)) in graph
    assert any(graph.triples((None, None, URIRef(IRAN))))


def test_sparqlwrapper_tells_a_malformed_query(wrapper):
    wrapper.setQuery("SELECT")
    with pytest.raises(QueryBadFormed):
        wrapper.query()


def test_the_store_of_rdflib_looks_things_up(server):
    store = SPARQLStore(server.url + "/sparql")
    rows = [kind for (_, _, kind), _ in store.triples((URIRef(IRAN), None, URIRef(STATE)))]
    assert rows == [URIRef(STATE)]
    [row] = store.query(SELECT)
    assert row[0] == URIRef(STATE)


needs_roqet = pytest.mark.skipif(
    shutil.which("roqet") is None, reason="rasqal-utils is not installed"
)


def roqet(*options):
    """Return what roqet writes of a query."""
    reply = subprocess.run(["roqet", "-q", *options], capture_output=True, check=True, text=True)
    assert reply.stderr == ""
    return reply.stdout


@needs_roqet
def test_roqet_asks_the_endpoint(server):
    rows = roqet("-p", server.url + "/sparql", "-r", "csv", "-e", SELECT)
    assert rows.split() == ["kind", STATE]


@needs_roqet
@pytest.mark.parametrize(
    ("form", "extension", "source"),
    [
        ("turtle", "ttl", "-D"),
        ("rdfxml", "rdf", "-D"),
        ("ntriples", "nt", "-D"),
        ("trig", "trig", "-G"),
        ("nquads", "nq", "-G"),
    ],
)
def test_roqet_asks_a_document(server, form, extension, source):
    document = f"{server.url}/doc/agent/iran.{extension}"
    pattern = f"<{IRAN}> a ?kind"
    query = f"SELECT ?kind {{ {f'GRAPH ?g {{ {pattern} }}' if source == '-G' else pattern} }}"
    assert STATE in roqet("-F", form, source, document, "-r", "csv", "-e", query)


def test_the_command_asks_an_endpoint(server):
    command = [NOFUZ, "query", "--endpoint", server.url + "/sparql", "--format", "json", SELECT]
    reply = subprocess.run(command, capture_output=True, check=True)
    [row] = json.loads(reply.stdout)["results"]["bindings"]
    assert row["kind"]["value"] == STATE


def test_the_command_says_in_one_line_that_an_endpoint_is_not_there():
    command = [NOFUZ, "query", "--endpoint", "http://127.0.0.1:1/sparql", SELECT]
    reply = subprocess.run(command, capture_output=True, check=False, text=True)
    assert reply.returncode == 1
    assert reply.stderr.startswith("nofuz: http://127.0.0.1:1/sparql does not answer")
    assert reply.stderr.count("\n") == 1
