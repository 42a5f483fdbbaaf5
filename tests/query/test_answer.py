"""A result as it comes from a child: its forms, its dataset, its pieces."""

import tracemalloc

import pyoxigraph as ox
import pytest

from nofuz.errors import MalformedQuery, MalformedRequest
from nofuz.store.embedded import Scope
from tests.query.asking import CSV, EXAMPLE, FLOOD, assert_answers, run, values


def test_a_short_result_comes_whole(pool):
    answer = run(pool, "SELECT * { VALUES ?o { 1 } }", CSV)
    assert answer.is_complete
    assert answer.body == b"o\r\n1\r\n"
    assert list(answer) == [answer.body]


@pytest.mark.parametrize(
    ("text", "media_type", "body"),
    [
        ("ASK {}", CSV, b"true"),
        ("CONSTRUCT { <a> <b> 1 } {}", "application/n-triples", None),
        ("DESCRIBE <http://example.org/thing>", "text/turtle", None),
        ("SELECT * { FILTER(false) }", CSV, b"\r\n"),
    ],
)
def test_every_form_has_an_answer(pool, text, media_type, body):
    answer = run(pool, text, media_type)
    assert answer.is_complete
    assert answer.body == body or (body is None and ox.parse(answer.body, mime_type(media_type)))


def test_a_long_result_comes_in_pieces(start):
    pool = start()
    answer = run(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000", CSV)
    assert not answer.is_complete
    assert answer.body is None
    assert b"".join(answer).count(b"\r\n") == 20001
    assert_answers(pool)


def test_relative_iris_are_resolved_against_the_base(pool):
    assert values(pool, "SELECT ?o { GRAPH <1> { <thing> <value> ?o } }") == ["1"]


def test_a_malformed_query_is_told_where(pool):
    with pytest.raises(MalformedQuery, match=r"error at 2:\d"):
        run(pool, "SELECT *\n { ?s ?p ")
    assert_answers(pool)


def test_what_is_told_of_a_malformed_query_is_one_short_line(pool):
    with pytest.raises(MalformedQuery) as caught:
        run(pool, "SELECT * { ?s ?p ")
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) <= 500


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT ?o { BIND(<http://a/f>(1) AS ?x) VALUES ?o { 1 } }", ["1"]),
        ("SELECT ?o { VALUES ?o { 1 } FILTER(<http://a/f>(?o)) }", []),
        ("PREFIX a: <http://a/> SELECT ?o { VALUES ?o { 1 } FILTER(!a:f() || a:g(?o)) }", []),
        ("SELECT ?o { VALUES ?x { 1 } BIND(COALESCE(<f>(?x), ?x) AS ?o) }", ["1"]),
        ("SELECT ?o { VALUES ?o { 1 } FILTER NOT EXISTS { FILTER(<http://a/f>(1)) } }", ["1"]),
        (
            "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
            'SELECT ?o { BIND(xsd:integer("01") AS ?o) FILTER(!BOUND(?x) || xsd:token("1")) }',
            ["1"],
        ),
    ],
)
def test_a_function_that_nobody_knows_is_an_error_of_its_expression(pool, text, rows):
    assert values(pool, text) == rows


# The dataset

ALL = ["0", "1", "2"]
ONE, TWO = f"{EXAMPLE}1", f"{EXAMPLE}2"


@pytest.mark.parametrize(
    ("clauses", "scope", "default", "named"),
    [
        ("", Scope(), ALL, ["1", "2"]),
        ("FROM <1>", Scope(), ["1"], []),
        ("FROM <1> FROM <2>", Scope(), ["1", "2"], []),
        ("FROM NAMED <1>", Scope(), [], ["1"]),
        ("FROM <1> FROM NAMED <2>", Scope(), ["1"], ["2"]),
        ("FROM <absent>", Scope(), [], []),
        ("", Scope(default_graphs=(ONE,)), ["1"], []),
        ("", Scope(named_graphs=(TWO,)), [], ["2"]),
        ("", Scope(default_graphs=(ONE, TWO), named_graphs=(ONE,)), ["1", "2"], ["1"]),
        ("FROM <1> FROM NAMED <1>", Scope(default_graphs=(TWO,)), ["2"], []),
        ("FROM <1> FROM NAMED <1>", Scope(named_graphs=(TWO,)), [], ["2"]),
    ],
)
def test_the_request_names_the_dataset_before_the_query_and_that_before_the_store(
    pool, clauses, scope, default, named
):
    assert values(pool, f"SELECT ?o {clauses} {{ <thing> <value> ?o }}", scope) == default
    in_graphs = f"SELECT ?o {clauses} {{ GRAPH ?g {{ <thing> <value> ?o }} }}"
    assert values(pool, in_graphs, scope) == named


def test_a_graph_whose_name_is_no_iri_is_the_fault_of_the_request(pool):
    with pytest.raises(MalformedRequest):
        run(pool, "ASK {}", scope=Scope(default_graphs=("no IRI",)))
    assert_answers(pool)


def mime_type(media_type):
    return ox.RdfFormat.from_media_type(media_type)


def test_a_big_result_streams_in_constant_memory(start):
    pool = start()
    tracemalloc.start()
    try:
        answer = run(pool, f"{FLOOD} LIMIT 100000")
        size = sum(len(piece) for piece in answer)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 20_000_000
    assert peak < 2_000_000
