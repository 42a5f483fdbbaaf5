"""What the names of a query stand for, and which dataset it names."""

import pytest

from nofuz.query import tokens
from nofuz.query.prologue import Prologue, dataset_clause
from nofuz.store.embedded import Scope


def iris(text, base="http://b/x/y"):
    """Return the IRIs of the names that a query uses."""
    terminals = list(tokens.tokenize(text))
    prologue = Prologue(terminals, base)
    names = [token for token in terminals if token.kind == tokens.PREFIXED_NAME]
    return [prologue.iri(name) for name in names if name.start not in prologue.declared]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PREFIX a: <http://a/> ASK { a:b a: a:c.d a:x%20y }", "http://a/{b,,c.d,x%20y}"),
        ("PREFIX : <../z#> ASK { :b }", "http://b/z#{b}"),
        ("BASE <http://c/d/> PREFIX a: <e/> BASE <f/> PREFIX b: <g/> ASK { a:x b:x }", None),
        (r"PREFIX a: <http://a/> ASK { a:b\~c\,d }", "http://a/{b~c,d}"),
        (r"PREFIX a: <http://a/\u00E9> ASK { a:b }", "http://a/é{b}"),
        ("PREFIX a: <urn:x:> ASK { a:b }", "urn:x:{b}"),
    ],
)
def test_a_prefixed_name_is_an_iri(text, expected):
    if expected is None:
        assert iris(text) == ["http://c/d/e/x", "http://c/d/f/g/x"]
        return
    start, _, names = expected.removesuffix("}").partition("{")
    wanted = [names] if "\\" in text else names.split(",")
    assert iris(text) == [start + name for name in wanted]


def test_a_prefix_that_is_not_declared_stands_for_nothing():
    assert iris("PREFIX a: <http://a/> ASK { b:c ?p ?o }") == [None]


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT ?FROM { ?FROM ?p 'FROM <g>', <FROM> } # FROM <g>", "", ""),
        ("ASK FROM <g> { }", "g", ""),
        ("ASK FROM<g>FROM NAMED<h>from<h>{ }", "g h", "h"),
        ("BASE <http://b/x/> PREFIX : <> ASK FROM :g FROM NAMED <../x/h> { }", "g", "h"),
        (r"ASK FROM <\u0067> FROM # NAMED <g>" + "\n<h> { }", "g h", ""),
        ("CONSTRUCT { ?s ?p ?o } FROM <g> FROM <h> WHERE { ?s ?p ?o }", "g h", ""),
        ("ASK { { SELECT * FROM <g> { } } }", "", ""),
        ("ASK FROM a:g FROM <h> { }", "h", ""),
    ],
)
def test_the_dataset_clause_names_the_graphs(text, default, named):
    expected = (tuple(f"http://b/x/{name}" for name in names.split()) for names in (default, named))
    assert dataset_clause(text, "http://b/x/y") == Scope(*expected)
