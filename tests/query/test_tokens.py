"""The lexer reads the terminals of SPARQL 1.1, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.query.tokens import position, tokenize, unescaped


def kinds(text):
    return [token.kind for token in tokenize(text)]


def texts(text):
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# SERVICE", "comment"),
        ("<http://example.org/service?a=b#SERVICE>", "iri"),
        (r"<http://example.org/\u0053ERVICE>", "iri"),
        ("service:SERVICE", "prefixed_name"),
        (":", "prefixed_name"),
        ("a.b:c.d", "prefixed_name"),
        (r"ex:a\-b%20c:d\#", "prefixed_name"),
        ("_:service", "blank_node"),
        ("_:1.a", "blank_node"),
        ("?service", "variable"),
        ("$1", "variable"),
        ("@en-GB", "language_tag"),
        ("1", "number"),
        (".5", "number"),
        ("1.5", "number"),
        ("1.e-3", "number"),
        ("1E5", "number"),
        ('""', "string"),
        (r'"\"SERVICE\\"', "string"),
        ("'SERVICE'", "string"),
        ('"""a "SERVICE" \n ""b"""', "string"),
        (r"'''a''\''''", "string"),
        (r'"\u0022"', "string"),
        ("SERVICE", "word"),
        ("GROUP_CONCAT", "word"),
        ("( \n)", "nil"),
        ("[\t]", "anon"),
        ("^^", "punctuation"),
    ],
)
def test_a_terminal_is_one_token(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("?a<?b", ["?a", "<", "?b"]),
        ("?a<?b && ?c>?d", ["?a", "<", "?b", "&&", "?c", ">", "?d"]),
        ("?a<b&&c>d", ["?a", "<b&&c>", "d"]),
        ("1<2", ["1", "<", "2"]),
        ("?x<=1", ["?x", "<=", "1"]),
        ("ex:a.", ["ex:a", "."]),
        ("_:a.", ["_:a", "."]),
        ("1.", ["1", "."]),
        ("?a.b", ["?a", ".", "b"]),
        ("?p?", ["?p", "?"]),
        ("ex:a/ex:b*|^ex:c?", ["ex:a", "/", "ex:b", "*", "|", "^", "ex:c", "?"]),
        ("(ex:a)+", ["(", "ex:a", ")", "+"]),
        ('"a"@en', ['"a"', "@en"]),
        ('"1"^^xsd:int', ['"1"', "^^", "xsd:int"]),
        ("ex:a#b\n?c", ["ex:a", "#b", "?c"]),
        ("# a\r?b", ["# a", "?b"]),
        ("<a b>", ["<", "a", "b", ">"]),
        ('"a" "b"', ['"a"', '"b"']),
        ("'''a''''b'", ["'''a'''", "'b'"]),
        ("{}", ["{", "}"]),
    ],
)
def test_neighbours_are_told_apart(text, tokens):
    assert texts(text) == tokens


@pytest.mark.parametrize("text", ['"a', '"a\n"', '"""a""', r'"\q"', "%", "\\", "'", "\x0b"])
def test_what_is_no_terminal_ends_the_reading(text):
    assert list(tokenize(f"ASK {text} SERVICE"))[1:] == [("unreadable", f"{text} SERVICE", 4)]


@given(st.text(alphabet="aE1:.-_\"'\\<>{}()[]?$@#%&|^!=*/+,; \t\n\u0663é\U0001f60a"))
def test_tokens_hold_all_but_white_space(text):
    end = 0
    for token in tokenize(text):
        assert not text[end : token.start].strip(" \t\r\n")
        assert text.startswith(token.text, token.start)
        end = token.start + len(token.text)
    assert not text[end:].strip(" \t\r\n")


@pytest.mark.parametrize(
    "piece",
    [
        *("a.", "a-", "a:b.", "a:%4", "_:a...", "<", "<a", "(  ", "[ ", "?", "@a-", "#", "'a\n"),
        *("1", "1.", "1e", '"\\', '"""', '"""\\"', "'''", "\\", "\\u", "\\u0041"),
    ],
)
def test_work_is_linear_in_the_length_of_the_text(piece):
    # A second would be a hundred times what the longest text takes.
    text = piece * (65536 // len(piece))
    assert sum(1 for _ in tokenize(unescaped(text))) <= len(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"\u0053ERVICE", "SERVICE"),
        (r"\U00000053ERVICE", "SERVICE"),
        (r"?\u0061", "?a"),
        (r'"\u0022"', r'"\u0022"'),
        (r"<\u0061>", r"<\u0061>"),
        (r"# \u000A SERVICE", r"# \u000A SERVICE"),
        (r"\u005Cu0053", r"\u0053"),
        (r"\U00110000", r"\U00110000"),
        (r"ex:\'\u0053", r"ex:\'S"),
    ],
)
def test_escapes_are_read_before_the_terminals(text, plain):
    assert unescaped(text) == plain


def test_a_position_counts_lines_and_columns_from_one():
    assert [position("ab\nc", start) for start in (0, 1, 3)] == ["1:1", "1:2", "2:1"]
