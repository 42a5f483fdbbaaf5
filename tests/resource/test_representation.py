"""All formats of one document say the same, whatever it is about."""

import json

import pyoxigraph as ox
import pytest

from nofuz.formats import GRAPH_FORMATS, N_QUADS, TRIG
from nofuz.resource.identifiers import document_iri
from tests.resource.reading import with_context

BASE = "https://w3id.org/nofuz/"
PROFILE = "http://www.w3.org/ns/json-ld#"
THING = "/doc/agent/adel-abdul-mahdi"


def canonical(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def merged(quads):
    return canonical(ox.Quad(*quad.triple) for quad in quads)


def read(client, path, accept):
    reply = client.get(path, headers={"Accept": accept})
    assert reply.status_code == 200, path
    data = reply.data
    if reply.mimetype == "application/ld+json":
        data = with_context(client, data).encode()
    return list(ox.parse(data, ox.RdfFormat.from_media_type(reply.mimetype)))


@pytest.fixture(scope="module")
def paths(app):
    """The documents of all that is named: every kind of thing, concepts, shapes, graphs."""
    store = app.extensions["editions"].current().store
    found = store.select("SELECT DISTINCT ?s { ?s a ?kind FILTER isIRI(?s) } ORDER BY ?s")
    graphs = store.select("SELECT DISTINCT ?s { GRAPH ?s {} } ORDER BY ?s")
    kept = {}
    for iri in (row["s"].value for row in [*found, *graphs]):
        if iri.startswith(BASE) and "#" not in iri:
            path = iri.removeprefix(BASE)
            kind = "/".join(path.split("/")[: 2 if path.startswith("id/") else 1])
            path = path.replace("id/", "doc/", 1) if path.startswith("id/") else path
            kept.setdefault(kind, []).append(f"/{path}")
    return kept


def test_a_sample_of_every_kind_is_the_same_in_every_format(client, paths):
    assert len(paths) > 15
    for some in paths.values():
        for path in some[:: max(1, len(some) // 6)]:
            texts = [merged(read(client, path, form.media_type)) for form in GRAPH_FORMATS]
            assert texts[0], path
            assert all(text == texts[0] for text in texts[1:]), path


def test_n_quads_and_trig_have_the_same_graphs(client, paths):
    for some in paths.values():
        for path in some[:: max(1, len(some) // 6)]:
            quads, trig = (
                canonical(read(client, path, form.media_type)) for form in (N_QUADS, TRIG)
            )
            assert quads == trig, path


def test_every_statement_stands_in_the_graph_that_makes_it_and_none_in_no_graph(client, app, paths):
    store = app.extensions["editions"].current().store
    graphs = {row["g"].value for row in store.select("SELECT DISTINCT ?g { GRAPH ?g {} }")}
    for kind, some in paths.items():
        if kind in {"graph", "def"}:  # their content as it is
            continue
        quads = read(client, some[0], "application/n-quads")
        thing = BASE + some[0][1:].replace("doc/", "id/", 1)
        names = {quad.graph_name.value for quad in quads}
        assert names - graphs == {document_iri(BASE, thing)}


@pytest.mark.parametrize("profile", ["compacted", "expanded", "flattened", "framed"])
@pytest.mark.parametrize(
    "path", [THING, "/voc/denies", "/shape/Claim-stance", "/void", "/catalogue"]
)
def test_every_profile_of_json_ld_says_the_same(client, path, profile):
    accept = f'application/ld+json;profile="{PROFILE}{profile}"'
    reply = client.get(path, headers={"Accept": accept})
    assert reply.content_type == accept
    assert merged(read(client, path, accept)) == merged(read(client, path, "text/turtle"))


def test_each_profile_has_its_form(client):
    def document(profile):
        accept = f'application/ld+json;profile="{PROFILE}{profile}"'
        return json.loads(client.get(THING, headers={"Accept": accept}).data)

    assert document("compacted")["@context"] == "/context.jsonld"
    assert "@graph" in document("compacted")
    assert all("@id" in node for node in document("expanded"))
    names = [node["@id"] for node in document("flattened")]
    assert len(names) == len(set(names))
    assert document("framed")["id"] == BASE + "id/agent/adel-abdul-mahdi"


@pytest.mark.parametrize(
    "accept",
    [
        'application/ld+json;profile="http://example.org/unknown"',
        'application/ld+json;profile=""',
        'application/ld+json;profile="a b c"',
        "application/ld+json",
    ],
)
def test_an_unknown_profile_asks_for_nothing(client, accept):
    reply = client.get(THING, headers={"Accept": accept})
    assert reply.content_type == "application/ld+json"
    assert json.loads(reply.data)["@context"] == "/context.jsonld"


def test_each_profile_has_a_tag_of_its_own(client):
    tags = [
        client.head(THING, headers={"Accept": f'application/ld+json;profile="{PROFILE}{name}"'})
        for name in ("compacted", "expanded", "framed", "nothing")
    ]
    assert len({reply.headers["ETag"] for reply in tags}) == 4


def test_what_is_about_no_one_thing_has_no_frame(client):
    accept = f'application/ld+json;profile="{PROFILE}framed"'
    for path in ("/graph/origins", "/def"):
        reply = client.get(path, headers={"Accept": accept})
        assert reply.content_type == "application/ld+json"
        assert "@graph" in json.loads(reply.data)
