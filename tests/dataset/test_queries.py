"""Named queries: what a value may be, and that it takes a parameter's place and nothing else's."""

import json
from io import BytesIO

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.dataset.queries import LONGEST_VALUE, NamedQuery, Parameter, WrongValue
from nofuz.errors import Problem
from nofuz.formats import JSON
from nofuz.namespaces import PREFIXES
from nofuz.query.inspection import inspect
from nofuz.query.tokens import IRI, STRING, tokenize
from nofuz.settings import Settings
from nofuz.store.embedded import EmbeddedStore, Scope
from nofuz.store.terms import iri, literal

XSD = PREFIXES["xsd"]
AGENT = PREFIXES["agent"]
STRING_TYPE, INTEGER, DATE = (XSD + name for name in ("string", "integer", "date"))
HOSTILE = [
    '"',
    "'",
    "\\",
    '" } #',
    '"@en',
    "\\u0022 } SELECT * { ?s ?p ?o } #",
    '\\" . } ; DROP ALL #',
    '"""',
    "'''",
    "\n\r\t",
    "> } SELECT",
    "<urn:x>",
    "$other",
    "?other",
    "{{ }}",
    "SERVICE <http://example.org/> {}",
    "نفوذ",
    "\U0001f600",
    "\u2028\u0085\u00a0",
    "a" * LONGEST_VALUE,
    "%22%7D",
    "\u0001\u007f",
]


def query(body, *parameters, form="SELECT"):
    prefixes = (("nofuz", PREFIXES["nofuz"]), ("voc", PREFIXES["voc"]))
    return NamedQuery("urn:q", "q", "Q", "A query.", form, body, prefixes, parameters)


def parameter(sort="datatype", kind=STRING_TYPE, default=None, example=None, name="value"):
    example = example or (iri(AGENT + "iran") if sort == "class" else literal("x"))
    return Parameter("urn:p", name, "value", "A value.", sort, kind, default, example)


def evaluated(text, store=None):
    """Answer as a child does, from inspection to the engine."""
    inspected = inspect(text, Settings()).query("urn:base:", Scope(), JSON.media_type)
    output = BytesIO()
    store = store or EmbeddedStore(ox.Store())
    store.answer(inspected.text, inspected.base, Scope(), JSON.media_type, output)
    return json.loads(output.getvalue())["results"]["bindings"]


def shape(text):
    """The kinds of the tokens, and the texts of all but strings and IRIs."""
    return [
        (token.kind, "" if token.kind in (STRING, IRI) else token.text) for token in tokenize(text)
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text_and_nothing_else(text):
    asked = query("SELECT ($value AS ?it) (STRLEN($value) AS ?length) WHERE {}", parameter())
    [row] = evaluated(asked.bound({"value": parameter().term(text)}))
    assert row["it"]["value"] == text
    assert int(row["length"]["value"]) == len(text)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200))
def test_any_text_comes_back_as_it_was_sent(text):
    asked = query("SELECT ($value AS ?it) WHERE {}", parameter())
    bound = asked.bound({"value": parameter().term(text)})
    assert shape(bound) == shape(asked.bound({"value": literal("harmless")}))
    [row] = evaluated(bound)
    assert row["it"]["value"] == text


@given(st.text(max_size=100))
def test_an_iri_is_one_terminal_or_refused(text):
    wanted = parameter("class", PREFIXES["foaf"] + "Agent")
    asked = query("SELECT ?it WHERE { ?it a $value }", wanted)
    try:
        bound = asked.bound({"value": wanted.term(text)})
    except WrongValue:
        return
    assert shape(bound) == shape(asked.bound({"value": iri("urn:harmless")}))
    assert evaluated(bound) == []


@pytest.mark.parametrize(
    "text", ['"', "\\", "a b", "x\0", "http://a b/", "urn:a>", "<b>", "a\nb", "{}"]
)
def test_no_iri_is_made_of_what_is_none(text):
    with pytest.raises(WrongValue):
        parameter("class", PREFIXES["foaf"] + "Agent").term(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("iran", AGENT + "iran"), ("urn:x", "urn:x"), (AGENT + "iran", AGENT + "iran")],
)
def test_an_iri_may_be_given_by_its_last_part(text, value):
    wanted = parameter("class", PREFIXES["foaf"] + "Agent")
    assert wanted.term(text) == iri(value)
    assert wanted.term(wanted.short(iri(value))) == iri(value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (INTEGER, ""),
        (INTEGER, "2.0"),
        (INTEGER, "2 }"),
        (INTEGER, "٢"),
        (INTEGER, "9" * 40),
        (INTEGER, "two"),
        (DATE, "2019"),
        (DATE, "2019-02-30"),
        (DATE, "20190211"),
        (DATE, "2019-11-18Z"),
        (DATE, "0000-01-01"),
        (STRING_TYPE, "a\0b"),
        (STRING_TYPE, "a" * (LONGEST_VALUE + 1)),
    ],
)
def test_what_does_not_fit_its_datatype_is_refused(kind, text):
    with pytest.raises(WrongValue):
        parameter(kind=kind).term(text)


