"""Pages for people: from a name to the passage, and never an allegation as a fact."""

import re
import shutil
from urllib.parse import unquote, urljoin

import pytest

from nofuz.app import create_app
from nofuz.dataset.folder import open_dataset
from nofuz.edition import Editions
from nofuz.release.build import build
from nofuz.settings import Settings
from tests.pages.reader import Page

RELATIONSHIP = "/doc/proposition/iran-abdul-mahdi-special-relationship"
PAGES = [
    "/",
    "/catalogue",
    "/void",
    "/cite/doc/claim/cable-on-abdul-mahdi",
    "/compare",
    "/compare?one=document/ahram-2019-11-18&other=document/globepost-2019-11-18",
    "/export",
    "/network",
    "/network?standing=contested&origin=iran-cables&asOf=2019-11-18",
    "/path",
    "/path?from=ali-asghar-hijazi&to=iraqi-officials",
    "/query",
    "/query/claims-on-an-agent?agent=iran",
    "/agents",
    "/propositions",
    "/documents",
    "/origins",
    "/claims",
    "/attestations",
    "/issues",
    "/issues?type=name-form",
    "/disputes",
    "/circular",
    "/events",
    "/events?place=baghdad",
    "/places",
    "/posts",
    "/instruments",
    "/def",
    "/sparql",
    "/doc/agent/adel-abdul-mahdi",
    "/doc/agent/adel-abdul-mahdi?asOf=2014-06-01",
    "/doc/agent/iraq",
    "/doc/place/baghdad",
    "/doc/agent/qasem-soleimani",
    RELATIONSHIP,
    "/doc/claim/cable-on-abdul-mahdi",
    "/doc/attestation/ahram-2019-11-18-p9-1",
    "/doc/document/ahram-2019-11-18",
    "/doc/document/afp-2019-11-18",
    "/doc/origin/iran-cables",
    "/voc/denies",
    "/voc/stance",
    "/graph/origins",
    "/shape/Claim-stance",
]


def test_a_reader_gets_from_a_person_to_the_passage(client):
    person = Page(client, "/agents").follow("Adel Abdul Mahdi")
    sentence = next(text for text, _ in person.links if "had a special relationship" in text)
    proposition = person.follow(sentence)
    assert proposition.path == RELATIONSHIP
    claim = Page(client, "/doc/claim/cable-on-abdul-mahdi")
    assert claim.path in {address for text, address in proposition.links if text == "This claim"}
    passage = claim.follow("paragraph 9")
    assert passage.path == "/doc/attestation/ahram-2019-11-18-p9-1"
    assert '"special relationship" with Tehran' in passage.words
    [article] = [address for text, address in passage.links if "the article" in text]
    url, _, fragment = article.partition("#:~:text=")
    assert url == "https://english.ahram.org.eg/News/356134.aspx"
    assert unquote(fragment) == '"special relationship" with Tehran'


def test_a_proposition_shows_documents_origins_and_every_stance(client):
    words = Page(client, RELATIONSHIP).words
    assert "contested Said in 4 documents, from 1 origin, by 1 speaker." in words
    assert "Every document that says so repeats the same origin." in words
    says, denies, declines = re.split("Denies or qualifies it|Declines to comment", words)
    assert "According to author of the cable on Abdul Mahdi" in says
    assert "Qualified by former senior US official" in denies
    assert "No comment from office of the prime minister of Iraq" in declines


@pytest.mark.parametrize("path", ["/", "/propositions", "/doc/agent/qasem-soleimani", "/claims"])
def test_no_list_shows_a_proposition_as_a_fact(client, path):
    page = Page(client, path)
    sentences = [text for text, address in page.links if address.startswith("/doc/proposition/")]
    assert sentences
    for sentence in sentences:
        assert f"“{sentence}”" in page.words
    voices = re.findall(
        "according to|denied by|qualified by|no comment from|in part by|worded so by",
        page.words.lower(),
    )
    assert len(voices) >= len(sentences)


def test_the_counts_on_the_home_page_come_from_the_data(client):
    query = "SELECT (COUNT(*) AS ?n) { ?c a <https://w3id.org/nofuz/def#Claim> }"
    reply = client.get("/sparql", query_string={"query": query})
    [row] = reply.get_json(force=True)["results"]["bindings"]
    page = Page(client, "/")
    assert page.words.count(f"claims {row['n']['value']} ") == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_each_time(client, path):
    assert len({client.get(path, headers={"Accept": "text/html"}).data for _ in range(8)}) == 1


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client, path):
    page = Page(client, path)
    local = {urljoin(path, address) for _, address in page.links if not address.startswith("http")}
    assert local
    for address in sorted(local)[:80]:
        assert client.get(address.partition("#")[0]).status_code in {200, 303}, address
    ids = {value for _, name, value in page.attributes if name == "id"}
    assert {address[1:] for _, address in page.links if address.startswith("#")} <= ids


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_nothing_and_asks_nobody_else(client, path):
    page = Page(client, path)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert not {"style", "iframe", "object", "embed"} & set(page.tags)
    assert page.script_text == page.tags.count("script") * [""]  # data for machines apart
    sources = [value for tag, name, value in page.attributes if (tag, name) == ("script", "src")]
    assert all(value.startswith("/static/built/") for value in sources)
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]
    loaded = [value for tag, name, value in page.attributes if tag == "link" and name == "href"]
    assert all(value.startswith("/") for value in loaded)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_for_assistive_technology(client, path):
    page = Page(client, path)
    assert ("html", "lang", "en") in page.attributes
    assert page.tags.count("h1") == 1
    assert page.tags.count("main") == 1
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value for _, name, value in page.attributes if name == "aria-labelledby"} <= set(ids)


