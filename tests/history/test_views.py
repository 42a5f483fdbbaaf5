"""The list of releases and each release, as pages, as RDF and as feeds by negotiation."""

import json
import re
import shutil
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from rdflib import RDF, Graph, Literal, Namespace
from rdflib.compare import isomorphic

from nofuz.dataset.folder import open_dataset
from nofuz.formats import GRAPH_FORMATS, PAGE_FORMATS
from nofuz.release.build import build
from nofuz.release.history import read_history
from tests.history.conftest import replaced
from tests.history.reading import triples
from tests.live import Server

BASE = Namespace("https://w3id.org/nofuz/")
RELEASE = Namespace(BASE + "release/")
AS = Namespace("https://www.w3.org/ns/activitystreams#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
PROV = Namespace("http://www.w3.org/ns/prov#")
SPDX = Namespace("http://spdx.org/rdf/terms#")


class Page(HTMLParser):
    def __init__(self, body):
        super().__init__()
        self.words, self.links = [], []
        self.feed(body.decode())

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs).get("href"))

    def handle_data(self, data):
        self.words += data.split()


def graph(served, path):
    status, _, body = served.server.get(path, Accept="text/turtle")
    assert status == 200
    return Graph().parse(data=body, format="turtle")


@pytest.fixture
def listed(served):
    return graph(served, "/release/")


@pytest.fixture
def second(served):
    return graph(served, f"/release/{served.names[1]}")


def test_the_address_without_a_slash_leads_to_the_list(served):
    status, headers, _ = served.server.get("/release")
    assert (status, headers["Location"]) == (308, "/release/")


def test_the_page_lists_every_switch_the_latest_first(served):
    page = Page(served.server.get("/release/", Accept="text/html")[2])
    found = [word for word in page.words if re.fullmatch("[0-9a-f]{16}", word)]
    first, second, third, _ = served.names
    assert found[:4] == [first, first, third, second]
    assert {f"/release/{name}" for name in served.names} <= set(page.links)
    assert "/release/feed.atom" in page.links


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/atom+xml", "application/atom+xml"),
        ("application/activity+json", "application/activity+json"),
        ("text/html, application/atom+xml;q=0.5", "text/html; charset=utf-8"),
        ("application/atom+xml, */*;q=0.1", "application/atom+xml"),
        ("*/*", "text/html; charset=utf-8"),
    ],
)
def test_the_list_is_a_feed_for_who_prefers_one(served, accept, expected):
    status, headers, body = served.server.get("/release/", Accept=accept)
    assert (status, headers["Content-Type"]) == (200, expected)
    assert "Accept" in headers["Vary"].split(", ")
    if "atom" in expected:
        assert ElementTree.fromstring(body).tag.endswith("}feed")  # noqa: S314 - our own
    if "json" in expected:
        assert json.loads(body)["type"] == "OrderedCollection"


