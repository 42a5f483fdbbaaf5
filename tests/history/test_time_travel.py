"""Documents as they were: TimeGates, TimeMaps and states of documents (RFC 7089)."""

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from nofuz.formats import GRAPH_FORMATS, HTML
from nofuz.release.history import read_history
from tests.history.reading import triples
from tests.live import Server

BASE = "https://w3id.org/nofuz/"
ZAHRA, HASSAN = "doc/agent/zahra", "doc/agent/hassan"
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def dates(served):
    """When each release became current."""
    return [switch.date for switch in read_history(served.releases)]


def http(date):
    return format_datetime(date, usegmt=True)


def links(header):
    """Return the targets of a Link header by relation, with their attributes."""
    found = {}
    for target, parameters in re.findall(r"<([^>]*)>((?:; [a-z]+=\"[^\"]*\")*)", header):
        attributes = dict(re.findall(r'; ([a-z]+)="([^"]*)"', parameters))
        for relation in attributes.pop("rel").split():
            found.setdefault(relation, []).append((target, attributes))
    return found


def labels(body, thing="agent/zahra"):
    graph = Graph().parse(data=body, format="turtle")
    return {str(label) for label in graph.objects(URIRef(f"{BASE}id/{thing}"), LABEL)}


# TimeGates


def test_a_time_gate_leads_to_the_state_of_a_time(served, dates):
    for date, name in zip(dates, served.names, strict=True):
        status, headers, body = served.server.get(f"/timegate/{ZAHRA}", Accept_Datetime=http(date))
        assert (status, body) == (302, b"")
        assert headers["Location"] == f"/release/{name}/{ZAHRA}"
        assert "Accept-Datetime" in headers["Vary"].split(", ")
        assert headers["Memento-Datetime"] is None


@pytest.mark.parametrize("extension", ["", ".ttl", ".html"])
def test_a_time_gate_keeps_the_extension_and_the_page(served, extension):
    status, headers, _ = served.server.get(f"/timegate/{ZAHRA}{extension}?page=1")
    assert status == 302
    assert headers["Location"] == f"/release/{served.names[-1]}/{ZAHRA}{extension}?page=1"


def test_without_a_time_it_is_the_latest_state(served):
    _, headers, _ = served.server.get(f"/timegate/{ZAHRA}")
    assert headers["Location"] == f"/release/{served.names[-1]}/{ZAHRA}"


@pytest.mark.parametrize(
    "before", ["Mon, 01 Jan 1990 00:00:00 GMT", "Fri, 01 Jan 0100 00:00:00 GMT"]
)
def test_before_the_first_release_it_is_the_first_state(served, before):
    status, headers, _ = served.server.get(f"/timegate/{ZAHRA}", Accept_Datetime=before)
    assert status == 302
    assert headers["Location"] == f"/release/{served.names[0]}/{ZAHRA}"


def test_before_the_thing_it_is_the_state_that_it_came_with(served, dates):
    _, headers, _ = served.server.get(f"/timegate/{HASSAN}", Accept_Datetime=http(dates[0]))
    assert headers["Location"] == f"/release/{served.names[1]}/{HASSAN}"


