"""Things, documents about them, and how a client gets the form that it wants."""

import pytest
from rdflib import URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

from nofuz.formats import GRAPH_FORMATS, PAGE_FORMATS
from tests.resource.reading import dataset, triples

THING = "agent/adel-abdul-mahdi"
IRI = URIRef("https://w3id.org/nofuz/id/" + THING)
DOCUMENTS = [
    f"/doc/{THING}",
    "/doc/proposition/iran-abdul-mahdi-special-relationship",
    "/doc/document/ahram-2019-11-18",
    "/doc/origin/iran-cables",
    "/def",
    "/voc/denies",
    "/voc/stance",
    "/shape/Claim-stance",
    "/graph/origins",
    "/graph/derived/standing",
]


def test_a_thing_leads_to_the_document_about_it(client):
    reply = client.get(f"/id/{THING}")
    assert reply.status_code == 303
    assert reply.headers["Location"] == f"/doc/{THING}"


def test_the_host_header_goes_nowhere(client):
    reply = client.get(f"/id/{THING}", headers={"Host": "evil.example"})
    assert "evil" not in str(reply.headers)
    page = client.get(f"/doc/{THING}", headers={"Host": "evil.example"})
    assert b"evil" not in page.data


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("form", PAGE_FORMATS, ids=lambda form: form.name)
def test_a_document_has_every_format_by_accept_and_by_extension(client, path, form):
    by_accept = client.get(path, headers={"Accept": form.media_type})
    by_extension = client.get(f"{path}.{form.extension}", headers={"Accept": "image/png"})
    assert by_accept.status_code == by_extension.status_code == 200
    assert by_accept.content_type == by_extension.content_type == form.content_type
    assert by_accept.data == by_extension.data


@pytest.mark.parametrize("path", DOCUMENTS)
def test_all_formats_of_a_document_say_the_same(client, path):
    graphs = [triples(client, client.get(f"{path}.{form.extension}")) for form in GRAPH_FORMATS]
    assert len(graphs[0])
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


def test_a_document_holds_the_thing_and_what_points_at_it_and_labels(client):
    graph = triples(client, client.get(f"/doc/{THING}.ttl"))
    proposition = URIRef(
        "https://w3id.org/nofuz/id/proposition/iran-abdul-mahdi-special-relationship"
    )
    assert graph.value(IRI, RDF.type)
    assert (proposition, None, IRI) in graph
    labels = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    assert graph.value(proposition, labels)


def test_a_graph_document_keeps_its_graph(client):
    found = dataset(client, client.get("/graph/origins.trig"))
    names = {graph for _, _, _, graph in found.quads()}
    assert names == {URIRef("https://w3id.org/nofuz/graph/origins")}


@pytest.mark.parametrize(
    "path",
    [
        "/id/agent/nobody",
        "/doc/agent/nobody",
        "/doc/agent/nobody.ttl",
        f"/doc/{THING}.pdf",
        "/def.pdf",
        "/voc/nothing",
        "/graph/nothing",
        "/nothing",
        "/doc/agent/%FF",
        "/doc/agent/a%20b",
        "/doc/%2e%2e/%2e%2e/etc/passwd",
        "/doc/agent/<script>",
        "/doc/agent/" + "x" * 4000,
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_the_unknown_is_404_in_a_form_that_the_client_reads(client, path, accept):
    reply = client.get(path, headers={"Accept": accept})
    assert reply.status_code == 404
    assert reply.content_type == f"{accept}; charset=utf-8"


@pytest.mark.parametrize("path", DOCUMENTS)
def test_406_says_what_is_on_offer(client, path):
    reply = client.get(path, headers={"Accept": "image/png"})
    assert reply.status_code == 406
    detail = reply.get_json(force=True)["detail"]
    assert all(form.media_type in detail for form in PAGE_FORMATS)
    assert reply.headers["Vary"] == "Accept"


@pytest.mark.parametrize("path", [*DOCUMENTS, "/", "/agents"])
def test_an_answer_names_its_release_and_may_be_read_from_anywhere(client, path):
    reply = client.get(path)
    assert reply.headers["Vary"] == "Accept, Accept-Language"  # it is a page
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["Nofuz-Release"] in reply.headers["ETag"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_every_format_has_its_own_etag(client):
    tags = {client.get(f"/doc/{THING}.{form.extension}").headers["ETag"] for form in PAGE_FORMATS}
    assert len(tags) == len(PAGE_FORMATS)
    assert not any(tag.startswith("W/") for tag in tags)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_who_has_it_already_gets_304(client, path):
    tag = client.get(path, headers={"Accept": "text/turtle"}).headers["ETag"]
    again = client.get(path, headers={"Accept": "text/turtle", "If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == tag
    assert again.headers["Vary"] == "Accept"
    other = client.get(path, headers={"Accept": "text/html", "If-None-Match": tag})
    assert other.status_code == 200


@pytest.mark.parametrize("path", [*DOCUMENTS, "/", f"/id/{THING}", "/doc/agent/nobody"])
def test_head_is_get_without_its_body(client, path):
    whole, head = client.get(path), client.head(path)
    assert head.data == b""
    assert head.status_code == whole.status_code
    for reply in (whole, head):
        reply.headers.pop("Date", None)  # a second may pass between the two
    assert head.headers == whole.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_documents_are_read_only(client, method):
    reply = client.open(f"/doc/{THING}", method=method)
    assert reply.status_code == 405
    assert "GET" in reply.headers["Allow"]


def test_the_link_header_offers_every_format(client):
    links = client.get(f"/doc/{THING}").headers["Link"]
    for form in PAGE_FORMATS:
        assert (
            f'</doc/{THING}.{form.extension}>; rel="alternate"; type="{form.media_type}"' in links
        )


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"If-Match": "*"}, 200),
        ({"If-Match": '"another"'}, 412),
        ({"If-Match": 'W/"another", *'}, 412),
        ({"If-Match": '"another"', "If-None-Match": "*"}, 412),
        ({"If-None-Match": "*"}, 304),
        ({"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 412),
        ({"If-Unmodified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 200),
        ({"If-Unmodified-Since": "nonsense"}, 200),
    ],
)
def test_who_wants_it_as_it_was_gets_that_or_nothing(client, fields, status):
    reply = client.get(f"/doc/{THING}.ttl", headers=fields)
    assert reply.status_code == status
    if status == 412:
        assert reply.json["status"] == 412
        assert reply.headers["Cache-Control"] == "no-store"
        known = client.get(f"/doc/{THING}.ttl").headers["ETag"]
        assert client.get(f"/doc/{THING}.ttl", headers={"If-Match": known}).status_code == 200
