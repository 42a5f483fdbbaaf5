"""A function that nobody knows is an error of its expression (SPARQL 1.1, section 17.6)."""

import io
import json

import pyoxigraph as ox
import pytest

from nofuz.query.answering import answer
from nofuz.query.inspection import inspect
from nofuz.settings import Settings
from nofuz.store.embedded import EmbeddedStore, Scope

TWO = "VALUES ?o { 1 2 }"
CALLS = ["<http://x/f>(?o)", "x:f(DISTINCT ?o)", "x:f()", "x:f(x:g(?o), 1)"]


def solutions(text):
    output = io.BytesIO()
    query = inspect(f"PREFIX x: <http://x/> {text}", Settings())
    query = query.query("http://x/", Scope(), "application/sparql-results+json")
    answer(EmbeddedStore(ox.Store()), query, output)
    result = json.loads(output.getvalue())
    if "boolean" in result:
        return result["boolean"]
    rows = result["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?o { TWO FILTER CALL }", []),
        ("SELECT ?o { TWO FILTER(!CALL) }", []),
        ("SELECT ?o { TWO FILTER(CALL || ?o = 1) }", [{"o": "1"}]),
        ("SELECT ?o { TWO FILTER(CALL && false) }", []),
        ("SELECT ?o { TWO FILTER(?o IN (CALL, 1)) }", [{"o": "1"}]),
        ("SELECT ?o { TWO BIND(CALL AS ?x) }", [{"o": "1"}, {"o": "2"}]),
        ("SELECT ?x { TWO BIND(COALESCE(CALL, 7) AS ?x) }", [{"x": "7"}, {"x": "7"}]),
        ("SELECT ?x { TWO BIND(IF(CALL, 1, 2) AS ?x) }", [{}, {}]),
        ("SELECT ?x { TWO BIND(BOUND(?y) AS ?x) BIND(CALL AS ?y) }", [{"x": "false"}] * 2),
        ("SELECT ?o (CALL AS ?x) { TWO }", [{"o": "1"}, {"o": "2"}]),
        ("SELECT ?o { TWO } ORDER BY CALL DESC(?o)", [{"o": "2"}, {"o": "1"}]),
        ("SELECT ?o { TWO } ORDER BY DESC(CALL) ?o", [{"o": "1"}, {"o": "2"}]),
        ("SELECT (COUNT(*) AS ?n) { TWO } GROUP BY CALL", [{"n": "2"}]),
        ("SELECT ?k (COUNT(*) AS ?n) { TWO } GROUP BY (CALL AS ?k)", [{"n": "2"}]),
        ("SELECT ?o { TWO } GROUP BY ?o HAVING(CALL)", []),
        ("SELECT ?o { TWO } GROUP BY ?o HAVING(CALL || ?o = 2)", [{"o": "2"}]),
        ("SELECT (SUM(CALL) AS ?n) { TWO }", [{}]),
        ("SELECT ?o { TWO FILTER EXISTS { FILTER CALL } }", []),
        ("SELECT ?o { TWO FILTER NOT EXISTS { FILTER CALL } }", [{"o": "1"}, {"o": "2"}]),
        ("SELECT ?o ?y { TWO OPTIONAL { VALUES ?y { 3 } FILTER CALL } }", [{"o": "1"}, {"o": "2"}]),
        ("SELECT ?o { { SELECT ?o { TWO FILTER CALL } } UNION { BIND(5 AS ?o) } }", [{"o": "5"}]),
        ("ASK { TWO FILTER CALL }", False),
    ],
)
def test_an_unknown_function_is_an_error_wherever_it_is_called(text, expected, call):
    assert solutions(text.replace("TWO", TWO).replace("CALL", call)) == expected


def test_a_graph_leaves_out_what_has_no_value():
    output = io.BytesIO()
    text = (
        f"CONSTRUCT {{ <http://x/s> <http://x/p> ?o , ?x }} {{ {TWO} BIND(<http://x/f>() AS ?x) }}"
    )
    query = inspect(text, Settings()).query("http://x/", Scope(), "application/n-triples")
    answer(EmbeddedStore(ox.Store()), query, output)
    assert len(output.getvalue().splitlines()) == 2


def test_many_unknown_functions_are_many_errors():
    calls = " ".join(f"BIND(x:f{number}(?o) AS ?x{number})" for number in range(40))
    assert solutions(f"SELECT * {{ {TWO} {calls} }}") == [{"o": "1"}, {"o": "2"}]
