"""What is written as JSON-LD, read by three libraries."""

import json

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from rdflib import Graph
from rdflib.compare import isomorphic

from nofuz.namespaces import NOFUZ, PREFIXES
from nofuz.release.releases import current_release
from nofuz.store.description import Describer
from nofuz.store.json_ld import Compactor

X = "http://x/"
CONTEXT = {
    "@context": {
        "@version": 1.1,
        "@vocab": NOFUZ,
        "id": "@id",
        "type": "@type",
        "nofuz": NOFUZ,
        "rdf": PREFIXES["rdf"],
        "rdfs": PREFIXES["rdfs"],
        "xsd": PREFIXES["xsd"],
        "label": {"@id": "rdfs:label", "@container": "@language"},
        "stance": {"@id": "nofuz:stance", "@type": "@id"},
        "day": {"@id": "nofuz:day", "@type": "xsd:date"},
        "count": "nofuz:count",
    }
}


def written(quads, root=None):
    """Return a document with its context inside, so that nobody has to fetch it."""
    compactor = Compactor(CONTEXT, CONTEXT["@context"])
    return compactor.frame(quads, root) if root else compactor.compact(quads)


def canonical(quads):
    dataset = ox.Dataset(ox.Quad(*quad.triple) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad.triple) for quad in dataset}


def read(document):
    return canonical(ox.parse(document, ox.RdfFormat.JSON_LD))


def read_by_pyld(document):
    text = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"})
    return canonical(ox.parse(text.encode(), ox.RdfFormat.N_QUADS))


def parsed(turtle):
    head = f"PREFIX : <{X}> PREFIX nofuz: <{NOFUZ}> PREFIX rdfs: <{PREFIXES['rdfs']}> "
    head += f"PREFIX xsd: <{PREFIXES['xsd']}> PREFIX rdf: <{PREFIXES['rdf']}> "
    return list(ox.parse(f"{head}{turtle} .".encode(), ox.RdfFormat.TURTLE))


def node(turtle):
    """Return the first node of what is written, without its name."""
    [first, *_] = json.loads(written(parsed(turtle)))["@graph"]
    return {name: value for name, value in first.items() if name != "id"}


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (":s a nofuz:Claim", {"type": "Claim"}),
        (":s a rdfs:Class , nofuz:Claim", {"type": ["rdfs:Class", "Claim"]}),
        (":s nofuz:stance :o", {"stance": "http://x/o"}),
        (":s nofuz:stance rdf:nil , rdfs:x", {"stance": ["rdf:nil", "rdfs:x"]}),
        (":s nofuz:stance 'x'", {"stance": {"@value": "x"}}),
        (":s nofuz:other :o", {"other": {"id": "http://x/o"}}),
        (":s :p 'x'", {"http://x/p": "x"}),
        (":s rdfs:comment 'x'@en", {"rdfs:comment": {"@language": "en", "@value": "x"}}),
        (":s rdfs:label 'x'@en , 'y'@ar", {"label": {"en": "x", "ar": "y"}}),
        (":s rdfs:label 'x'@en , 'y'@en", {"label": {"en": ["x", "y"]}}),
        (":s rdfs:label 'x'", {PREFIXES["rdfs"] + "label": "x"}),
        (":s nofuz:day '2020-01-01'^^xsd:date", {"day": "2020-01-01"}),
        (":s nofuz:day '2020'", {"day": {"@value": "2020"}}),
        (":s nofuz:count 3 , -1 , 0", {"count": [3, -1, 0]}),
        (":s nofuz:count true", {"count": True}),
        (":s nofuz:count '007'^^xsd:integer", {"count": {"@type": "xsd:integer", "@value": "007"}}),
        (":s nofuz:count 1.5", {"count": {"@type": "xsd:decimal", "@value": "1.5"}}),
        (":s a 'x'", {PREFIXES["rdf"] + "type": "x"}),
        (":s nofuz:id 'x' ; nofuz:rdfs 'y'", {"nofuz:id": "x", "nofuz:rdfs": "y"}),
    ],
)
def test_each_kind_of_value_has_its_shortest_form(turtle, expected):
    assert node(turtle) == expected
    assert read_by_pyld(written(parsed(turtle))) == canonical(parsed(turtle))


def test_a_number_keeps_its_spelling():
    quads = parsed(":s nofuz:count 1e0 , '1.50'^^xsd:double")
    assert read(written(quads)) == canonical(quads)


def test_a_document_refers_to_its_context_and_holds_each_node_once():
    quads = parsed(":a :p :b . :b :p :a , 'x' . [] :p :a")
    document = json.loads(Compactor(CONTEXT, "/context.jsonld").compact(quads))
    assert document["@context"] == "/context.jsonld"
    names = [node["id"] for node in document["@graph"]]
    assert len(names) == len(set(names)) == 3


