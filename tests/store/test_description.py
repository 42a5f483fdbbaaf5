"""What a description holds, in small stores, and of everything in our own dataset."""

import pyoxigraph as ox
import pytest

from nofuz.namespaces import NOFUZ, PREFIXES
from nofuz.release.releases import current_release
from nofuz.store.description import INCOMING, Describer, in_their_graphs

X = "http://x/"
LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
TURTLE = f"PREFIX : <{X}> PREFIX nofuz: <{NOFUZ}> PREFIX rdfs: <{PREFIXES['rdfs']}> "


def node(name):
    return ox.NamedNode(X + name)


def filled(turtle, graph=None):
    """Return a store with a graph, whose default graph has its triples as well."""
    store = ox.Store()
    for quad in ox.parse((TURTLE + turtle).encode(), ox.RdfFormat.TURTLE):
        store.add(quad)
        store.add(ox.Quad(*quad.triple, node(graph or "graph")))
    return store


def described(turtle, name="thing"):
    return Describer(filled(turtle)).describe(node(name))


def triples(turtle):
    found = ox.parse((TURTLE + turtle).encode(), ox.RdfFormat.TURTLE)
    return canonical(quad.triple for quad in found)


def canonical(statements):
    dataset = ox.Dataset(ox.Quad(*triple) for triple in statements)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad.triple) for quad in dataset}


def of(description):
    return canonical(quad.triple for quad in description.quads)


def test_a_description_is_symmetric_and_labelled():
    turtle = """
        :thing :p :other . :other rdfs:label "other"@en . :elsewhere :p :other .
        :pointing :q :thing ; rdfs:label "pointing"@en ; :r :far . :far rdfs:label "far"@en ."""
    expected = """
        :thing :p :other . :other rdfs:label "other"@en .
        :pointing :q :thing ; rdfs:label "pointing"@en ."""
    assert of(described(turtle)) == triples(expected)


def test_a_claim_that_is_mentioned_brings_who_makes_it_and_their_labels():
    turtle = """
        :thing :p :o . :claim nofuz:concerns :thing ; nofuz:speaker :somebody ; :p "more" .
        :somebody rdfs:label "somebody"@en ; :p "more" ."""
    expected = """
        :thing :p :o . :claim nofuz:concerns :thing ; nofuz:speaker :somebody .
        :somebody rdfs:label "somebody"@en ."""
    assert of(described(turtle)) == triples(expected)


def test_blank_nodes_come_along_down_to_their_end():
    turtle = ":thing :p [ :q [ :r :end ] ] . :end rdfs:label 'end' ."
    assert of(described(turtle)) == triples(turtle)


def test_a_blank_node_that_points_at_the_thing_is_told_with_what_holds_it():
    turtle = ":thing :p :o . :shape :in ( :first :thing :last ) ; rdfs:label 'shape' ."
    assert of(described(turtle)) == triples(turtle)


def test_blank_nodes_in_a_circle_end():
    turtle = ":thing :p _:a . _:a :p _:b . _:b :p _:a , :thing ."
    assert of(described(turtle)) == triples(turtle)


def test_what_says_nothing_has_no_description():
    assert described(":somebody :p :thing .").quads == []


@pytest.mark.parametrize("count", [0, 1, INCOMING, INCOMING + 1, 2 * INCOMING, 2 * INCOMING + 1])
def test_pages_hold_all_that_points_at_a_thing_just_once(count):
    turtle = ":thing :p 1 ." + "".join(f":s{n} :q :thing . " for n in range(count))
    describer = Describer(filled(turtle))
    first = describer.describe(node("thing"))
    found = [describer.describe(node("thing"), page) for page in range(1, first.pages + 1)]
    pointing = [q.subject for page in found for q in page.quads if q.object == node("thing")]
    assert len(pointing) == len(set(pointing)) == count
    assert all(page.incoming == count for page in found)
    assert all(node("thing") in {quad.subject for quad in page.quads} for page in found)
    assert max(len(page.quads) for page in found) <= INCOMING + 1


@pytest.mark.parametrize("page", [0, -1, 2, 1000])
def test_there_is_no_page_beyond_the_last(page):
    describer = Describer(filled(":thing :p 1 . :a :q :thing ."))
    assert describer.describe(node("thing"), page).quads == []


def test_a_whole_description_has_every_page():
    turtle = ":thing :p 1 ." + "".join(f":s{n} :q :thing . " for n in range(INCOMING + 3))
    whole = Describer(filled(turtle)).describe_wholly([node("thing")])
    assert canonical(quad.triple for quad in whole) == triples(turtle)


def test_a_description_from_some_graphs_has_nothing_of_others():
    store = filled(":thing :p :o . :o rdfs:label 'o' .", "one")
    for quad in ox.parse(
        (TURTLE + ":thing :p :else . :a :q :thing .").encode(), ox.RdfFormat.TURTLE
    ):
        store.add(ox.Quad(*quad.triple, node("two")))
    whole = Describer(store, [node("two")]).describe_wholly([node("thing")])
    assert canonical(quad.triple for quad in whole) == triples(":thing :p :else . :a :q :thing .")
    assert Describer(store, []).describe_wholly([node("thing")]) == []


@pytest.fixture(scope="module")
def store(releases):
    return ox.Store.read_only(str(current_release(releases).store_path))


@pytest.fixture(scope="module")
def everything(store):
    """The descriptions of all that has an identifier of its own."""
    describer = Describer(store)
    named = {q.subject for q in store if isinstance(q.subject, ox.NamedNode)}
    return {thing: describer.describe(thing) for thing in named}


def test_everything_that_our_dataset_names_is_described_whole(store, everything):
    default = ox.DefaultGraph()
    for thing, (quads, incoming, _, pages) in everything.items():
        said = set(store.quads_for_pattern(thing, None, None, default))
        pointing = set(store.quads_for_pattern(None, None, thing, default))
        assert said <= set(quads)
        assert len(pointing) == incoming
        assert pages > 1 or pointing <= set(quads)


def test_everything_that_a_description_mentions_has_its_labels(store, everything):
    labels = {}
    for quad in store.quads_for_pattern(None, LABEL, None, ox.DefaultGraph()):
        labels.setdefault(quad.subject, set()).add(quad)
    for quads, *_ in everything.values():
        mentioned = {quad.subject for quad in quads} | {quad.object for quad in quads}
        expected = {label for thing in mentioned for label in labels.get(thing, ())}
        assert expected <= set(quads)


def test_every_statement_of_a_description_is_made_in_some_graph(store, everything):
    for thing in sorted(everything, key=str)[::7]:
        quads = everything[thing].quads
        located = list(in_their_graphs(store, quads))
        assert {quad.triple for quad in located} == {quad.triple for quad in quads}
        assert all(quad in store for quad in located)
        assert ox.DefaultGraph() not in {quad.graph_name for quad in located}
