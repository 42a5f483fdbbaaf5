"""A release's store: what is in its graphs, and that its default graph is all of them, once."""

import io

import pytest

from nofuz.errors import UnknownResource
from nofuz.store.embedded import EmbeddedStore, Scope
from nofuz.store.memory import write_store
from nofuz.store.terms import iri

LINES = [
    b"<http://x/a> <http://x/p> <http://x/b> <http://g/1> .\n",
    b"<http://x/a> <http://x/p> <http://x/b> <http://g/2> .\n",
    b"<http://x/a> <http://x/q> _:c <http://g/2> .\n",
    b'_:c <http://www.w3.org/2000/01/rdf-schema#label> "c"@en <http://g/2> .\n',
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "store"
    write_store(LINES, path)
    return EmbeddedStore.open(path)


def count(store, query):
    output = io.BytesIO()
    store.answer(query, "http://x/", Scope(), "text/csv", output)
    return int(output.getvalue().split()[1])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", 3),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", 4),
        ("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { } }", 2),
        ("SELECT (COUNT(*) AS ?n) FROM <http://g/1> { ?s ?p ?o }", 1),
    ],
)
def test_a_triple_in_two_graphs_counts_once_by_default_and_in_each_of_them(store, query, expected):
    assert count(store, query) == expected


def test_the_graphs_say_where_each_statement_was_made(store):
    quads = store.in_their_graphs(store.describe("http://x/a").quads)
    assert sorted(quad.graph_name.value for quad in quads) == [f"http://g/{n}" for n in "1222"]


def test_values_are_bound_and_never_spliced(store):
    query = "SELECT ?thing ?p { ?thing ?p <http://x/b> }"
    assert store.select(query, {"thing": iri("http://x/a")}) == [
        {"thing": iri("http://x/a"), "p": iri("http://x/p")}
    ]


@pytest.mark.parametrize("name", ["http://x/nothing", "no iri", "http://x/<>", ""])
def test_what_is_not_there_is_not_described(store, name):
    assert not store.is_described(name)
    with pytest.raises(UnknownResource):
        store.describe(name)
    assert store.values(name, "http://x/p") == []
    assert store.graph(name) == []


def test_a_folder_that_is_no_store_does_not_open(tmp_path):
    with pytest.raises(OSError, match=r"No such file|CURRENT"):
        EmbeddedStore.open(tmp_path)