def test_a_frame_is_a_tree_from_the_thing_with_what_points_at_it():
    quads = parsed(":s nofuz:stance :o . :o rdfs:label 'o'@en . :in nofuz:stance :s ; :p 1")
    assert json.loads(written(quads, X + "s")) == CONTEXT | {
        "id": "http://x/s",
        "stance": {"id": "http://x/o", "label": {"en": "o"}},
        "@reverse": {"stance": {"id": "http://x/in", "http://x/p": 1}},
    }


def test_what_no_statement_connects_to_the_thing_is_in_its_frame_too():
    quads = parsed(":s a nofuz:Claim . nofuz:Claim rdfs:label 'claim'@en")
    framed = json.loads(written(quads, X + "s"))
    assert framed["type"] == "Claim"
    assert framed["@included"] == {"id": "nofuz:Claim", "label": {"en": "claim"}}


names = st.sampled_from(["a", "b", "c"])
tags = st.sampled_from(["en", "ar", "az-latn"])
things = st.builds(lambda name: ox.NamedNode(X + name), names) | st.builds(ox.BlankNode, names)
literals = (
    st.builds(ox.Literal, st.sampled_from(["", "x", "true", "1", "01", "-0", "2020-01-01"]))
    | st.builds(lambda t, n: ox.Literal(t, language=n), st.text("xیé", max_size=2), tags)
    | st.builds(
        lambda t, d: ox.Literal(t, datatype=ox.NamedNode(PREFIXES["xsd"] + d)),
        st.sampled_from(["1", "01", "-0", "9" * 20, "true", "1", "x"]),
        st.sampled_from(["integer", "boolean", "date", "decimal"]),
    )
)
predicates = st.sampled_from(
    [
        ox.NamedNode(iri)
        for iri in (
            *(NOFUZ + name for name in ("stance", "day", "count", "other", "id", "rdfs")),
            *(PREFIXES["rdfs"] + name for name in ("label", "comment")),
            *(X + "p", PREFIXES["rdf"] + "type", PREFIXES["rdf"] + "first"),
        )
    ]
)
triples = st.builds(lambda s, p, o: ox.Quad(s, p, o), things, predicates, things | literals)


@given(st.lists(triples, min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_read_again(quads):
    quads = sorted(set(quads), key=str)
    expected = canonical(quads)
    assert read_by_pyld(written(quads)) == expected
    for root in {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}:
        assert read_by_pyld(written(quads, root.value)) == expected


@pytest.fixture(scope="module")
def release(releases):
    return current_release(releases)


@pytest.fixture(scope="module")
def descriptions(release):
    store = ox.Store.read_only(str(release.store_path))
    describer = Describer(store)
    named = {quad.subject for quad in store if isinstance(quad.subject, ox.NamedNode)}
    return {thing: describer.describe(thing).quads for thing in sorted(named, key=str)}


def test_every_description_of_our_dataset_is_read_again(release, descriptions):
    compactor = Compactor(release.context, release.context["@context"])
    for thing, quads in list(descriptions.items())[::4]:
        expected = canonical(quads)
        assert read(compactor.compact(quads)) == expected
        assert read(compactor.frame(quads, thing.value)) == expected


def test_the_libraries_of_the_field_read_it_alike(release, descriptions):
    compactor = Compactor(release.context, release.context["@context"])
    for thing, quads in list(descriptions.items())[::150]:
        for document in (compactor.compact(quads), compactor.frame(quads, thing.value)):
            assert read_by_pyld(document) == canonical(quads)
            expected = Graph().parse(data=ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES))
            assert isomorphic(Graph().parse(data=document, format="json-ld"), expected)


def test_a_library_compacts_by_our_context_to_the_same_nodes(release, descriptions):
    compactor = Compactor(release.context, release.context["@context"])
    agents = [thing for thing in descriptions if "/id/claim/" in thing.value][::60]
    for thing in agents:
        ours = json.loads(compactor.compact(descriptions[thing]))
        lines = ox.serialize(descriptions[thing], format=ox.RdfFormat.N_QUADS).decode()
        expanded = jsonld.from_rdf(lines, {"useNativeTypes": True})
        theirs = jsonld.compact(expanded, release.context)
        assert by_name(ours) == by_name(theirs)


def by_name(document):
    return {node["id"]: in_order(node) for node in document["@graph"]}


def in_order(value):
    """Return a value of JSON with its lists sorted: they are sets in JSON-LD."""
    if isinstance(value, dict):
        return {name: in_order(part) for name, part in value.items()}
    if isinstance(value, list):
        return sorted(map(in_order, value), key=lambda part: json.dumps(part, sort_keys=True))
    return value
