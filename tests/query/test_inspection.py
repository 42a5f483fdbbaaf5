"""What a query is, and what is refused before an engine sees it."""

import pytest

from nofuz.errors import MalformedQuery, QueryTooComplex
from nofuz.query.inspection import inspect
from nofuz.settings import Settings


def inspected(text, **settings):
    return inspect(text, Settings(**settings))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("select*{}", "SELECT"),
        ("SELECTDISTINCT*{}", "SELECT"),
        ("ASKWHERE{}", "ASK"),
        ("# SELECT\nASK {}", "ASK"),
        ("BASE <http://SELECT/> PREFIX select: <a> DESCRIBE select:x", "DESCRIBE"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        (r"\u0041SK {}", "ASK"),
        ('VERSION "1.2" ASK {}', "ASK"),
    ],
)
def test_the_form_is_the_first_keyword_after_the_prologue(text, form):
    assert inspected(text).form == form


@pytest.mark.parametrize(
    "text", ["INSERT DATA {}", "PREFIX a: <b> delete where {}", "WITH <g> DELETE {}", "LOAD <a>"]
)
def test_an_update_is_told_that_this_is_a_query_endpoint(text):
    with pytest.raises(MalformedQuery, match="query endpoint"):
        inspected(text)


@pytest.mark.parametrize("text", ["", " # nothing", "{}", "PREFIX a: <b>", "EXPLAIN SELECT * {}"])
def test_what_has_no_form_is_malformed(text):
    with pytest.raises(MalformedQuery):
        inspected(text)


@pytest.mark.parametrize("text", ["ASK { ?s ?p '\0' }", "ASK {}\n\ud800", "ASK { ?s ?p '\udcff' }"])
def test_what_is_no_character_is_malformed(text):
    with pytest.raises(MalformedQuery, match="no character"):
        inspected(text)


def nested(levels, opening, closing, inside="1"):
    return opening * levels + inside + closing * levels


@pytest.mark.parametrize(
    ("before", "opening", "inside", "closing", "after", "own"),
    [
        ("SELECT (", "STR(", "1", ")", " AS ?x) {}", 1),
        ("SELECT (", "(", "1", ")", " AS ?x) {}", 1),
        ("SELECT (", "!", "1", "", " AS ?x) {}", 1),
        ("SELECT (", "-", "?x", "", " AS ?x) {}", 1),
        ("SELECT (", "(", "1-2+3", ")", " AS ?x) {}", 1),
        ("SELECT (", "<http://a/f>(", "1", ")", " AS ?x) {}", 1),
        ("SELECT * ", "{", "?s ?p ?o", "}", "", 0),
        ("ASK { ?s ", "(", "<http://a/>", ")", " ?o }", 1),
        ("ASK { ?s ", "^(", "<http://a/>", ")", " ?o }", 1),
        ("ASK { ?s ?p ", "[ ?q ", "1", "]", " }", 1),
        ("ASK { ", "FILTER EXISTS {", "?s ?p ?o", "}", " }", 1),
    ],
)
def test_nesting_has_a_limit(before, opening, inside, closing, after, own):
    def query(levels):
        return before + nested(levels - own, opening, closing, inside) + after

    assert inspected(query(50))
    with pytest.raises(QueryTooComplex, match="query too complex: more than 50 levels"):
        inspected(query(51))


def test_closed_brackets_do_not_nest():
    assert inspected("ASK {" + "{ ?s ?p ?o }" * 60 + "}")


def test_brackets_in_strings_and_comments_do_not_nest():
    assert inspected("ASK { ?s ?p '" + "(" * 60 + "' # " + "{" * 60 + "\n }")


PATTERNS = [
    ("SELECT * { ?s ?p ?o", " . ?s ?p ?o", "}"),
    ("SELECT * { ?s ?p ?o", ", ?o", "}"),
    ("SELECT * { ?s ?p ?o", " ; a ?o", "}"),
    ("SELECT * { ?s <http://a/>", "/<http://a/>", " ?o }"),
    ("SELECT * { ?s (<http://a/>", "|^<http://a/>", ")* ?o }"),
    ("SELECT * { ?s ?p ?o FILTER(?o < 1)", " ?s ?p ?o FILTER(?o < 1)", " }"),
    ("SELECT * { { ?s ?p ?o }", " UNION { ?s ?p [] }", " }"),
    ("CONSTRUCT { ?s ?p ?o . ?s ?p ?o } { [] ?p ?o", " GRAPH ?g { ?s ?p ?o }", " }"),
    ("DESCRIBE ?s { ?s ?p 'x'^^<http://a/>", " BIND(1 AS ?x) ?s ?p -1 ", " }"),
]


@pytest.mark.parametrize(("first", "more", "end"), PATTERNS)
def test_triple_patterns_and_path_steps_have_a_limit(first, more, end):
    assert inspected(first + more * 99 + end)
    with pytest.raises(QueryTooComplex, match="100 triple patterns"):
        inspected(first + more * 100 + end)


def test_an_item_of_a_collection_is_two_patterns():
    query = "ASK { ?s ?p (%s) }"
    assert inspected(query % ("[ a ?c ] " * 33))
    with pytest.raises(QueryTooComplex):
        inspected(query % ("[ a ?c ] " * 34))


@pytest.mark.parametrize(
    ("first", "more", "end", "own"),
    [
        ("SELECT (1", "+1", " AS ?x) {}", 2),
        ("ASK { FILTER(?x", " || ?x", ") }", 2),
        ("ASK { {}", " UNION {}", " }", 1),
    ],
)
def test_operators_have_a_limit(first, more, end, own):
    assert inspected(first + more * (500 - own) + end)
    with pytest.raises(QueryTooComplex, match="500 operators"):
        inspected(first + more * (501 - own) + end)


@pytest.mark.parametrize(
    ("first", "more", "end", "own"),
    [
        ("ASK { VALUES ?x {", " 1", "} }", 0),
        ("ASK { VALUES (?x) {", " (UNDEF)", "} }", 1),
        ("ASK {} VALUES ?x {", " <http://a/>", "}", 0),
        ("ASK { FILTER(?x IN (1", ",1", ")) }", 2),
    ],
)
def test_terms_have_a_limit(first, more, end, own):
    assert inspected(first + more * (5000 - own) + end)
    with pytest.raises(QueryTooComplex, match="5000 terms"):
        inspected(first + more * (5001 - own) + end)


def test_the_limits_are_settings():
    with pytest.raises(QueryTooComplex):
        inspected("ASK { { } }", query_depth=1)
    with pytest.raises(QueryTooComplex):
        inspected("ASK { ?s ?p ?o, ?o }", query_patterns=1)
