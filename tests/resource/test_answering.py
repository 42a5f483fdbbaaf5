"""What a client gets at every kind of address, by what it accepts, has and asks."""

import re
from datetime import timedelta

import pytest
from werkzeug.http import http_date, parse_date

from nofuz.formats import GRAPH_FORMATS, PAGE_FORMATS

THINGS = [
    *("agent/iran", "agent/adel-abdul-mahdi", "attestation/ahram-2019-11-18-p9-1"),
    *("claim/cable-on-abdul-mahdi", "dataset/iran-in-iraq", "document/ahram-2019-11-18"),
    *("instrument/facebook", "issue/ahram-2019-11-18-guard-chief", "label/abdel-mahdi"),
    *("origin/iran-cables", "place/baghdad", "post/prime-minister-of-iraq"),
    "proposition/iran-abdul-mahdi-special-relationship",
]
DOCUMENTS = [
    *(f"/doc/{thing}" for thing in THINGS),
    *("/def", "/voc/denies", "/voc/stance", "/shape/Claim-stance"),
    *("/graph/origins", "/graph/derived/standing", "/graph/documents/ahram-2019-11-18"),
    *("/catalogue", "/void", "/query"),
]
FRAMED = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#framed"'
ACCEPTED = {
    # no preference, or an open one
    "": "html",
    "*/*": "html",
    "text/*": "html",
    "application/*": "ntriples",
    # one format, in every spelling
    **{form.media_type: form.name for form in PAGE_FORMATS},
    "TEXT/Turtle": "turtle",
    "text/turtle;charset=utf-8": "turtle",
    'text/turtle; charset="UTF-8"': "turtle",
    "text/turtle;version=1.1": "turtle",
    FRAMED: "jsonld",
    # several with their qualities
    "text/turtle, text/html": "html",
    "text/html;q=0.5, text/turtle": "turtle",
    "text/turtle;q=0.5, application/rdf+xml;q=0.9": "rdfxml",
    "application/n-quads;q=0.2, application/trig;q=0.3, image/png": "trig",
    "application/ld+json;q=0.8, application/*;q=0.7": "jsonld",
    "*/*;q=0.1, application/n-triples": "ntriples",
    "text/*;q=0.9, application/trig;q=0.8": "html",
    # exclusions
    "*/*, text/html;q=0": "turtle",
    "text/*, text/html;q=0": "turtle",
    "application/*, application/n-triples;q=0": "rdfxml",
    "*/*, text/*;q=0": "ntriples",
    # what browsers and libraries send
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "html",
    "application/rdf+xml, text/rdf+n3;q=0.7, text/turtle;q=0.8, application/x-turtle": "rdfxml",
    "application/trig,application/n-quads;q=0.9,text/turtle;q=0.5": "trig",
}
REFUSED = ["image/png", "text/html;q=0", "*/*;q=0", "text/turtle;version=1.2", "text/csv, image/*"]
BY_NAME = {form.name: form for form in PAGE_FORMATS}
LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?')


def links(reply):
    """Return the links of a reply: address and media type by relation."""
    found = {}
    for address, relation, media_type in LINK.findall(reply.headers["Link"]):
        found.setdefault(relation, []).append((address, media_type))
    return found


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize(("accept", "name"), ACCEPTED.items())
def test_the_client_gets_what_it_likes_best(client, path, accept, name):
    headers = {"Accept": accept} if accept else {}
    head = client.head(path, headers=headers)
    assert head.status_code == 200
    assert head.content_type.startswith(BY_NAME[name].content_type)
    assert "Accept" in head.headers["Vary"]


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("accept", REFUSED)
def test_a_client_that_takes_nothing_on_offer_is_told_what_there_is(client, path, accept):
    reply = client.get(path, headers={"Accept": accept})
    assert reply.status_code == 406
    assert reply.headers["Vary"] == "Accept"
    assert all(form.media_type in reply.text for form in PAGE_FORMATS)


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("form", PAGE_FORMATS, ids=lambda form: form.name)
def test_an_extension_beats_what_the_client_accepts(client, path, form):
    plain = client.get(path, headers={"Accept": form.media_type})
    for accept in ("image/png", "*/*;q=0", "text/html", "application/rdf+xml"):
        fixed = client.get(f"{path}.{form.extension}", headers={"Accept": accept})
        assert fixed.status_code == 200
        assert fixed.content_type == form.content_type
        assert fixed.data == plain.data
        assert fixed.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("path", [*DOCUMENTS, *(f"/id/{thing}" for thing in THINGS), "/", "/none"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "image/png"])
def test_head_is_get_without_its_body(client, path, accept):
    whole, head = (call(path, headers={"Accept": accept}) for call in (client.get, client.head))
    assert head.data == b""
    assert head.status_code == whole.status_code
    for reply in (whole, head):
        reply.headers.pop("Date", None)  # a second may pass between the two
    assert head.headers == whole.headers


