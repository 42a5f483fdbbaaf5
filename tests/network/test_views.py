"""/network and /path over HTTP: pages that work without script, and the same as data."""

import csv
import io
import itertools
import re
from xml.etree import ElementTree as ET

import pytest

from tests.pages.reader import Page

_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_DISPUTED = "iran-abdul-mahdi-special-relationship"


def data(client, query=""):
    reply = client.get(f"/network.json{query}")
    assert reply.mimetype == "application/json"
    return reply.json


def table(reply):
    return list(csv.DictReader(io.StringIO(reply.text, newline="")))


def test_the_page_tells_the_whole_network_without_script(client):
    page, told = Page(client, "/network"), data(client)
    assert f"{told['total']} relations" in page.words
    assert f"{len(told['nodes'])} agents" in page.words
    read = []
    while page:
        found = re.search(rf"(\d+) to (\d+) of {told['total']}", page.words)
        read.append(tuple(map(int, found.groups())))
        later = [address for text, address in page.links if text == "Further ones"]
        page = Page(client, later[0]) if later else None
    assert [first for first, _ in read] == [1, *(last + 1 for _, last in read[:-1])]
    assert read[-1][1] == told["total"]


def test_data_are_what_the_tables_of_the_release_say(client):
    told, rows = data(client), table(client.get("/export/edges.csv"))
    assert told["total"] == len(told["edges"]) == len(rows)
    for edge, row in zip(told["edges"], rows, strict=True):
        ends = [told["nodes"][edge[end]]["id"] for end in ("source", "target")]
        assert [edge["id"], *ends] == [row["id"], row["source"], row["target"]]
        assert edge["standing"] == row["standing"]
        assert edge["origins"] == int(row["origins"])
        assert edge["kind"] in told["labels"]


@pytest.mark.parametrize(
    "query",
    ["?standing=contested", "?kind=Tie&kind=Command", "?origin=iran-cables", "?asOf=2014-05-01"],
)
def test_every_form_of_a_view_has_the_same_relations(client, query):
    told = data(client, query)
    edges = {edge["id"] for edge in told["edges"]}
    assert 0 < len(edges) < data(client)["total"]
    assert {row["id"] for row in table(client.get(f"/network/edges.csv{query}"))} == edges
    nodes = {node["id"] for node in told["nodes"]}
    assert {row["id"] for row in table(client.get(f"/network/nodes.csv{query}"))} == nodes
    graph = ET.fromstring(  # noqa: S314 - it is our own
        client.get(f"/network/network.graphml{query}").data
    )
    assert {edge.get("id") for edge in graph.iter(f"{_GRAPHML}edge")} == edges
    assert {node.get("id") for node in graph.iter(f"{_GRAPHML}node")} == nodes
    assert f"{len(edges)} relation" in Page(client, f"/network{query}").words


def test_the_whole_graphml_is_that_of_the_release(client):
    def canonical(address):
        return ET.canonicalize(client.get(address).text, strip_text=True)

    assert canonical("/network/network.graphml") == canonical("/export/network.graphml")


def test_names_come_in_the_language_of_the_address(client):
    def named(query):
        [node] = [node for node in data(client, query)["nodes"] if node["id"].endswith("/iran")]
        return node["label"]

    assert named("?lang=fa") != named("") == "Iran"
    reply = client.get("/network", headers={"Accept-Language": "fa", "Accept": "text/html"})
    assert 'data-network="/network.json?lang=fa"' in reply.text


def test_a_contested_relation_shows_who_denies_it(client):
    page = Page(client, "/network?standing=contested")
    assert page.words.count("Denied by") + page.words.count("Qualified by") >= 2


def test_a_filter_is_kept_by_its_form_and_its_links(client):
    page = Page(client, "/network?standing=single-origin&origin=iran-cables&asOf=2019-11-18")
    checked = {place for place in page.attributes if place == ("input", "checked", None)}
    assert checked
    addresses = [address for _, address in page.links if address.startswith("/network.json")]
    assert addresses == ["/network.json?standing=single-origin&origin=iran-cables&asOf=2019-11-18"]


