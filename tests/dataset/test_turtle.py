"""Places in the text of Turtle documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.dataset.turtle import Block, blocks, comments, newer_syntax, tokens


def test_a_block_begins_where_its_subject_stands():
    text = "@prefix a: <http://a/> .\n\na:x a a:C ;\n    a:p 1.5 , 2 .\n\n<http://b/y> a a:C .\n"
    assert blocks(text) == [Block("http://a/x", 3), Block("http://b/y", 6)]


@pytest.mark.parametrize(
    "statement",
    [
        'a:x a:p "ends. here" .',
        "a:x a:p '''two\nlines. a:z a:p a:q .''' .",
        "a:x a:p <http://b/c.d> . # a:z a:p a:q .",
        "a:x a:p [ a:q a:r ; a:s ( 1 2.0 a:t ) ] .",
        "a:x a:p a:b.c , a:d.",
        "a:x a:p 5.",
        r"a:x a:p a:b\;c .",
        'a:x a:p """quote "" and \\""" in it""" .',
    ],
)
def test_only_full_stops_of_the_grammar_end_a_block(statement):
    text = f"@prefix a: <http://a/> .\n{statement}\na:y a a:C ."
    assert [block.subject for block in blocks(text)] == ["http://a/x", "http://a/y"]


def test_prefixes_may_be_declared_as_in_sparql_and_again():
    text = "PREFIX a: <http://a/>\na:x a a:C .\nprefix a: <http://b/>\na:x a a:C ."
    assert [block.subject for block in blocks(text)] == ["http://a/x", "http://b/x"]


def test_a_blank_node_begins_no_named_block():
    assert blocks("_:x a <http://a/C> . [] a <http://a/C> .") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a> <b> <<( <c> <d> <e> )>> .", "<<"),
        ("<a> <b> <c> {| <d> <e> |} .", "{|"),
        ("<a> <b> <c> ~ <r> .", "~"),
        ('<a> <b> "c"@ar--rtl .', "@ar--rtl"),
        ('VERSION "1.2"\n<a> <b> <c> .', "VERSION"),
        ('@version "1.2" .\n<a> <b> <c> .', "@version"),
    ],
)
def test_syntax_of_rdf_1_2_is_noticed(text, found):
    token = newer_syntax(text)
    assert token is not None
    assert token.text == found


@pytest.mark.parametrize(
    "text",
    [
        '<a> <b> "<< {| VERSION ~ x--rtl" . # << ~',
        "@prefix version: <http://a/> . version:x a version:version .",
        '<a> <b> "c"@en-GB .',
        "<http://a/~b> <b> <c> .",
    ],
)
def test_syntax_of_rdf_1_1_is_not_mistaken_for_newer(text):
    assert newer_syntax(text) is None


def test_comments_are_told_with_their_lines():
    found = comments('# one\n<a> <b> "# not" . # two\n<http://a/#c> <d> <e> .')
    assert [(comment.text, comment.line) for comment in found] == [("# one", 1), ("# two", 2)]


@given(st.text(alphabet="ab:.;,#<>\"'\\@{}[]()|~^ \n\u0627", max_size=60))
def test_any_text_is_cut_without_a_fault(text):
    assert "".join(token.text for token in tokens(text)) == "".join(
        part for part in _without_space(text)
    )
    blocks(text)
    newer_syntax(text)


def _without_space(text):
    """Return the text without the white space that stands outside tokens."""
    rest = text
    for token in tokens(text):
        start = rest.index(token.text)
        assert rest[:start].strip() == ""
        yield token.text
        rest = rest[start + len(token.text) :]
    assert rest.strip() == ""
