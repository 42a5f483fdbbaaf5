"""What a document says of itself, and how it is divided into pages."""

import pytest
from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, VOID

from nofuz.store import description
from tests.resource.reading import dataset, triples
from tests.resource.test_answering import links

BASE = "https://w3id.org/nofuz/"
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
DATASET = URIRef(BASE + "id/dataset/iran-in-iraq")
THING = "agent/iran"
THINGS = {
    "/doc/agent/iran": ("id/agent/iran", "doc/agent/iran"),
    "/voc/denies": ("voc/denies", "voc/denies#document"),
    "/shape/Claim-stance": ("shape/Claim-stance", "shape/Claim-stance#document"),
}


@pytest.mark.parametrize("path", THINGS)
def test_a_document_says_what_it_is_about_and_where_that_comes_from(client, app, path):
    thing, document = (URIRef(BASE + name) for name in THINGS[path])
    edition = app.extensions["editions"].current()
    found = triples(client, client.get(f"{path}.ttl"))
    assert found.value(document, FOAF.primaryTopic) == thing
    assert (document, RDF.type, FOAF.Document) in found
    assert found.value(document, VOID.inDataset) == DATASET
    assert found.value(document, PROV.wasDerivedFrom) == URIRef(f"{BASE}release/{edition.name}")
    assert found.value(document, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    sources = {str(source) for source in found.objects(document, DCTERMS.source)}
    assert sources
    for source in sources:
        content = client.get(f"/{source.removeprefix(BASE)}.nt").text
        assert f"<{thing}> <{RDF.type}>" in content


@pytest.mark.parametrize("path", THINGS)
def test_a_document_counts_what_points_at_its_thing(client, path):
    found = triples(client, client.get(f"{path}.ttl"))
    thing, document = (URIRef(BASE + name) for name in THINGS[path])
    collection = found.value(document, DCTERMS.hasPart)
    pointing = [subject for subject in found.subjects(None, thing) if subject != document]
    assert found.value(collection, HYDRA.totalItems) == Literal(len(pointing))


def test_a_document_stands_in_a_graph_of_its_own_name(client):
    quads = dataset(client, client.get("/doc/agent/iran.trig")).quads(
        (URIRef(BASE + "doc/agent/iran"), None, None, None)
    )
    assert {graph for *_, graph in quads} == {URIRef(BASE + "doc/agent/iran")}


def test_the_same_release_gives_the_same_document_whenever_it_is_served(client, app):
    date = app.extensions["editions"].current().date.date()
    assert date.isoformat() not in client.get("/doc/agent/iran.nt").text


class TestPages:
    """With so few statements a page that a thing of ours has several."""

    @pytest.fixture(autouse=True)
    def few(self, monkeypatch):
        monkeypatch.setattr(description, "INCOMING", 40)

    def pages(self, client, path):
        """Follow the links from the first page to the last."""
        found, address = [], f"{path}.ttl"
        while address:
            reply = client.get(address)
            assert reply.status_code == 200
            found.append(reply)
            address = links(reply).get("next", [(None, "")])[0][0]
        return found

    def test_the_pages_together_are_the_whole_description(self, client, app):
        thing = URIRef(f"{BASE}id/{THING}")
        store = app.extensions["editions"].current().store
        pages = [triples(client, reply) for reply in self.pages(client, f"/doc/{THING}")]
        assert len(pages) > 3
        pointing = [
            (subject, predicate)
            for page in pages
            for subject, predicate in page.subject_predicates(thing)
            if predicate != FOAF.primaryTopic
        ]
        rows = store.select("SELECT ?s ?p { ?s ?p ?thing }".replace("?thing", f"<{thing}>"))
        assert len(pointing) == len(set(pointing)) == len(rows)
        own = [set(page.predicate_objects(thing)) for page in pages]
        assert own[0]
        assert all(statements == own[0] for statements in own)

    def test_each_page_says_in_its_data_where_it_stands(self, client):
        replies = self.pages(client, f"/doc/{THING}")
        address = f"{BASE}doc/{THING}"
        for number, reply in enumerate(replies, 1):
            found = triples(client, reply)
            view = URIRef(f"{address}?page={number}")
            collection = found.value(None, HYDRA.view, view)
            assert collection == URIRef(f"{address}#incoming")
            assert (view, RDF.type, HYDRA.PartialCollectionView) in found
            expected = {
                HYDRA.first: address,
                HYDRA.last: f"{address}?page={len(replies)}",
                HYDRA.previous: _paged(address, number - 1) if number > 1 else None,
                HYDRA.next: _paged(address, number + 1) if number < len(replies) else None,
            }
            told = {relation: found.value(view, relation) for relation in expected}
            assert told == {name: page and URIRef(page) for name, page in expected.items()}

    def test_each_page_has_links_to_the_others_in_the_same_format(self, client):
        for number, reply in enumerate(self.pages(client, f"/doc/{THING}"), 1):
            found = links(reply)
            assert found["first"] == [(f"/doc/{THING}.ttl", "")]
            assert found["canonical"] == [(_paged(f"/doc/{THING}", number), "")]
            if number > 1:
                assert found["prev"] == [(_paged(f"/doc/{THING}.ttl", number - 1), "")]
        by_accept = client.get(f"/doc/{THING}", headers={"Accept": "text/turtle"})
        assert links(by_accept)["next"] == [(f"/doc/{THING}?page=2", "")]

    def test_every_format_has_the_same_pages(self, client):
        for extension in ("nq", "jsonld", "rdf"):
            page = triples(client, client.get(f"/doc/{THING}.{extension}?page=2"))
            assert set(page) == set(triples(client, client.get(f"/doc/{THING}.ttl?page=2")))

    def test_there_is_no_page_after_the_last(self, client):
        last = len(self.pages(client, f"/doc/{THING}"))
        assert client.get(f"/doc/{THING}.ttl?page={last}").status_code == 200
        assert client.get(f"/doc/{THING}.ttl?page={last + 1}").status_code == 404


def _paged(address, page):
    return address if page == 1 else f"{address}?page={page}"
