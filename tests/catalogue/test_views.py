"""What the dataset says of itself to machines, search engines and crawlers."""

import json
from html.parser import HTMLParser
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from pyld import jsonld
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, VOID, Namespace

from nofuz.formats import GRAPH_FORMATS
from tests.resource.reading import dataset, triples

BASE = "https://w3id.org/nofuz/"
DATASET = URIRef(BASE + "id/dataset/iran-in-iraq")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = "http://spdx.org/rdf/terms#"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, path):
    return triples(client, client.get(f"{path}.ttl"))


@pytest.fixture
def release(app):
    return app.extensions["editions"].current().release


@pytest.mark.parametrize("path", ["/catalogue", "/void", "/query"])
def test_all_formats_say_the_same(client, path):
    graphs = [triples(client, client.get(f"{path}.{form.extension}")) for form in GRAPH_FORMATS]
    assert len(graphs[0]) > 10
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])
    quads = [dataset(client, client.get(f"{path}.{extension}")) for extension in ("nq", "trig")]
    names = {str(name) for found in quads for _, _, _, name in found.quads()}
    assert names == {BASE + path[1:]}


def test_void_says_what_the_dataset_holds_and_where_it_answers(client, release):
    found = read(client, "/void")
    assert (URIRef(BASE + "void"), FOAF.primaryTopic, DATASET) in found
    assert found.value(DATASET, VOID.sparqlEndpoint) == URIRef(BASE + "sparql")
    assert found.value(DATASET, VOID.uriSpace) == Literal(BASE + "id/")
    assert found.value(DATASET, DCTERMS.modified).toPython() == release.date.date()
    measured = Graph().parse(release.statistics, format="nt")
    assert all(triple in found for triple in measured)


def test_examples_and_the_licence_are_there_to_be_followed(client):
    found = read(client, "/void")
    examples = list(found.objects(DATASET, VOID.exampleResource))
    assert examples
    for example in examples:
        path = "/" + example.removeprefix(BASE)
        assert client.get(path, follow_redirects=True).status_code == 200
    assert found.value(DATASET, DCTERMS.license)


def test_every_dump_is_a_distribution_with_its_size_and_its_checksum(client, release):
    found = read(client, "/catalogue")
    assert (URIRef(BASE + "catalogue"), DCAT.dataset, DATASET) in found
    listed = {}
    for distribution in found.objects(DATASET, DCAT.distribution):
        checksum = found.value(distribution, URIRef(SPDX + "checksum"))
        digest = str(found.value(checksum, URIRef(SPDX + "checksumValue")))
        size = int(found.value(distribution, DCAT.byteSize))
        address = str(found.value(distribution, DCAT.downloadURL))
        listed[address.rpartition("/")[2]] = {"sha256": digest, "size": size}
        got = client.get(address.removeprefix(BASE[:-1]))
        assert int(got.headers["Content-Length"]) == size
        dumps = found.objects(DATASET, VOID.dataDump)
        assert URIRef(address) in set(dumps)
    whole = {name: told for name, told in release.files.items() if name.startswith("dataset.")}
    assert listed == whole


def test_the_endpoint_is_a_service_of_the_dataset(client):
    found = read(client, "/catalogue")
    [service] = found.subjects(DCAT.servesDataset, DATASET)
    assert found.value(service, DCAT.endpointURL) == URIRef(BASE + "sparql")
    description = found.value(service, DCAT.endpointDescription).removeprefix(BASE)
    assert client.get(f"/{description}", headers={"Accept": "text/turtle"}).status_code == 200


class Scripts(HTMLParser):
    """The data blocks of a page."""

    def __init__(self, text):
        super().__init__()
        self.blocks, self._is_data = [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self._is_data = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data):
        if self._is_data:
            self.blocks.append(data)
            self._is_data = False


def test_the_home_page_describes_the_dataset_to_search_engines(client, release):
    [block] = Scripts(client.get("/", headers={"Accept": "text/html"}).text).blocks
    described = json.loads(block)
    # As the context of schema.org has it, which tests do not fetch.
    described["@context"] = {"@vocab": "https://schema.org/"}
    [found] = jsonld.expand(described)
    assert found["@type"] == ["https://schema.org/Dataset"]
    assert found["@id"] == str(DATASET)
    assert 50 <= len(described["description"]) <= 5000  # what search engines ask for
    assert described["license"].startswith("https://creativecommons.org/")
    assert described["dateModified"] == release.date.date().isoformat()
    sizes = {part["name"]: part["contentSize"] for part in described["distribution"]}
    assert sizes["dataset.nq.gz"] == f"{release.files['dataset.nq.gz']['size']} B"


def test_the_sitemap_has_every_document_and_nothing_that_is_not_there(client, app):
    reply = client.get("/sitemap.xml")
    assert reply.mimetype == "application/xml"
    root = ElementTree.fromstring(reply.text)  # noqa: S314 - our own
    addresses = [entry.findtext(f"{SITEMAP}loc") for entry in root]
    assert len(addresses) == len(set(addresses))
    store = app.extensions["editions"].current().store
    found = (row["s"].value for row in store.select("SELECT DISTINCT ?s WHERE { ?s a ?kind }"))
    documents = {thing.replace("/id/", "/doc/") for thing in found if f"{BASE}id/" in thing}
    assert documents <= set(addresses)
    for address in [*addresses[:4], *addresses[::100]]:
        assert client.get(address.removeprefix(BASE[:-1])).status_code == 200


def test_robots_are_kept_from_what_costs_much_and_shown_the_sitemap(client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert not robots.can_fetch("Crawler", BASE.replace("/nofuz/", "/sparql?query=x"))
    assert robots.can_fetch("Crawler", "https://w3id.org/doc/agent/iran")
    assert robots.site_maps() == [BASE + "sitemap.xml"]


def test_the_context_is_published_for_every_client(client, release):
    reply = client.get("/context.jsonld", headers={"Origin": "https://app.example"})
    assert reply.mimetype == "application/ld+json"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.get_json(force=True) == release.context


@pytest.mark.parametrize("path", ["/catalogue.pdf", "/void.x", "/sitemap-1.xml", "/sitemap-0.xml"])
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404
