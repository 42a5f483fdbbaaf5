"""Every page says how it is cited, in its release and with the documents behind it."""

from urllib.parse import quote

import bibtexparser
import pytest
import rispy

from nofuz.app import create_app
from nofuz.dataset.folder import open_dataset
from nofuz.dataset.starting import start
from nofuz.edition import Editions
from nofuz.namespaces import BASE
from nofuz.release.build import build
from nofuz.settings import Settings
from tests.pages.reader import Page
from tests.pages.test_pages import PAGES

CLAIM = "/doc/claim/cable-on-abdul-mahdi"
FORMS = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}


def release(client):
    return client.get("/").headers["Nofuz-Release"]


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/cite/")])
def test_every_page_leads_to_its_citation_in_every_form(client, path):
    page = Page(client, path)
    assert "Cite this page" in page.words
    forms = {text: address for text, address in page.links if address.startswith("/cite/")}
    assert {"plain text", "BibTeX", "RIS", "CSL-JSON"} < forms.keys()
    for address in forms.values():
        reply = client.get(address, headers={"Accept": "text/html"})
        assert reply.status_code == 200, address
    text = client.get(forms["plain text"]).text.splitlines()[0]
    assert text in page.words
    assert f"release {release(client)}" in text.lower()


@pytest.mark.parametrize(("extension", "content_type"), FORMS.items())
def test_a_citation_has_the_form_of_its_ending_or_of_its_accept_header(
    client, extension, content_type
):
    by_ending = client.get(f"/cite{CLAIM}.{extension}")
    by_header = client.get(f"/cite{CLAIM}", headers={"Accept": content_type.partition(";")[0]})
    assert by_ending.content_type == by_header.content_type == content_type
    assert by_ending.data == by_header.data


def test_what_is_only_said_stands_in_quotation_marks(client):
    text = client.get("/cite/doc/proposition/iran-abdul-mahdi-special-relationship.txt").text
    assert text.startswith("“Adel Abdul Mahdi had a special relationship")
    text = client.get(f"/cite{CLAIM}.txt").text
    assert text.startswith("Author of the cable on Abdul Mahdi: affirms “Adel Abdul Mahdi")
    text = client.get("/cite/doc/attestation/ahram-2019-11-18-p9-1.txt").text
    assert text.startswith("Paragraph 9 of Ahram Online, 18 November 2019.")


def test_a_document_is_cited_as_its_release_has_it(client):
    name = release(client)
    [entry, *_] = bibtexparser.loads(client.get(f"/cite{CLAIM}.bib").text).entries
    assert entry["url"] == f"{BASE}release/{name}{CLAIM}"
    path = entry["url"].removeprefix(BASE)
    assert client.get(f"/{path}", headers={"Accept": "text/html"}).status_code == 200
    past = Page(client, f"/{path}")
    assert past.follow("With the passages behind it").path == f"/cite/{path}"
    assert client.get(f"/cite/{path}.bib").data == client.get(f"/cite{CLAIM}.bib").data


def test_the_documents_behind_a_claim_are_cited_with_their_passages(client):
    _, *documents = rispy.loads(client.get(f"/cite{CLAIM}.ris").text)
    query = f"""SELECT DISTINCT ?url WHERE {{
        ?attestation <{BASE}def#attests> <{BASE}id/claim/cable-on-abdul-mahdi> ;
            <http://www.w3.org/ns/oa#hasSource>/<https://schema.org/url> ?url }}"""
    rows = client.get("/sparql", query_string={"query": query}).get_json(force=True)
    urls = {row["url"]["value"] for row in rows["results"]["bindings"]}
    assert {url for document in documents for url in document["urls"]} == urls
    [ahram] = [one for one in documents if "Ahram" in one["title"]]
    assert ahram["date"] == "2019/11/18"
    assert '"special relationship" with Tehran' in ahram["notes"][0]
    assert "not looked for since it was read" in ahram["notes"][0]


def test_parameters_of_a_page_are_cited_but_not_how_it_is_shown(client):
    text = client.get("/cite/search.txt?q=a%20b&lang=fa&format=html").text
    assert text.strip().endswith(f"{BASE}search?q=a+b")


@pytest.mark.parametrize(
    "path",
    ["none", "doc/agent/none", "cite/", "release/none/doc/agent/iran", "doc/agent/iran.xls", "%00"],
)
def test_what_is_not_there_is_not_cited(client, path):
    assert client.get(f"/cite/{path}").status_code == 404


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"onload="', "\u202e" * 3])
def test_a_hostile_address_stays_harmless(client, hostile):
    for path in (f"/cite/search?q={quote(hostile)}", f"/cite/{quote(hostile)}"):
        assert hostile not in client.get(path, headers={"Accept": "text/html"}).text


def test_the_answer_to_a_query_is_cited_by_its_short_address(client):
    page = Page(client, f"/sparql?query={quote('ASK {}')}")
    path = client.get("/q", query_string={"query": "ASK {}"}).get_json()["path"]
    assert "Answer to a query. In: Iran in Iraq" in page.words
    assert BASE + path.removeprefix("/") in page.words
    address = next(address for text, address in page.links if text == "plain text")
    assert client.get(address).text.strip() in page.words


def test_a_long_query_is_not_repeated(client):
    text = client.get(f"/cite/search.txt?q={'a' * 2000}").text
    assert text.strip().endswith(f"{BASE}search")


def test_a_server_with_an_address_of_its_own_says_where_it_was_read(releases):
    settings = Settings(releases=releases, workers=1, address="https://nofuz.example.org/")
    editions = Editions(settings)
    client = create_app(settings, editions).test_client()
    [reference, *_] = rispy.loads(client.get(f"/cite{CLAIM}.ris").text)
    editions.close()
    path = reference["urls"][0].removeprefix(BASE)
    assert reference["notes"] == [f"read at https://nofuz.example.org/{path}"]


def test_a_passage_is_cited_as_it_was_last_looked_for(tmp_path):
    base, name = "https://data.example.org/towns/", "example-gazette-2000-01-01-p2-1"
    start(tmp_path, base)
    recorded = tmp_path / "instances/verifications/example-gazette-2000-01-01.ttl"
    recorded.parent.mkdir()
    recorded.write_text(
        f"<{base}graph/verifications/example-gazette-2000-01-01#{name}>"
        f" a <{BASE}def#Verification> ;"
        f" <{BASE}def#verifies> <{base}id/attestation/{name}> ;"
        f" <{BASE}def#outcome> <{BASE}voc/gone> ;"
        ' <http://purl.org/dc/terms/date> "2026-03-04"^^<http://www.w3.org/2001/XMLSchema#date> .',
        "utf-8",
    )
    settings = Settings(releases=tmp_path / "releases", base=base, workers=1, query_children=1)
    build(open_dataset(tmp_path, base), settings.releases)
    editions = Editions(settings)
    client = create_app(settings, editions).test_client()
    text = client.get(f"/cite/doc/attestation/{name}.txt").text
    words = Page(client, f"/cite/doc/attestation/{name}").words
    editions.close()
    assert "(looked for on 2026-03-04: gone)" in text
    assert "2026-03-04: gone" in words