def test_in_the_future_it_is_the_latest_state(served):
    future = http(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
    _, headers, _ = served.server.get(f"/timegate/{ZAHRA}", Accept_Datetime=future)
    assert headers["Location"] == f"/release/{served.names[-1]}/{ZAHRA}"


@pytest.mark.parametrize(
    "date",
    [
        "yesterday",
        "2026-01-02T03:04:05Z",
        "Thu, 31 May 2007 20:35:00",
        "Thu, 31 May 2007 20:35:00 +0200",
        "Thu, 31 May 07 20:35:00 GMT",
        "31 May 2007 20:35:00 GMT",
        "Fri, 31 May 2007 20:35:00 GMT",
        "Sat, 31 Feb 2026 00:00:00 GMT",
        "Mon, 29 Feb 2027 00:00:00 GMT",
        "Thu, 31 May 2007 24:00:00 GMT",
        "Thu, 31 May 2007 20:60:00 GMT",
        "Thu, 31 May 2007 20:35:61 GMT",
        "Thu, 00 May 2007 20:35:00 GMT",
        "Thu, 31 Mai 2007 20:35:00 GMT",
        "Thu, 31 May 99999 20:35:00 GMT",
        "0",
        "Thu, 31 May 2007 20:35:00 GMT, Thu, 31 May 2007 20:35:00 GMT",
        "x" * 500,
    ],
)
@pytest.mark.parametrize("path", [ZAHRA, "doc/agent/nobody"])
def test_a_date_that_is_none_is_400(served, date, path):
    status, headers, _ = served.server.get(f"/timegate/{path}", Accept_Datetime=date)
    assert status == 400
    assert headers["Content-Type"] == "application/problem+json"


def test_a_time_gate_links_to_all_that_memento_has(served, dates):
    _, headers, _ = served.server.get(f"/timegate/{ZAHRA}")
    found = links(headers["Link"])
    assert [target for target, _ in found["original"]] == [f"/{ZAHRA}"]
    assert found["timemap"] == [(f"/timemap/{ZAHRA}", {"type": "application/link-format"})]
    for relation, number in (("first", 0), ("last", 2)):
        target = f"/release/{served.names[number]}/{ZAHRA}"
        assert found[relation] == [(target, {"datetime": http(dates[number])})]


@pytest.mark.parametrize("method", ["HEAD", "GET"])
@pytest.mark.parametrize(
    "path",
    [
        "doc/agent/nobody",
        "doc/agent/nobody.ttl",
        "doc/",
        "doc",
        "nothing",
        "release/x/doc/agent/zahra",
        "id/agent/zahra",
        "graph/nothing",
        "voc/nothing",
        "def.pdf",
        "doc/../doc/agent/zahra",
        "doc/agent/%FF",
        "doc/agent/<script>",
        "doc/agent/" + "x" * 500,
        "doc/agent/\u0642\u0627\u0633\u0645",
    ],
)
@pytest.mark.parametrize("kind", ["timegate", "timemap"])
def test_what_never_was_has_neither_gate_nor_map(served, kind, path, method):
    asked = f"/{kind}/{quote(path, safe='/%.<>')}".replace("<", "%3C").replace(">", "%3E")
    assert served.server.request(method, asked)[0] == 404


@pytest.mark.parametrize(
    "path", ["def", "def.ttl", "voc/affirms", "graph/agents", "shape/Claim-stance"]
)
def test_terms_shapes_and_graphs_have_states_too(served, path):
    status, headers, _ = served.server.get(f"/timegate/{path}")
    assert (status, headers["Location"]) == (302, f"/release/{served.names[-1]}/{path}")
    status, headers, _ = served.server.get(headers["Location"])
    assert status == 200
    assert headers["Memento-Datetime"]


# States


@pytest.mark.parametrize(
    ("number", "label"), [(0, "Zahra"), (1, "Zahra the elder"), (2, "Zahra the elder")]
)
def test_a_state_is_what_the_release_held(served, dates, number, label):
    name = served.names[number]
    status, headers, body = served.server.get(f"/release/{name}/{ZAHRA}", Accept="text/turtle")
    assert status == 200
    assert labels(body) == {label}
    assert headers["Memento-Datetime"] == http(dates[number])
    assert headers["Last-Modified"] == http(dates[number])
    assert headers["Nofuz-Release"] == name
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Accept" in headers["Vary"]


def test_a_state_has_its_neighbours(served, dates):
    first, second, third, _ = served.names

    def at(number):
        return (f"/release/{served.names[number]}/{ZAHRA}", {"datetime": http(dates[number])})

    _, headers, _ = served.server.get(f"/release/{second}/{ZAHRA}")
    found = links(headers["Link"])
    assert [target for target, _ in found["original"]] == [f"/{ZAHRA}"]
    assert [target for target, _ in found["timegate"]] == [f"/timegate/{ZAHRA}"]
    assert [target for target, _ in found["timemap"]] == [f"/timemap/{ZAHRA}"]
    assert at(0) in found["first"]
    assert at(0) in found["prev"]
    assert at(2) in found["next"]
    assert at(2) in found["last"]
    assert set(map(str, found["memento"])) == {str(at(number)) for number in range(3)}
    _, headers, _ = served.server.get(f"/release/{first}/{ZAHRA}")
    assert "prev" not in links(headers["Link"])
    _, headers, _ = served.server.get(f"/release/{third}/{ZAHRA}")
    assert "next" not in links(headers["Link"])


def test_a_lone_state_is_first_and_last(served):
    _, headers, _ = served.server.get(f"/release/{served.names[1]}/{HASSAN}")
    found = links(headers["Link"])
    assert found["first"] == found["last"] == found["memento"]


@pytest.mark.parametrize("form", [HTML, *GRAPH_FORMATS], ids=lambda form: form.name)
def test_a_state_has_every_format_by_accept_and_by_extension(served, form):
    path = f"/release/{served.names[1]}/{ZAHRA}"
    by_accept = served.server.get(path, Accept=form.media_type)
    by_extension = served.server.get(f"{path}.{form.extension}", Accept="image/png")
    assert by_accept[0] == by_extension[0] == 200
    assert by_accept[1]["Content-Type"] == by_extension[1]["Content-Type"]
    assert by_accept[2] == by_extension[2]
    assert by_extension[1]["Memento-Datetime"]
    assert (f"/{ZAHRA}.{form.extension}", {}) in links(by_extension[1]["Link"])["original"]


def test_all_formats_of_a_state_say_the_same(served):
    path = f"/release/{served.names[1]}/{ZAHRA}"
    graphs = [triples(served.server, path, form) for form in GRAPH_FORMATS]
    assert len(graphs[0])
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


def test_json_ld_names_the_context_of_its_own_release(served):
    name = served.names[1]
    _, _, body = served.server.get(f"/release/{name}/{ZAHRA}.jsonld")
    address = json.loads(body)["@context"]
    assert address == f"/release/{name}/context.jsonld"
    status, headers, body = served.server.get(address)
    assert (status, headers["Content-Type"]) == (200, "application/ld+json")
    assert "@context" in json.loads(body)


def test_formats_of_a_state_link_to_formats_of_that_state(served):
    path = f"/release/{served.names[1]}/{ZAHRA}"
    _, headers, _ = served.server.get(path)
    alternates = [target for target, _ in links(headers["Link"])["alternate"]]
    assert f"{path}.ttl" in alternates
    assert all(target.startswith(path) for target in alternates)


def test_what_the_release_does_not_know_is_404(served):
    status, headers, _ = served.server.get(f"/release/{served.names[0]}/{HASSAN}")
    assert status == 404
    assert headers["Memento-Datetime"] is None
    assert served.server.get(f"/release/{served.names[0]}/voc/nothing")[0] == 404
    assert served.server.get(f"/release/{served.names[0]}/graph/nothing")[0] == 404
    assert served.server.get(f"/release/0123456789abcdef/{ZAHRA}")[0] == 404
    assert served.server.get(f"/release/..%2f{served.names[0]}/{ZAHRA}")[0] == 404


def test_what_was_withdrawn_then_is_410_with_its_reason(served, dates):
    path = f"/release/{served.names[2]}/{HASSAN}"
    status, headers, body = served.server.get(path, Accept="application/json")
    assert status == 410
    assert b"nobody of that name" in body
    assert headers["Memento-Datetime"] == http(dates[2])
    assert headers["Nofuz-Release"] == served.names[2]


def test_a_time_of_withdrawal_leads_to_the_reason_and_not_to_what_was(served, dates):
    _, headers, _ = served.server.get(f"/timegate/{HASSAN}", Accept_Datetime=http(dates[2]))
    assert headers["Location"] == f"/release/{served.names[2]}/{HASSAN}"


def test_a_state_answers_304_and_406_and_head(served):
    path = f"/release/{served.names[1]}/{ZAHRA}.ttl"
    _, headers, _ = served.server.get(path)
    status, again, _ = served.server.get(path, If_None_Match=headers["ETag"])
    assert status == 304
    assert again["Memento-Datetime"] == headers["Memento-Datetime"]
    assert again["Cache-Control"] == headers["Cache-Control"]
    assert served.server.get(path.removesuffix(".ttl"), Accept="image/png")[0] == 406
    status, head, body = served.server.request("HEAD", path)
    assert (status, body) == (200, b"")
    assert head["Memento-Datetime"] == headers["Memento-Datetime"]


def test_a_page_of_the_past_says_so(served):
    _, _, body = served.server.get(f"/release/{served.names[1]}/{ZAHRA}.html")
    text = body.decode()
    assert served.names[1] in text
    assert f'href="/{ZAHRA}"' in text


def test_search_engines_find_the_present_only(served):
    assert served.server.get(f"/release/{served.names[1]}/{ZAHRA}")[1]["X-Robots-Tag"] == "noindex"
    assert served.server.get(f"/{ZAHRA}")[1]["X-Robots-Tag"] is None
    refused = served.server.get("/robots.txt")[2].decode().splitlines()
    assert {"Disallow: /timegate/", "Disallow: /timemap/"} <= set(refused)


def test_the_present_document_links_to_its_past(served):
    _, headers, _ = served.server.get(f"/{ZAHRA}.ttl")
    found = links(headers["Link"])
    assert found["timegate"] == [(f"/timegate/{ZAHRA}.ttl", {})]
    assert found["timemap"][0][0] == f"/timemap/{ZAHRA}.ttl"
    assert headers["Memento-Datetime"] is None


# TimeMaps


def entries(body):
    return links(body.decode().replace(",\n", ", "))


def test_a_time_map_lists_each_state_once(served, dates):
    status, headers, body = served.server.get(f"/timemap/{ZAHRA}")
    assert status == 200
    assert headers["Content-Type"] == "application/link-format"
    found = entries(body)
    assert found["original"] == [(f"{served.server.url}/{ZAHRA}", {})]
    assert found["timegate"] == [(f"{served.server.url}/timegate/{ZAHRA}", {})]
    [(own, span)] = found["self"]
    assert own == f"{served.server.url}/timemap/{ZAHRA}"
    assert span == {
        "type": "application/link-format",
        "from": http(dates[0]),
        "until": http(dates[2]),
    }
    assert found["memento"] == [
        (f"{served.server.url}/release/{name}/{ZAHRA}", {"datetime": http(date)})
        for name, date in list(zip(served.names, dates, strict=True))[:3]
    ]
    assert found["first"] == found["memento"][:1]
    assert found["last"] == found["memento"][-1:]


def test_a_time_map_lists_only_releases_that_have_the_thing(served):
    _, _, body = served.server.get(f"/timemap/{HASSAN}")
    assert [target for target, _ in entries(body)["memento"]] == [
        f"{served.server.url}/release/{served.names[1]}/{HASSAN}"
    ]


def test_every_memento_of_a_map_is_there_with_the_same_time(served):
    for path in (ZAHRA, HASSAN, "graph/agents", "def", "voc/affirms.ttl"):
        _, _, body = served.server.get(f"/timemap/{path}")
        for target, attributes in entries(body)["memento"]:
            status, headers, _ = served.server.get(target.removeprefix(served.server.url))
            assert status == 200
            assert headers["Memento-Datetime"] == attributes["datetime"]


def test_a_time_map_as_a_link_set_says_the_same(served):
    _, headers, body = served.server.get(f"/timemap/{ZAHRA}", Accept="application/linkset+json")
    assert headers["Content-Type"] == "application/linkset+json"
    (found,) = json.loads(body)["linkset"]
    assert found["anchor"] == f"{served.server.url}/{ZAHRA}"
    _, _, listed = served.server.get(f"/timemap/{ZAHRA}")
    for relation in ("original", "timegate", "memento", "first", "last"):
        assert [target["href"] for target in found[relation]] == [
            target for target, _ in entries(listed)[relation]
        ]
    assert [target["datetime"] for target in found["memento"]] == [
        [attributes["datetime"]] for _, attributes in entries(listed)["memento"]
    ]


def test_a_time_map_is_asked_about_again_when_releases_come(served):
    _, headers, _ = served.server.get(f"/timemap/{ZAHRA}")
    assert "no-cache" in headers["Cache-Control"]
    assert served.server.get(f"/timemap/{ZAHRA}", If_None_Match=headers["ETag"])[0] == 304
    assert served.server.get(f"/timemap/{ZAHRA}", Accept="text/html")[0] == 406


# Releases that are not kept, and folders of an older program


def test_a_release_that_is_not_kept_is_410_and_in_no_list(served, tmp_path):
    releases = shutil.copytree(served.releases, tmp_path / "releases")
    shutil.rmtree(releases / served.names[1])
    with Server(releases, served.dataset, workers=1, query_children=1) as server:
        gone = f"/release/{served.names[1]}"
        assert server.get(f"{gone}/{ZAHRA}")[0] == 410
        assert server.get(f"{gone}/dataset.nq.gz")[0] == 410
        found = entries(server.get(f"/timemap/{ZAHRA}")[2])["memento"]
        assert served.names[1] not in str(found)
        assert len(found) == 2
        _, headers, _ = server.get(f"/timegate/{HASSAN}")
        assert headers["Location"] == f"/release/{served.names[3]}/{HASSAN}"
        assert server.get("/release/feed.atom")[0] == 200
        assert server.get("/release/feed/2/1")[0] == 200


def test_a_folder_without_history_and_changes_is_served_all_the_same(served, tmp_path):
    releases = shutil.copytree(served.releases, tmp_path / "releases")
    shutil.rmtree(releases / "changes")
    (releases / "history.json").unlink()
    with Server(releases, served.dataset, workers=1, query_children=1) as server:
        status, headers, _ = server.get(f"/{ZAHRA}.ttl")
        assert status == 200
        assert parsedate_to_datetime(headers["Last-Modified"])
        found = entries(server.get(f"/timemap/{HASSAN}")[2])["memento"]
        assert [target for target, _ in found] == [
            f"{server.url}/release/{served.names[1]}/{HASSAN}"
        ]
        assert server.get("/release/feed.atom")[0] == 200
        assert server.get("/release/feed")[0] == 200