@pytest.mark.parametrize(
    "address",
    [
        "/network?kind=Nothing",
        "/network?colour=red",
        "/network?asOf=2020-02-30",
        "/network?page=x",
        "/network?agent=nobody",
        "/path?from=iran&from=iraq",
        "/path.json?from=iran",
    ],
)
def test_a_wrong_parameter_is_refused(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/network?page=1000",
        "/network/all.csv",
        "/network.xml",
        "/network/evidence",
        "/network/evidence?proposition=https://w3id.org/nofuz/id/agent/iran",
        "/path.json?from=iran&to=nobody-at-all",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_client_that_has_a_view_gets_it_no_second_time(client):
    tag = client.get("/network?kind=Tie").headers["ETag"]
    assert client.get("/network?kind=Tie", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/network?kind=Command", headers={"If-None-Match": tag}).status_code == 200


def test_evidence_has_every_claim_with_its_passages(client):
    iri = f"https://w3id.org/nofuz/id/proposition/{_DISPUTED}"
    page = Page(client, f"/network/evidence?proposition={iri}")
    assert "according to" in page.words.casefold()
    assert "no comment from" in page.words.casefold()
    assert "qualified by" in page.words.casefold()
    assert any(text == "Open the article at the passage" for text, _ in page.links)


def test_a_path_has_its_hops_with_evidence(client):
    page = Page(client, "/path?from=ali-asghar-hijazi&to=iraqi-officials")
    told = client.get("/path.json?from=ali-asghar-hijazi&to=iraqi-officials").json
    assert len(told["shortest"]) < len(told["bestSupported"])
    assert any(hop["isWeakest"] for hop in told["shortest"])
    assert "weakest hop" in page.words
    for hop in told["shortest"]:
        for end in ("from", "to"):
            assert hop[end]["label"] in page.words
        for relation in hop["relations"]:
            assert f"“{relation['proposition']['label']}”" in page.words
    assert any(text == "Open the article at the passage" for text, _ in page.links)


def test_hops_of_a_path_follow_one_another(client):
    told = client.get("/path.json?from=beit-e-rahbari&to=saddam-hussein").json
    for name in ("shortest", "bestSupported"):
        ends = [(hop["from"]["id"], hop["to"]["id"]) for hop in told[name]]
        assert [ends[0][0], ends[-1][1]] == [told["from"]["id"], told["to"]["id"]]
        assert all(one[1] == other[0] for one, other in itertools.pairwise(ends))


def test_contested_hops_say_so(client):
    page = Page(client, "/path?from=ministry-of-intelligence-of-iran&to=adel-abdul-mahdi")
    assert ("strong", "class", "mark against") in page.attributes


def test_a_path_takes_only_the_relations_that_are_chosen(client):
    ends = "from=ministry-of-intelligence-of-iran&to=adel-abdul-mahdi"
    assert client.get(f"/path.json?{ends}").json["shortest"]
    told = client.get(f"/path.json?{ends}&standing=corroborated").json
    assert told["shortest"] is told["bestSupported"] is None
    assert "nobody is said" in Page(client, f"/path?{ends}&standing=corroborated").words


def test_an_agent_is_found_by_its_name(client):
    by_name = client.get("/path.json?from=IRAN&to=Adel Abdul Mahdi").json
    assert by_name == client.get("/path.json?from=iran&to=adel-abdul-mahdi").json
    assert "hop" in Page(client, "/path?from=Iran&to=Adel Abdul Mahdi").words


def test_a_form_in_another_language_is_read_as_it_was_written(client):
    labels = {node["id"]: node["label"] for node in data(client, "?lang=fa")["nodes"]}
    ends = [labels[f"https://w3id.org/nofuz/id/agent/{name}"] for name in ("iran", "quds-force")]
    page = Page(client, "/path?from=iran&to=quds-force&lang=fa")
    assert set(ends) <= {value for _, name, value in page.attributes if name == "value"}
    asked = {"from": ends[0], "to": ends[1], "lang": "fa"}
    by_name = client.get("/path.json", query_string=asked).json
    assert by_name == client.get("/path.json?from=iran&to=quds-force").json


def test_a_name_that_is_not_exact_leads_to_those_that_may_be_meant(client):
    page = Page(client, "/path?from=iran&to=Abdul Mahdi")
    assert "Did you mean" in page.words
    assert "hop" in page.follow("Adel Abdul Mahdi").words


def test_who_cannot_be_found_is_told_so_harmlessly(client):
    page = Page(client, "/path?from=%3Cscript%3Ealert(1)%3C/script%3E&to=iran")
    assert "<script>alert(1)</script>" in page.words
    assert "script" not in page.tags


def test_a_way_to_oneself_is_none(client):
    assert "the same agent" in Page(client, "/path?from=iran&to=iran").words
