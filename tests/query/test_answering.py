"""What the engine leaves open: the columns of SELECT *, and the merge of several graphs."""

import io
import json

import pytest

from nofuz.errors import MalformedRequest
from nofuz.query.answering import answer
from nofuz.query.inspection import inspect
from nofuz.settings import Settings
from nofuz.store.embedded import EmbeddedStore, Scope
from nofuz.store.memory import write_store

BASE = "http://x/"
LINES = [
    b'<http://x/s> <http://x/p> "1" <http://x/a> .\n',
    b'<http://x/s> <http://x/p> "2" <http://x/a> .\n',
    b'<http://x/s> <http://x/p> "2" <http://x/b> .\n',
    b'<http://x/s> <http://x/p> "3" <http://x/b> .\n',
    b'<http://x/s> <http://x/p> "4" <http://x/c> .\n',
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "store"
    write_store(LINES, path)
    return EmbeddedStore.open(path)


def result(store, text, scope=Scope()):  # noqa: B008 - it is a constant
    output = io.BytesIO()
    media_type = "application/sparql-results+json"
    answer(store, inspect(text, Settings()).query(BASE, scope, media_type), output)
    return json.loads(output.getvalue())


def columns(store, text):
    return result(store, text)["head"]["vars"]


def values(store, text, scope=Scope()):  # noqa: B008
    rows = result(store, text, scope)["results"]["bindings"]
    return "".join(sorted(row["o"]["value"] for row in rows))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", "s p o"),
        ("select distinct * { $zebra ?p ?apple }", "zebra p apple"),
        ("SELECT REDUCED*{?s ?p ?o}", "s p o"),
        ("# SELECT ?x\nPREFIX b: <b#> BASE <c> SELECT # *\n * { ?o ?s ?p }", "o s p"),
        ("SELECT * FROM <a> WHERE { ?s ?p ?o FILTER(?unbound = 1) }", "s p o"),
        ("SELECT * { { SELECT ?o { ?z ?y ?o } } ?s ?o ?p }", "o s p"),
        ("SELECT * { ?s ?p ?o BIND(1 * 2 AS ?a) }", "s p o a"),
        ("SELECT ?p ?o ?s { ?s ?p ?o FILTER(1 * 1 = 1) }", "p o s"),
        ("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o } GROUP BY ?s", "n s"),
        ("SELECT * {}", ""),
    ],
)
def test_columns_come_in_the_order_of_the_text(store, text, expected):
    assert columns(store, text) == expected.split()


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ("", "1234"),
        ("FROM <a>", "12"),
        ("FROM <a> FROM <a>", "12"),
        ("FROM <a> FROM <b>", "123"),
        ("FROM <http://x/a> FROM <c> FROM x:b", "1234"),
        ("FROM <b> FROM <c>", "234"),
        ("FROM <a> FROM NAMED <b>", "12"),
        ("FROM NAMED <a> FROM NAMED <b>", ""),
        ("FROM <nothing> FROM <a>", "12"),
    ],
)
def test_a_merge_of_graphs_has_each_triple_once(store, clauses, expected):
    text = f"PREFIX x: <> SELECT ?o {clauses} {{ ?s ?p ?o }}"
    assert values(store, text) == expected


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ("FROM <a> FROM <b>", ""),
        ("FROM <a> FROM <b> FROM NAMED <b>", "23"),
        ("FROM NAMED <b> FROM <b> FROM <a> FROM NAMED <b> FROM NAMED <c>", "234"),
        ("FROM NAMED <a> FROM NAMED <a>", "12"),
    ],
)
def test_a_named_graph_is_there_once_beside_a_merge(store, clauses, expected):
    assert values(store, f"SELECT ?o {clauses} {{ GRAPH ?g {{ ?s ?p ?o }} }}") == expected


def test_a_graph_beside_a_merge_is_there_if_it_is_empty(store):
    text = "ASK FROM <a> FROM <b> FROM NAMED <nothing> { GRAPH <nothing> { } }"
    alone = text.replace("FROM <a> FROM <b>", "")
    assert result(store, text) == result(store, alone)


def test_a_construct_has_its_from_after_its_template(store):
    media_type, output = "application/n-triples", io.BytesIO()
    count = "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s"
    text = f"CONSTRUCT {{ ?s <n> ?n }} FROM <a> FROM <b> {{ {count} }}"
    answer(store, inspect(text, Settings()).query(BASE, Scope(), media_type), output)
    assert b'"3"' in output.getvalue()


def test_the_dataset_of_the_request_is_merged_too_and_beats_from(store):
    scope = Scope((f"{BASE}a", f"{BASE}b", f"{BASE}a"), (f"{BASE}c",))
    assert values(store, "SELECT ?o FROM <c> FROM <a> { ?s ?p ?o }", scope) == "123"
    assert values(store, "SELECT ?o FROM <c> { GRAPH ?g { ?s ?p ?o } }", scope) == "4"


def test_a_graph_of_the_request_is_named_by_an_absolute_iri(store):
    with pytest.raises(MalformedRequest, match="absolute"):
        values(store, "SELECT ?o { ?s ?p ?o }", Scope((f"{BASE}a", "b")))
