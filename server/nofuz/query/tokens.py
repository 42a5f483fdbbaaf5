"""Split a SPARQL query into the terminals of its grammar.

The terminals are those of SPARQL 1.1 Query Language, section 19.8, so that a
word in a string, comment, IRI, prefixed name or variable is never mistaken for
a keyword.  Every pattern is possessive where it repeats: the work is linear in
the length of the text whatever a stranger sends.

Two liberties, both on the safe side.  A word runs as far as a prefix could
(`true.x`), since the engine splits fused keywords (`ASKWHERE`) as it likes; who
looks for a keyword looks inside words too.  And what is no terminal at all ends
the reading: the rest of the text is one token of the kind `UNREADABLE`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

IRI = "iri"
PREFIXED_NAME = "prefixed_name"
BLANK_NODE = "blank_node"
VARIABLE = "variable"
LANGUAGE_TAG = "language_tag"
NUMBER = "number"
STRING = "string"
WORD = "word"
NIL = "nil"
ANON = "anon"
PUNCTUATION = "punctuation"
COMMENT = "comment"
UNREADABLE = "unreadable"


class Token(NamedTuple):
    """One terminal: its kind, its text as it stands and where it begins."""

    kind: str
    text: str
    start: int


_make = tuple.__new__

_BASE = (  # PN_CHARS_BASE
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_CHARS_U = _BASE + "_"
_CHARS = _CHARS_U + r"0-9\-\u00B7\u0300-\u036F\u203F-\u2040"
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_ECHAR = rf"\\[tbnrf\\\"']|{_ESCAPE}"
_RUN = rf"[{_BASE}](?:\.*+[{_CHARS}]++)*+"
_LOCAL = rf"(?:[{_CHARS_U}:0-9]|{_PLX})(?:\.*+(?:[{_CHARS}:]|{_PLX})++)*+"

_PATTERNS = {
    COMMENT: r"\#[^\r\n]*+",
    STRING: (
        rf'"""(?:"{{0,2}}+(?:[^"\\]|{_ECHAR}))*+"""'
        rf"|'''(?:'{{0,2}}+(?:[^'\\]|{_ECHAR}))*+'''"
        rf'|"(?!"")(?:[^"\\\n\r]|{_ECHAR})*+"'
        rf"|'(?!'')(?:[^'\\\n\r]|{_ECHAR})*+'"
    ),
    IRI: rf'<(?:[^\x00-\x20<>"{{}}|^`\\]|{_ESCAPE})*+>',
    VARIABLE: rf"[?$][{_CHARS_U}0-9][{_CHARS_U}0-9\u00B7\u0300-\u036F\u203F-\u2040]*+",
    PREFIXED_NAME: rf"(?:{_RUN})?+:(?:{_LOCAL})?+",
    BLANK_NODE: rf"_:[{_CHARS_U}0-9](?:\.*+[{_CHARS}]++)*+",
    WORD: _RUN,
    LANGUAGE_TAG: r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?+",
    NUMBER: (
        r"(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)[eE][+-]?[0-9]++"
        r"|[0-9]++\.[0-9]++|\.[0-9]++|[0-9]++"
    ),
    NIL: r"\([ \t\r\n]*+\)",
    ANON: r"\[[ \t\r\n]*+\]",
    PUNCTUATION: r"\^\^|&&|\|\||[!<>]=|[{}()\[\];,.=<>!*/+|^?~-]",
    UNREADABLE: r"[\s\S]++",
}
_TERMINALS = re.compile(
    r"[ \t\r\n]++|" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items())
)
_OPAQUE = re.compile(
    "|".join(f"(?P<{kind}>{_PATTERNS[kind]})" for kind in (COMMENT, STRING, IRI))
    + rf"|(?P<escape>{_ESCAPE})"
    + r"|\\[^uU]|[\x22\x27][\s\S]*+"  # an escaped character; a quote that nothing closes
)


def unescaped(text: str) -> str:
    r"""Return a query with its codepoint escapes replaced (section 19.2).

    Strings and IRIs keep theirs, since the engine reads them there, and so do
    comments: it is the text returned here that it is given, so that inspection
    and engine see the same words.

    >>> unescaped(r'\u0041SK { ?s ?p "\u0022" }')
    'ASK { ?s ?p "\\u0022" }'
    """
    if "\\u" not in text and "\\U" not in text:
        return text
    return _OPAQUE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match.lastgroup != "escape":
        return match.group()
    codepoint = int(match.group()[2:], 16)
    return chr(codepoint) if codepoint < 0x110000 else match.group()


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, comments among them, without white space."""
    for match in _TERMINALS.finditer(text):
        if match.lastgroup:
            yield Token(match.lastgroup, match.group(), match.start())


def terminals(text: str) -> list[Token]:
    """Return the tokens of a query without its comments."""
    # Every query is read so, and a call for each of its tokens would take half of the time.
    return [
        _make(Token, (kind, match.group(), match.start()))
        for match in _TERMINALS.finditer(text)
        if (kind := match.lastgroup) and kind != COMMENT
    ]


def position(text: str, start: int) -> str:
    """Return a place in a text as "line:column", counted from one."""
    line = text.count("\n", 0, start) + 1
    return f"{line}:{start - text.rfind(chr(10), 0, start)}"
