"""Clients of the field read documents from a live server."""

import json
import shutil
import subprocess

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import FOAF, RDFS

THING = "agent/adel-abdul-mahdi"
IRI = URIRef("https://w3id.org/nofuz/id/" + THING)
DOCUMENTS = [
    f"/doc/{THING}",
    "/doc/proposition/iran-abdul-mahdi-special-relationship",
    "/doc/document/4xaa-2021",
    "/voc/denies",
    "/shape/Claim-stance",
    "/graph/derived/standing",
    "/def",
    "/void",
    "/catalogue",
]
RAPTOR_NAMES = {
    "ttl": "turtle",
    "nt": "ntriples",
    "rdf": "rdfxml",
    "trig": "trig",
    "nq": "nquads",
}
needs_rapper = pytest.mark.skipif(
    shutil.which("rapper") is None, reason="raptor2-utils is not installed"
)
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def run(*command):
    """Return what a program writes; it must succeed, and say nothing else."""
    reply = subprocess.run(command, capture_output=True, check=False, text=True)
    assert reply.stderr == ""
    assert reply.returncode == 0
    return reply.stdout


def canonical(quads):
    dataset = ox.Dataset(ox.Quad(*quad.triple) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad.triple) for quad in dataset}


@needs_rapper
@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("extension", RAPTOR_NAMES)
def test_rapper_reads_every_format_without_a_warning(server, path, extension):
    address = f"{server.url}{path}.{extension}"
    read = run("rapper", "-q", "-i", RAPTOR_NAMES[extension], "-o", "ntriples", address)
    sent = server.get(f"{path}.nq")[2]
    assert canonical(ox.parse(read.encode(), ox.RdfFormat.N_TRIPLES)) == canonical(
        ox.parse(sent, ox.RdfFormat.N_QUADS)
    )


@needs_rapper
@pytest.mark.parametrize("path", [f"/id/{THING}", f"/doc/{THING}", "/", "/.well-known/void"])
def test_rapper_negotiates_and_follows(server, path):
    lines = run("rapper", "-q", "-g", "-o", "ntriples", server.url + path).splitlines()
    assert len(lines) > 10


@pytest.mark.parametrize("path", DOCUMENTS)
def test_rdflib_reads_json_ld_with_the_context_that_it_finds_there(server, path):
    read = Graph()
    for quad in Dataset().parse(f"{server.url}{path}.jsonld", format="json-ld").quads():
        read.add(quad[:3])
    expected = Graph().parse(f"{server.url}{path}.nt", format="nt")
    assert len(read) == len(expected)
    assert isomorphic(read, expected)


def test_rdflib_dereferences_a_thing(server):
    graph = Graph().parse(f"{server.url}/id/{THING}")
    assert (None, FOAF.primaryTopic, IRI) in graph
    assert graph.value(IRI, RDFS.label)


@needs_curl
def test_curl_follows_a_thing_to_its_document(server):
    address = f"{server.url}/id/{THING}"
    text = run("curl", "-sSfL", "-H", "Accept: application/n-triples", address)
    assert f"<{IRI}>" in text
    framed = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#framed"'
    thing = json.loads(run("curl", "-sSfL", "-H", f"Accept: {framed}", address))
    assert thing["id"] == str(IRI)


@needs_curl
@pytest.mark.parametrize("coding", ["", "gzip"])
def test_curl_keeps_what_has_not_changed(server, tmp_path, coding):
    etag, page = tmp_path / "etag", tmp_path / "page"
    command = ["curl", "-sSf", "-w", "%{http_code}", "-o", page, "--etag-save", etag]
    if coding:
        command += ["-H", f"Accept-Encoding: {coding}", "--compressed"]
    address = f"{server.url}/doc/{THING}.ttl"
    assert run(*command, address) == "200"
    sent = page.read_bytes()
    assert run(*command, "--etag-compare", etag, address) == "304"
    assert page.read_bytes() in (sent, b"")
    assert run("curl", "-sSf", "-w", "%{http_code}", "-o", page, "-z", "1 Jan 2100", address) == (
        "304"
    )