@pytest.mark.parametrize(
    ("kind", "text"), [(INTEGER, "-2"), (INTEGER, "+02"), (DATE, "2019-11-18"), (STRING_TYPE, "")]
)
def test_what_fits_its_datatype_keeps_its_form(kind, text):
    assert parameter(kind=kind).term(text) == literal(text, datatype=kind)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("ASK { ?s ?p $value }", 'ASK { ?s ?p "x" }'),
        ("ASK { # $value\n ?s ?p ?value }", "ASK { # $value\n ?s ?p ?value }"),
        ('ASK { ?s ?p "$value" }', 'ASK { ?s ?p "$value" }'),
        ('ASK { ?s ?p """a"$value""" , $value }', 'ASK { ?s ?p """a"$value""" , "x" }'),
        ("ASK { ?s ?p '\\'$value' }", "ASK { ?s ?p '\\'$value' }"),
        ("ASK { ?s <urn:$value> $value }", 'ASK { ?s <urn:$value> "x" }'),
        ("ASK { FILTER(1<$value && 2>$value) }", 'ASK { FILTER(1<"x" && 2>"x") }'),
        ("ASK { ?s ?p $values }", None),
    ],
)
def test_only_a_variable_with_a_dollar_sign_is_a_parameter(body, expected):
    asked = query(body, parameter())
    if expected is None:
        with pytest.raises(KeyError):
            asked.bound({"value": literal("x")})
    else:
        assert asked.bound({"value": literal("x")}) == expected + "\n"


STORE = b"""
@prefix : <urn:> .
:a :n 1 ; :to :b . :b :n 2 ; :to :c . :c :n 3 ; :to :a .
"""


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{ ?it <urn:n> ?n FILTER(?n > $n) }", {"b", "c"}),
        ("{ { ?it <urn:n> ?n FILTER(?n > $n) } UNION { ?it <urn:n> $n } }", {"a", "b", "c"}),
        ("{ ?it <urn:to> ?o MINUS { ?it <urn:n> ?n FILTER(?n > $n) } }", {"a"}),
        (
            "{ ?it <urn:to> ?o OPTIONAL { { ?it <urn:n> ?n FILTER(?n > $n) } } FILTER(BOUND(?n)) }",
            {"b", "c"},
        ),
        ("{ ?it <urn:to> ?o FILTER NOT EXISTS { ?it <urn:n> ?n FILTER(?n > $n) } }", {"a"}),
        ("{ { SELECT ?it WHERE { ?it <urn:n> ?n FILTER(?n > $n) } } }", {"b", "c"}),
        ("{ ?it <urn:n> ?n } GROUP BY ?it HAVING(MAX(?n) > $n)", {"b", "c"}),
    ],
)
def test_a_value_reaches_every_part_of_a_query(pattern, expected):
    engine = ox.Store()
    engine.bulk_load(STORE, ox.RdfFormat.TURTLE)
    asked = query(f"SELECT DISTINCT ?it WHERE {pattern}", parameter(name="n"))
    rows = evaluated(asked.bound({"n": literal("1", datatype=INTEGER)}), EmbeddedStore(engine))
    assert {row["it"]["value"].removeprefix("urn:") for row in rows} == expected


def test_a_query_declares_the_prefixes_that_it_uses():
    text = query("ASK { ?s nofuz:standing ?o }").text
    assert text.startswith(f"PREFIX nofuz: <{PREFIXES['nofuz']}>\n\nASK")
    assert "PREFIX voc:" not in text


def test_a_value_is_held_to_the_limits_of_a_stranger_s_query():
    asked = query("ASK { " + "?s ?p $value . " * 200 + "}", parameter(), form="ASK")
    with pytest.raises(Problem, match="too complex"):
        inspect(asked.bound({"value": literal("x")}), Settings())
