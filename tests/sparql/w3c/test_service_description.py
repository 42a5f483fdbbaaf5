"""The three tests of service descriptions, whose manifest has no more than their names."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from tests.benchmarks.processes import free_port
from tests.live import Server
from tests.sparql.test_description import SCHEMA
from tests.sparql.w3c.datasets import DATASET, build_release, protocol_graphs
from tests.sparql.w3c.manifests import MF, MISSING, SUITES, Manifest

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=MISSING)

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def reply(tmp_path_factory):
    """What GET of the endpoint gives, where the published base is the server's address."""
    releases, port = tmp_path_factory.mktemp("releases"), free_port()
    base = f"http://127.0.0.1:{port}/"
    build_release(protocol_graphs(), releases, base)
    with Server(releases, DATASET, port=port, base=base):
        endpoint = base + "sparql"
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", urlsplit(endpoint).path)
        response = connection.getresponse()
        yield endpoint, response.getheader("Content-Type"), response.read()
        connection.close()


@pytest.fixture(scope="module")
def description(reply):
    return Graph().parse(data=reply[2], format="turtle")


def test_the_suite_has_these_three():
    manifest = Manifest(SUITES / "sparql11" / "service-description" / "manifest.ttl")
    entries = manifest.items(manifest.node, MF + "entries")
    names = {entry.value.rpartition("#")[2] for entry in entries}
    assert names == {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}


def test_returns_rdf(reply, description):
    assert reply[1].startswith("text/turtle")
    assert len(description) > 20


def test_has_endpoint_triple(reply, description):
    assert [*description.objects(None, SD.endpoint)] == [URIRef(reply[0])]


def test_conforms_to_schema(description):
    used = [triple for triple in description if triple[1].startswith(SD)]
    assert used
    for subject, predicate, value in used:
        domain, reach = SCHEMA[predicate]
        assert (subject, RDF.type, domain) in description
        assert reach is None or (value, RDF.type, reach) in description