@pytest.mark.parametrize("form", PAGE_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("path", ["/release/", "/release/{name}"])
def test_both_have_every_format_by_accept_and_by_extension(served, path, form):
    path = path.format(name=served.names[1])
    extended = "/release/list" if path == "/release/" else path
    by_accept = served.server.get(path, Accept=form.media_type)
    by_extension = served.server.get(f"{extended}.{form.extension}", Accept="image/png")
    assert by_accept[0] == by_extension[0] == 200
    assert by_accept[1]["Content-Type"] == by_extension[1]["Content-Type"]
    assert by_accept[2] == by_extension[2]


@pytest.mark.parametrize("path", ["/release/list", "/release/{name}"])
def test_all_formats_say_the_same(served, path):
    address = path.format(name=served.names[1])
    graphs = [triples(served.server, address, form) for form in GRAPH_FORMATS]
    assert len(graphs[0]) > 10
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


@pytest.mark.parametrize("path", ["/release/", "/release/list.ttl", "/release/{name}"])
def test_both_are_asked_about_again_and_answer_304(served, path):
    path = path.format(name=served.names[0])
    _, headers, _ = served.server.get(path)
    assert "no-cache" in headers["Cache-Control"]
    assert headers["Last-Modified"]
    assert served.server.get(path, If_None_Match=headers["ETag"])[0] == 304
    status, head, body = served.server.request("HEAD", path)
    assert (status, body, head["ETag"]) == (200, b"", headers["ETag"])
    assert served.server.get(path, Accept="image/png")[0] == (200 if "." in path else 406)


def test_the_list_tells_versions_and_which_is_current(served, listed):
    (dataset,) = listed.subjects(DCAT.hasCurrentVersion)
    versions = {RELEASE[name] for name in served.names}
    assert set(listed.objects(dataset, DCAT.hasVersion)) == versions
    assert listed.value(dataset, DCAT.hasCurrentVersion) == RELEASE[served.names[-1]]
    for version in versions:
        assert (version, RDF.type, DCAT.Dataset) in listed
        assert listed.value(version, DCAT.isVersionOf) == dataset
        assert listed.value(version, DCAT.version) == Literal(version.removeprefix(RELEASE))


def test_the_list_tells_when_and_after_what(served, listed):
    first, second, third, _ = (RELEASE[name] for name in served.names)
    assert listed.value(first, DCAT.previousVersion) is None
    assert listed.value(second, DCAT.previousVersion) == first
    assert listed.value(third, PROV.wasRevisionOf) == second
    for switch in read_history(served.releases):
        activity = RELEASE[f"#switch-{switch.number}"]
        assert listed.value(activity, PROV.endedAtTime).toPython() == switch.date
        assert listed.value(activity, AS.result) == RELEASE[switch.name]
    assert listed.value(first, DCTERMS.issued).toPython() == read_history(served.releases)[0].date


def changes(graph, kind):
    """Return the totals and the IRIs of the activities of one kind."""
    for activity in graph.subjects(RDF.type, AS[kind]):
        collection = graph.value(activity, AS.object)
        if collection is not None:
            yield (
                int(graph.value(collection, AS.totalItems)),
                {str(item) for item in graph.objects(collection, AS["items"])},
            )


def test_a_release_tells_which_iris_it_changed(second):
    [(number, created)] = changes(second, "Create")
    assert (number, created) == (1, {str(BASE["id/agent/hassan"])})
    [(number, updated)] = changes(second, "Update")
    assert number == len(updated)
    assert {str(BASE["id/agent/zahra"]), str(BASE["graph/agents"])} <= updated
    assert list(changes(second, "Delete")) == []


def test_a_withdrawal_is_told_too(served):
    [(number, deleted)] = changes(graph(served, f"/release/{served.names[2]}"), "Delete")
    assert (number, deleted) == (1, {str(BASE["id/agent/hassan"])})


def test_the_list_tells_numbers_only(listed):
    totals = sorted(number for number, iris in changes(listed, "Create") if not iris)
    assert totals[0] == 1
    for kind in ("Create", "Update", "Delete"):
        assert not any(iris for _, iris in changes(listed, kind))


def test_every_file_of_a_release_is_a_distribution(served, second):
    name = served.names[1]
    manifest = json.loads(served.server.get(f"/release/{name}/manifest.json")[2])
    found = {}
    for distribution in second.objects(RELEASE[name], DCAT.distribution):
        url = str(second.value(distribution, DCAT.downloadURL))
        checksum = second.value(distribution, SPDX.checksum)
        found[url] = (
            int(second.value(distribution, DCAT.byteSize)),
            str(second.value(checksum, SPDX.checksumValue)),
        )
        assert served.server.request("HEAD", "/" + url.removeprefix(BASE))[0] == 200
    assert found == {
        f"{RELEASE[name]}/{file}": (told["size"], told["sha256"])
        for file, told in manifest["files"].items()
    }


def test_the_page_of_a_release_leads_to_its_files_and_to_what_it_changed(served):
    name = served.names[1]
    page = Page(served.server.get(f"/release/{name}.html")[2])
    assert f"/release/{name}/dataset.nq.gz" in page.links
    assert f"/release/{name}/SHA256SUMS" in page.links
    assert f"/release/{name}/changes/{served.names[0]}.rdfp" in page.links
    assert "/doc/agent/hassan" in page.links
    for link in page.links:
        if link.startswith(f"/release/{name}/"):
            assert served.server.request("HEAD", link)[0] == 200


def test_a_release_that_came_back_tells_both_times(served):
    page = Page(served.server.get(f"/release/{served.names[0]}.html")[2])
    assert page.words.count("Became") == 2
    described = graph(served, f"/release/{served.names[0]}")
    assert len(set(described.subjects(AS.result, RELEASE[served.names[0]]))) == 2


def test_every_page_leads_to_its_release(served):
    page = Page(served.server.get("/doc/agent/zahra.html")[2])
    assert f"/release/{served.names[-1]}" in page.links


@pytest.mark.parametrize(
    "path",
    [
        "/release/0123456789abcdef",
        "/release/0123456789abcdef.ttl",
        "/release/list.pdf",
        "/release/current.json",
        "/release/history.json",
        "/release/..",
        "/release/%2e%2e",
        "/release/.lock",
        "/release/x%00",
        "/release/" + "x" * 500,
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_a_name_that_is_none_is_404(served, path, accept):
    assert served.server.get(path, Accept=accept)[0] == 404


def test_a_release_that_is_not_kept_is_listed_and_410(served, tmp_path):
    releases = shutil.copytree(served.releases, tmp_path / "releases")
    shutil.rmtree(releases / served.names[1])
    with Server(releases, served.dataset, workers=1, query_children=1) as server:
        assert server.get(f"/release/{served.names[1]}")[0] == 410
        page = Page(server.get("/release/", Accept="text/html")[2])
        assert served.names[1] in page.words
        assert f"/release/{served.names[1]}" not in page.links
        body = server.get("/release/list.ttl")[2]
        assert RELEASE[served.names[1]] in set(Graph().parse(data=body, format="turtle").subjects())


def test_the_list_is_new_as_soon_as_a_release_is(served, tmp_path):
    releases = shutil.copytree(served.releases, tmp_path / "releases")
    folder = shutil.copytree(served.dataset, tmp_path / "dataset")
    with Server(releases, served.dataset, workers=1, query_children=1) as server:
        paths = ("/release/", "/release/feed.atom", "/release/feed")
        before = {path: server.get(path) for path in paths}
        replaced(folder / "instances" / "agents.ttl", '"Zahra"@en', '"Zahra the younger"@en')
        name = build(open_dataset(folder), releases)
        for path, (_, headers, body) in before.items():
            status, _, fresh = server.get(path, If_None_Match=headers["ETag"])
            assert status == 200
            assert fresh != body
        assert name.encode() in server.get("/release/")[2]
