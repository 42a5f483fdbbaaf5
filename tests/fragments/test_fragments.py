"""Fragments: whole, stable, and readable by a client that joins them by itself."""

import re
from urllib.parse import parse_qsl, quote, urlsplit

import pyoxigraph as ox
import pytest

HYDRA = "http://www.w3.org/ns/hydra/core#"
DEFAULT = "urn:ldf:defaultGraph"
IRAN = "https://w3id.org/nofuz/id/agent/iran"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def address(**parameters):
    return "/fragments?" + "&".join(f"{name}={quote(v, safe='')}" for name, v in parameters.items())


def split(body):
    """Return the data and the controls of a fragment."""
    quads = list(ox.parse(body, ox.RdfFormat.TRIG))
    controls = [quad for quad in quads if quad.graph_name.value.endswith("#metadata")]
    return [quad for quad in quads if quad not in controls], controls


def control(controls, name):
    return [quad.object.value for quad in controls if quad.predicate.value == HYDRA + name]


def fetched(client, path):
    reply = client.get(path, headers={"Accept": "application/trig"})
    assert reply.status_code == 200
    return split(reply.data)


def pages(client, path):
    while path:
        data, controls = fetched(client, path)
        yield data, controls
        following = control(controls, "next")
        path = following and "/fragments?" + urlsplit(following[0]).query


@pytest.fixture(scope="module")
def dump(app):
    """The quads of the release, blank nodes as the fragments name them."""
    edition = app.extensions["editions"].current()

    def node(term):
        is_blank = isinstance(term, ox.BlankNode)
        return (
            ox.NamedNode("https://w3id.org/nofuz/.well-known/genid/" + term.value)
            if is_blank
            else term
        )

    import gzip

    quads = ox.parse(gzip.decompress(edition.release.dump.read_bytes()), ox.RdfFormat.N_QUADS)
    return {ox.Quad(node(q.subject), q.predicate, node(q.object), q.graph_name) for q in quads}


def test_all_pages_together_are_all_quads_once(client, dump):
    found = [quad for data, _ in pages(client, "/fragments") for quad in data]
    assert len(found) == len(dump)
    assert set(found) == dump


def test_the_default_graph_has_the_triples_of_all_others_once(client, dump):
    path = address(predicate=LABEL, graph=DEFAULT)
    found = [quad for data, _ in pages(client, path) for quad in data]
    assert {quad.graph_name.value for quad in found} == {DEFAULT}
    expected = {quad.triple for quad in dump if quad.predicate.value == LABEL}
    assert len(found) == len(expected)
    assert {quad.triple for quad in found} == expected


@pytest.mark.parametrize(
    "parameters",
    [
        {"subject": IRAN},
        {"subject": f"<{IRAN}>", "predicate": LABEL},
        {"object": IRAN},
        {"object": '"Iran"@en'},
        {"object": '"Iran"'},
        {"predicate": TYPE, "object": "https://w3id.org/nofuz/def#State", "subject": "?s"},
        {"graph": "https://w3id.org/nofuz/graph/instances/origins"},
        {"object": '"2019-11-18"^^http://www.w3.org/2001/XMLSchema#date', "subject": "_:b0"},
    ],
)
def test_a_fragment_has_what_matches_its_pattern_and_says_how_many(client, dump, parameters):
    expected = {quad for quad in dump if matches(quad, parameters)}
    data, controls = fetched(client, address(**parameters))
    assert control(controls, "totalItems") == [str(len(expected))]
    assert set(data) <= expected
    assert len(data) == min(250, len(expected))


def matches(quad, parameters):
    literals = {
        '"Iran"@en': ox.Literal("Iran", language="en"),
        '"Iran"': ox.Literal("Iran"),
        '"2019-11-18"^^http://www.w3.org/2001/XMLSchema#date': ox.Literal(
            "2019-11-18", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
        ),
    }
    places = {"subject": 0, "predicate": 1, "object": 2, "graph": 3}
    for name, text in parameters.items():
        if text.startswith(("?", "_:")):
            continue
        wanted = literals.get(text) or ox.NamedNode(text.strip("<>"))
        if quad[places[name]] != wanted:
            return False
    return True


def test_the_form_leads_to_every_pattern(client):
    _, controls = fetched(client, "/fragments")
    [template] = control(controls, "template")
    assert re.fullmatch(r"http://[^{]+/fragments\{\?subject,predicate,object,graph\}", template)
    assert sorted(control(controls, "variable")) == ["graph", "object", "predicate", "subject"]


def test_what_hangs_from_a_blank_node_can_be_asked_for(client, dump):
    nodes = {
        q.object.value
        for q in dump
        if isinstance(q.object, ox.NamedNode) and "/genid/" in q.object.value
    }
    node = min(nodes)
    data, _ = fetched(client, address(subject=node))
    assert set(data) == {quad for quad in dump if quad.subject.value == node}
    assert data


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fragments?page=0", 400),
        ("/fragments?page=-1", 400),
        ("/fragments?page=1e3", 400),
        ("/fragments?page=" + "9" * 30, 400),
        ("/fragments?page=100000", 404),
        ("/fragments?subject=no%20iri", 400),
        ("/fragments?subject=%22literal%22", 400),
        ("/fragments?object=%22open", 400),
        ("/fragments?object=%22x%22%5E%5Enonsense", 400),
        ("/fragments?subject=a:b&subject=a:c", 400),
        ("/fragments?who=a:b", 400),
        ("/fragments?subject=%00", 400),
    ],
)
def test_what_is_no_pattern_is_refused(client, path, status):
    reply = client.get(path, headers={"Accept": "application/trig"})
    assert reply.status_code == status
    assert len(reply.data) <= 1000


def test_a_page_for_people_has_the_same_statements(client):
    reply = client.get(address(subject=IRAN, predicate=LABEL), headers={"Accept": "text/html"})
    assert reply.status_code == 200
    assert "Iran" in reply.text


@pytest.mark.parametrize("accept", ["application/n-quads", "text/turtle", "application/n-triples"])
def test_every_format_has_the_same_data(client, accept):
    path = address(subject=IRAN)
    data, _ = fetched(client, path)
    reply = client.get(path, headers={"Accept": accept})
    read = ox.parse(reply.data, ox.RdfFormat.from_media_type(accept))
    assert {quad.triple for quad in data} <= {quad.triple for quad in read}


def test_a_fragment_is_not_sent_twice(client):
    path, fields = address(subject=IRAN), {"Accept": "application/trig"}
    tag = client.get(path, headers=fields).headers["ETag"]
    assert client.get(path, headers=fields | {"If-None-Match": tag}).status_code == 304
    other = client.get(address(object=IRAN), headers=fields | {"If-None-Match": tag})
    assert other.status_code == 200


def test_links_keep_the_pattern(client):
    _, controls = fetched(client, address(predicate=LABEL, object="?o"))
    [following] = control(controls, "next")
    assert dict(parse_qsl(urlsplit(following).query)) == {
        "predicate": LABEL,
        "object": "?o",
        "page": "2",
    }
