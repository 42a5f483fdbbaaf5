"""Queries of the W3C suites, changed at random: what the lexer promises holds for all of them."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.errors import Problem
from nofuz.query import tokens
from nofuz.query.inspection import inspect
from nofuz.query.tokens import tokenize
from nofuz.settings import Settings
from nofuz.store.embedded import Scope
from tests.query.suites import is_accepted, is_federated, need_suites, positive_queries, read

pytestmark = need_suites

BASE = "http://example.org/"
_OWN = [iri for iri in positive_queries() if not is_federated(iri)]
_NAMES = re.compile(r"[?$][^\s{}()<>.,;]+|_:[^\s{}()<>,;]+|@[A-Za-z0-9-]+")
_CALLS_PER_CHARACTER = 20
_CALLS_OF_ANY = 500


def for_engine(text):
    """Return the text that a child would be given."""
    return inspect(text, Settings()).query(BASE, Scope(), "text/csv").text


def outcome(text):
    """Return what a child would be given and why it is not: one of the two is empty."""
    try:
        return for_engine(text), ""
    except Problem as problem:
        return "", str(problem)


def assert_whole(text):
    """Check that the tokens, and the white space between them, are the text."""
    end = 0
    for token in tokenize(text):
        assert not text[end : token.start].strip(" \t\r\n")
        assert text.startswith(token.text, token.start)
        end = token.start + len(token.text)
    assert not text[end:].strip(" \t\r\n")


@pytest.mark.parametrize("iri", _OWN, ids=lambda iri: iri.rpartition("w3c/")[2])
def test_the_tokens_of_a_query_are_its_text_and_all_readable(iri):
    text = read(iri)
    assert_whole(text)
    if is_accepted(text, iri):
        assert tokens.UNREADABLE not in {token.kind for token in tokenize(text)}


def _with_service(token):
    """Return another name, string, IRI or comment of the same kind, with the word in it."""
    kind, text, _ = token
    if kind == tokens.COMMENT:
        return text + " SERVICE <http://b/> {}"
    if kind == tokens.VARIABLE:
        return f"{text[0]}service{text[1:]}"
    if kind == tokens.PREFIXED_NAME:
        return f"Service{text}" if text[0] == ":" else f"Service-{text}"
    if kind == tokens.BLANK_NODE:
        return f"_:service{text[2:]}"
    if kind == tokens.STRING:
        quotes = text[:3] if text[:3] in ('"' * 3, "'" * 3) else text[0]
        return f"{quotes} SERVICE {text[len(quotes) :]}"
    return text


@pytest.mark.parametrize("iri", _OWN, ids=lambda iri: iri.rpartition("w3c/")[2])
def test_a_query_stays_valid_where_every_name_and_string_holds_the_word(iri):
    text = read(iri)
    renamed, end = [], 0
    for token in tokenize(text):
        renamed += [text[end : token.start], _with_service(token)]
        end = token.start + len(token.text)
    changed = "".join([*renamed, text[end:]])
    assert is_accepted(changed, BASE) == is_accepted(text, BASE)
    if is_accepted(text, BASE):
        assert is_accepted(for_engine(changed), BASE)


_PIECES = [
    *("SERVICE", "service", "SERVICE SILENT ?x {}", " SERVICE <http://b/> { ?s ?p ?o } "),
    *("\\u0053ERVICE", "S\\U00000045RVICE", "service:", ":service", "?service", "<service", ">"),
    *('"', "'", '"""', "'''", "\\", "#", "\n", "\r", "{", "}", "(", ")", "[", "]", ".", ";", "<"),
    *("!", "^^", "@en", "_:", "%53", "\0", "\ud800", "\u0661", "PREFIX service: <http://c:>", "/"),
]
_EDIT = st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(_PIECES))


@st.composite
def mutated(draw):
    """A query of the suites with pieces put in and others cut out, at any place."""
    text = read(draw(st.sampled_from(positive_queries())))
    for place, cut, piece in draw(st.lists(_EDIT, min_size=1, max_size=6)):
        start = int(place * len(text))
        text = text[:start] + piece + text[start + cut :]
    return text


@given(mutated())
def test_a_changed_query_is_refused_or_reaches_the_engine_without_the_keyword(text):
    given_to_engine, refusal = outcome(text)
    assert "service" not in _NAMES.sub("", given_to_engine).lower()
    assert len(refusal) <= 200


@given(mutated())
def test_the_tokens_of_a_changed_query_are_its_text(text):
    assert_whole(text)


def calls(text):
    """Return how many functions are called to inspect a text: its cost, without a clock."""
    count = 0

    def notice(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        for_engine(text)
    except Problem:
        pass
    finally:
        sys.setprofile(before)
    return count


@given(mutated(), st.integers(1, 20))
def test_the_work_grows_with_the_text_and_no_faster(text, times):
    text = (text * times)[:65536]
    assert calls(text) <= _CALLS_PER_CHARACTER * len(text) + _CALLS_OF_ANY


@given(st.text(max_size=300))
def test_any_text_is_inspected_or_refused(text):
    for attempt in (text, f"ASK {{ {text} }}"):
        given_to_engine, refusal = outcome(attempt)
        assert bool(given_to_engine) != bool(refusal)