@pytest.mark.parametrize("path", [*DOCUMENTS, f"/id/{THINGS[0]}", "/", "/context.jsonld"])
def test_options_says_what_may_be_asked_and_from_where(client, path):
    reply = client.options(path, headers={"Origin": "https://app.example"})
    assert reply.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} == set(reply.headers["Allow"].split(", "))
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in reply.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("extension", ["", ".ttl", ".html"])
def test_links_lead_to_every_format_the_licence_and_the_dataset(client, path, extension):
    reply = client.get(path + extension, headers={"Accept": "text/turtle"})
    found = links(reply)
    offered = {media_type: address for address, media_type in found["alternate"]}
    assert list(offered) == [form.media_type for form in PAGE_FORMATS]
    for media_type, address in offered.items():
        assert client.head(address).mimetype == media_type
    assert found["canonical"] == [(path, "")]
    assert found["license"] == [("https://creativecommons.org/licenses/by/4.0/", "")]
    [(described_by, _)] = found["describedby"]
    assert client.get(described_by, headers={"Accept": "text/turtle"}).status_code == 200


@pytest.mark.parametrize("path", [*DOCUMENTS, "/"])
@pytest.mark.parametrize("form", PAGE_FORMATS, ids=lambda form: form.name)
def test_every_representation_has_a_strong_tag_of_its_own_and_the_date_of_the_release(
    client, app, path, form
):
    reply = client.head(path, headers={"Accept": form.media_type})
    others = {
        client.head(path, headers={"Accept": other.media_type}).headers["ETag"]
        for other in PAGE_FORMATS
        if other != form
    }
    assert reply.headers["ETag"].startswith('"')
    assert reply.headers["ETag"] not in others
    date = app.extensions["editions"].current().date
    assert parse_date(reply.headers["Last-Modified"]) == date


@pytest.mark.parametrize("path", [*DOCUMENTS, "/", "/context.jsonld", "/sitemap.xml"])
def test_who_has_it_already_gets_304(client, path):
    accept = {} if "." in path else {"Accept": "text/turtle"}
    first = client.get(path, headers=accept)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    before = http_date(parse_date(date) - timedelta(seconds=1))
    for condition, status in [
        ({"If-None-Match": tag}, 304),
        ({"If-None-Match": f'"other", W/{tag}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"other"'}, 200),
        ({"If-Modified-Since": date}, 304),
        ({"If-Modified-Since": before}, 200),
        ({"If-Modified-Since": "last year"}, 200),
        # A tag says more than a date.
        ({"If-None-Match": '"other"', "If-Modified-Since": date}, 200),
        ({"If-None-Match": tag, "If-Modified-Since": before}, 304),
    ]:
        for call in (client.get, client.head):
            reply = call(path, headers={**accept, **condition})
            assert reply.status_code == status, condition
            assert reply.headers["ETag"] == tag
            assert reply.headers["Vary"] == first.headers["Vary"]
            if status == 304:
                assert reply.data == b""
                assert "Content-Type" not in reply.headers


def test_a_tag_of_another_format_is_no_tag_of_this_one(client):
    path = f"/doc/{THINGS[0]}"
    tag = client.get(path, headers={"Accept": "text/turtle"}).headers["ETag"]
    reply = client.get(path, headers={"Accept": "application/trig", "If-None-Match": tag})
    assert reply.status_code == 200


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("accept", [form.media_type for form in PAGE_FORMATS] + ["image/png"])
def test_a_thing_leads_to_its_document_whatever_the_client_accepts(client, thing, accept):
    reply = client.get(f"/id/{thing}", headers={"Accept": accept})
    assert reply.status_code == 303
    assert reply.headers["Location"] == f"/doc/{thing}"
    assert links(reply)["describedby"] == [(f"/doc/{thing}", "")]


@pytest.mark.parametrize("form", PAGE_FORMATS, ids=lambda form: form.name)
def test_a_thing_has_no_formats(client, form):
    assert client.get(f"/id/{THINGS[0]}.{form.extension}").status_code == 404


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_the_well_known_address_leads_to_the_description_of_the_dataset(client, path):
    reply = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert reply.request.path == "/void"
    assert reply.mimetype == "text/turtle"


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_the_home_address_describes_the_dataset_to_machines(client, form):
    home = client.get("/", headers={"Accept": form.media_type})
    assert home.data == client.get(f"/catalogue.{form.extension}").data
    assert links(home)["canonical"] == [("/", "")]


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1.0", "\u0661", "1" * 400])
def test_a_page_without_a_number_is_malformed(client, page):
    assert client.get(f"/doc/{THINGS[0]}?page={page}").status_code == 400


def test_there_is_no_page_after_the_last(client):
    reply = client.get(f"/doc/{THINGS[0]}?page=9", headers={"Accept": "text/turtle"})
    assert reply.status_code == 404