def test_the_query_form_shows_a_table(client):
    query = "SELECT ?kind { <https://w3id.org/nofuz/id/agent/iran> a ?kind }"
    reply = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"})
    assert "1 solution" in reply.text
    assert 'href="/def#State"' in reply.text


def test_a_query_result_shows_no_proposition_as_a_fact(client):
    query = "SELECT ?p { ?p a <https://w3id.org/nofuz/def#Tie> }"
    reply = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"})
    links = re.findall(
        r"(.)<a href=\"/doc/proposition/[^<]*<bdi dir=\"auto\">[^<]*</bdi></a>(.)", reply.text
    )
    assert links
    assert set(links) == {("“", "”")}


def test_the_query_form_shows_what_is_wrong(client):
    reply = client.get("/sparql?query=SELECT", headers={"Accept": "text/html"})
    assert reply.status_code == 400
    assert "error at 1:7" in reply.text


# As it stands in the Turtle file, and as a reader should see it.
HOSTILE = {
    "script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "quote": ('\\"><img src=x onerror=alert(1)>', '"><img src=x onerror=alert(1)>'),
    "template": ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
    "bidi": ("\\u202Edetrever", "\u202edetrever"),
    "long": ("x" * 10_000, "x" * 10_000),
}


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request, tmp_path_factory, repository):
    """A client of the data with one label replaced by a hostile one, and that label."""
    written, seen = HOSTILE[request.param]
    folder = tmp_path_factory.mktemp("hostile")
    for part in ("ontology", "instances", "shapes"):
        shutil.copytree(repository / part, folder / part)
    persons = folder / "instances/agents/persons.ttl"
    text = persons.read_text("utf-8")
    assert '"Adel Abdul Mahdi"@en' in text
    persons.write_text(text.replace('"Adel Abdul Mahdi"@en', f'"{written}"@en'), "utf-8")
    build(open_dataset(folder), folder / "releases")
    editions = Editions(Settings(releases=folder / "releases", workers=1, query_children=1))
    yield create_app(Settings(releases=folder / "releases"), editions).test_client(), seen
    editions.close()


@pytest.mark.parametrize(
    "path",
    [
        *("/agents", "/doc/agent/adel-abdul-mahdi", "/doc/agent/iran", "/events", RELATIONSHIP),
        "/path?from=iran&to=adel-abdul-mahdi",
    ],
)
def test_a_hostile_label_is_only_text(hostile, path):
    client, label = hostile
    page = Page(client, path)
    assert label in page.words
    assert not {"script", "img"} & set(page.tags)


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"]
)
def test_only_http_is_linked(scheme):
    from nofuz.pages.names import passage_address, web_address

    assert web_address(scheme) is None
    assert passage_address(scheme, "x") is None


def test_a_slip_of_wording_stands_apart_from_what_is_said(client):
    words = Page(client, "/doc/agent/ali-asghar-hijazi").words
    said, slips = words.split("Only in the wording of a document")
    assert "leader of the Popular Mobilization Forces" not in said
    assert "leader of the Popular Mobilization Forces" in slips
    assert "Worded so by translator" in slips
    assert "according to" not in slips.lower()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/doc/issue/4xaa-2021-departure", "to be read as the death of Qasem Soleimani"),
        ("/doc/issue/4xaa-2021-departure", "Where it stands"),
        ("/doc/agent/esmail-qaani", "An identifier, not an accusation"),
        ("/doc/agent/hatem-al-maksusi", "as passed on by authors of the leaked cables"),
        ("/doc/proposition/ambassadors-come-from-foreign-ministry", "nobody says so"),
        ("/doc/label/abdel-mahdi", "Abdel Mahdi"),
        ("/doc/dataset/iran-in-iraq", "Being stated here says nothing about being true."),
        ("/shape/Claim-stance", "Claim-stance"),
    ],
)
def test_what_a_curator_noted_reaches_the_reader(client, path, words):
    assert words in Page(client, path).words


def test_a_malformed_query_stays_in_its_form(client):
    reply = client.get("/sparql?query=SELECT+%3Fx+WHERE", headers={"Accept": "text/html"})
    assert reply.status_code == 400
    assert "SELECT ?x WHERE</textarea>" in reply.text
    assert 'role="alert"' in reply.text


def test_an_undeclared_prefix_is_called_so(client):
    reply = client.get(
        "/sparql?query=ASK+%7B+foo%3Aa+%3Fb+%3Fc+%7D", headers={"Accept": "text/plain, */*;q=0.1"}
    )
    assert reply.status_code == 400
    assert "error at 1:7: the prefix foo: is not declared" in reply.text
