"""SERVICE is refused, and the engine finds none where the grammar has none."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.errors import FederationRefused, MalformedQuery, Problem
from nofuz.query.inspection import inspect
from nofuz.settings import Settings
from nofuz.store.embedded import Scope

BASE = "http://example.org/base"


def for_engine(text):
    """Return the text that a child would be given."""
    return inspect(text, Settings()).query(BASE, Scope(), "text/csv").text


def solutions(text):
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://a/service"), ox.NamedNode("http://a/p"), ox.Literal(1)))
    return list(store.query(text, base_iri=BASE))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://b/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { } }",
        "SELECT*{SERVICE<http://b/>{}}",
        "SELECT * { SERVICESILENT<http://b/> {} }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE ?x {} } } } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?x {} } }",
        "SELECT * { ?s ?p trueSERVICE<http://b/> {} }",
        "SELECT * { ?s ?p 1.SERVICE <http://b/> {} }",
        "SELECT * { # comment \r SERVICE ?x {} \n }",
        r"SELECT * { \u0053ERVICE <http://b/> {} }",
        r"SELECT * { S\U00000045RVICE <http://b/> {} }",
        "SELECT * { ?s ?p 'a\\'' SERVICE <http://b/> {} }",
    ],
)
def test_service_is_refused(text):
    with pytest.raises(FederationRefused):
        inspect(text, Settings())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT $SERVICE { $SERVICE ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o != 'SERVICE') } # SERVICE",
        "SELECT * { ?s ?p ?o FILTER(?o != '''SERVICE <http://b/> {}''') }",
        "SELECT * { ?s ?p ?o FILTER(?o != 'a'@en-service) }",
        "SELECT * { <http://a/service> ?p ?o }",
        r"SELECT * { <http://a/\u0073ervice> ?p ?o }",
        "PREFIX a: <http://a/> SELECT * { a:service ?p ?o }",
        "PREFIX service: <http://a/> SELECT * { service:service ?p ?o }",
        "PREFIX Service: <../> BASE <http://a/b/> SELECT * { <../service> ?p ?o }",
        "BASE <http://a/b/> PREFIX s: <../serv> SELECT * { s:ice ?p ?o }",
        "BASE <http://a/b/c> PREFIX s: <../> SELECT * { s:service ?p ?o }",
        "BASE <http://a/b/c> PREFIX s: <../service> SELECT * { s: ?p ?o }",
        "SELECT * { ?s ?p ?o OPTIONAL { _:service ?q ?o } }",
    ],
)
def test_service_as_a_name_goes_on_working(text):
    assert len(solutions(for_engine(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICEa:b { } }",
        "SELECT * { SERVICE:b { } }",
        "PREFIX service: <http://c/> SELECT * { service:b { } }",
        "SELECT * { ?s ?p trueSERVICE:b { } }",
        "PREFIX x: <http://c:> SELECT * { ?s ?p x:SERVICE?u { } }",
        "PREFIX x: <http://c:8> SELECT * { ?s ?p x:SERVICE:b { } }",
        "SELECT * { FILTER(?s<?p)SERVICE?x#>\n{ } }",
        "SELECT * { FILTER(?s<?p)?s?p?o.SERVICE:b#>\n{ } }",
    ],
)
def test_a_service_that_only_the_engine_would_read_is_hidden(text):
    prefixes = "PREFIX : <http://b/> PREFIX a: <http://b/> "
    with pytest.raises((MalformedQuery, SyntaxError)):
        solutions(for_engine(prefixes + text))


def test_an_unreadable_text_with_service_is_malformed():
    with pytest.raises(MalformedQuery, match=r"1:7"):
        for_engine('ASK { "SERVICE <http://b/> {} }')


def test_relative_prefixes_mean_the_same():
    text = "PREFIX s: <#> PREFIX t: <> SELECT * { VALUES ?x { s:service t:service s: } }"
    found = {row["x"].value for row in solutions(for_engine(text))}
    assert found == {f"{BASE}#service", f"{BASE}service", f"{BASE}#"}


_PIECES = [
    *("service", "SERVICE", "Silent", "a:", ":", "<", ">", "http://b/", "?", "$", "x", "{", "}"),
    *("(", ")", "[", "]", '"', "'", '"""', "\\", "#", "\n", "\r", " ", ".", ";", "^^", "@en", "-"),
    *("_", "1", "true", "FILTER", "\\u0053", "\\u000A", "%53", "SELECT *", "PREFIX a: <http://c>"),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_no_service_is_left_but_in_names(text):
    try:
        given_to_engine = for_engine("SELECT * " + text)
    except Problem:
        return
    names = r"[?$][0-9A-Za-z_]+|_:[0-9A-Za-z_.-]+|@[A-Za-z0-9-]+"
    assert "service" not in re.sub(names, "", given_to_engine).lower()
