"""Two releases, or two sources, side by side on a page."""

import pytest

from nofuz.app import create_app
from nofuz.dataset.folder import open_dataset
from nofuz.dataset.starting import start
from nofuz.edition import Editions
from nofuz.namespaces import BASE
from nofuz.release.build import build
from nofuz.settings import Settings
from tests.pages.reader import Page

TOWNS = "https://data.example.org/towns/"
AHRAM, GLOBE_POST = "document/ahram-2019-11-18", "document/globepost-2019-11-18"
CABLES = "origin/iran-cables"
INTERVIEWS = "origin/interviews-by-intercept-and-nyt"


def compare(client, one, other):
    return Page(client, f"/compare?one={one}&other={other}")


def propositions(client, source, *, besides):
    """Ask the endpoint for what a document reports and another one does not speak of."""
    query = f"""PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX nofuz: <{BASE}def#>
        SELECT DISTINCT ?proposition WHERE {{
          ?a oa:hasSource <{BASE}id/{source}> ; nofuz:attests/nofuz:concerns ?proposition .
          FILTER NOT EXISTS {{
            ?b oa:hasSource <{BASE}id/{besides}> ; nofuz:attests/nofuz:concerns ?proposition }}
        }}"""
    rows = client.get("/sparql", query_string={"query": query}).get_json(force=True)
    return {row["proposition"]["value"] for row in rows["results"]["bindings"]}


def test_the_form_offers_every_release_document_and_origin(client):
    page = Page(client, "/compare")
    values = {value for tag, name, value in page.attributes if (tag, name) == ("option", "value")}
    release = page.headers["Nofuz-Release"]
    assert {f"release/{release}", AHRAM, GLOBE_POST, CABLES} <= values


@pytest.mark.parametrize(("one", "other"), [(AHRAM, GLOBE_POST), (GLOBE_POST, AHRAM)])
def test_what_only_one_document_reports_is_what_the_data_has(client, one, other):
    page = compare(client, one, other)
    number = len(propositions(client, one, besides=other))
    label = {AHRAM: "Ahram Online", GLOBE_POST: "The Globe Post"}[one]
    assert f"Only in {label}, 18 November 2019: {number}" in page.words


def test_a_denial_stands_beside_what_it_denies(client):
    words = compare(client, CABLES, INTERVIEWS).words
    affirmed, denied = words.index("affirms: The Intercept"), words.index("denies: Bayan Jabr")
    assert affirmed < denied


def test_every_statement_of_a_comparison_is_only_said(client):
    page = compare(client, AHRAM, GLOBE_POST)
    sentences = [text for text, address in page.links if "/doc/proposition/" in address]
    assert sentences
    for sentence in sentences:
        assert f"“{sentence}”" in page.words


def test_a_source_compared_with_itself_says_the_same(client):
    words = compare(client, AHRAM, AHRAM).words
    label = "Ahram Online, 18 November 2019"
    assert words.count(f"Only in {label}: 0 {label} None.") == 2
    assert "Both speak of it, and differ: 0 None." in words


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("one=document/none&other=" + AHRAM, 404),
        ("one=release/none&other=release/none", 404),
        (f"one={AHRAM}&other=release/none", 400),
        ("one=a&other=b", 400),
        ("one=a&one=b&other=c", 400),
        ("three=a", 400),
    ],
)
def test_what_cannot_be_compared_is_refused(client, query, status):
    assert client.get(f"/compare?{query}").status_code == status


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """A server of two releases: in the second the payment is no longer denied."""
    folder = tmp_path_factory.mktemp("towns")
    start(folder, TOWNS)
    settings = Settings(releases=folder / "releases", base=TOWNS, workers=1, query_children=1)
    first = build(open_dataset(folder, TOWNS), settings.releases)
    path = folder / "instances/claims/mayors-statement.ttl"
    path.write_text(path.read_text("utf-8").replace("voc:denies", "voc:affirms"), "utf-8")
    second = build(open_dataset(folder, TOWNS), settings.releases)
    editions = Editions(settings)
    yield create_app(settings, editions).test_client(), first, second
    editions.close()


def test_a_standing_that_changed_is_told_both_ways(towns):
    client, first, second = towns
    before, after = "contested", "corroborated"
    for one, other, standings in [
        (first, second, f"{before} → {after}"),
        (second, first, f"{after} → {before}"),
    ]:
        words = compare(client, f"release/{one}", f"release/{other}").words
        assert standings in words
        assert "Claims: 1" in words


def test_a_release_differs_in_nothing_from_itself(towns):
    client, first, _ = towns
    words = compare(client, f"release/{first}", f"release/{first}").words
    assert words.count("None.") == 4
