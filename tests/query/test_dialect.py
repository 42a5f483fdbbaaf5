"""The engine takes what the grammar allows, and says of the client's own text where it is wrong."""

import pyoxigraph as ox
import pytest

from nofuz.query.inspection import inspect
from nofuz.settings import Settings


def for_engine(text):
    return inspect(text, Settings()).text


@pytest.mark.parametrize("word", ["true", "TRUE", "True", "tRuE"])
def test_a_boolean_has_no_case(word):
    assert bool(ox.Store().query(for_engine(f"ASK {{ FILTER({word}) }}")))
    assert bool(ox.Store().query(for_engine(f"ASK {{ VALUES ?x {{ {word} }} FILTER(?x) }}")))
    assert not bool(ox.Store().query(for_engine(f"ASK {{ FILTER(!{word}||FALSE) }}")))


@pytest.mark.parametrize(
    "call",
    [
        "<http://x/f>(DISTINCT ?o)",
        "<http://x/f>( distinct ?o, 2 )",
        "x:f(DISTINCT?o)",
        "x:f ( # one of each\n DISTINCT ?o)",
        "x:f(x:g(DISTINCT ?o))",
    ],
)
def test_a_function_with_distinct_arguments_is_one_without(call):
    text = f"PREFIX x: <http://x/> SELECT ({call} AS ?value) {{ VALUES ?o {{ 1 1 }} }}"
    unknown = {ox.NamedNode(f"http://x/{name}"): lambda *_: None for name in "fg"}
    assert len(list(ox.Store().query(for_engine(text), custom_functions=unknown))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?TRUE ?p '(DISTINCT', <http://x/TRUE> } # TRUE",
        "PREFIX TRUE: <http://x/> SELECT DISTINCT ?s { ?s TRUE:TRUE true, false }",
    ],
)
def test_all_else_stays_as_it_is(text):
    assert for_engine(text) == text


def test_an_error_is_where_the_client_wrote_it():
    with pytest.raises(SyntaxError, match="2:23"):
        ox.Store().query(for_engine("ASK { FILTER(TRUE)\n FILTER(<f>(DISTINCT 1) 1) }"))
