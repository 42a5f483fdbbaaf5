"""When answers of different servers mean the same."""

import json

import pytest

from tests.benchmarks.answers import meaning, size, solutions, triples, unordered
from tests.benchmarks.questions import JSON, TURTLE


def result(*terms):
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": t} for t in terms]}})


A, B = {"type": "uri", "value": "http://x/a"}, {"type": "uri", "value": "http://x/b"}


@pytest.mark.parametrize(
    "term",
    [
        {"type": "literal", "value": "a"},
        {"type": "typed-literal", "value": "a"},
        {
            "type": "literal",
            "value": "a",
            "datatype": "http://www.w3.org/2001/XMLSchema#string",
        },
    ],
)
def test_a_string_is_the_same_with_its_datatype(term):
    assert solutions(result(term)) == solutions(result({"type": "literal", "value": "a"}))


@pytest.mark.parametrize(
    "term",
    [
        {"type": "uri", "value": "a"},
        {"type": "literal", "value": "b"},
        {"type": "literal", "value": "a", "xml:lang": "en"},
        {"type": "literal", "value": "a", "datatype": "http://x/t"},
    ],
)
def test_another_kind_value_language_or_datatype_is_another_term(term):
    assert solutions(result(term)) != solutions(result({"type": "literal", "value": "a"}))


def test_order_matters_only_where_it_was_asked_for():
    one, other = result(A, B), result(B, A)
    assert meaning(JSON, is_ordered=True)(one) != meaning(JSON, is_ordered=True)(other)
    assert meaning(JSON, is_ordered=False)(one) == meaning(JSON, is_ordered=False)(other)


def test_a_solution_twice_is_not_one():
    assert unordered(result(A, A)) != unordered(result(A))


@pytest.mark.parametrize("value", [True, False])
def test_an_ask_has_its_boolean(value):
    assert unordered(json.dumps({"head": {}, "boolean": value})) is value


def test_graphs_are_compared_as_sets_of_triples():
    one = b"<http://x/a> <http://x/p> 1 , 2 ."
    other = b"@prefix x: <http://x/> . x:a x:p 2 . x:a x:p 1 ."
    assert meaning(TURTLE, is_ordered=False)(one) == triples(other)
    assert size(triples(one)) == 2
