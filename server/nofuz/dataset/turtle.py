"""Find places in the text of a Turtle document, which no parser tells.

A lexer with the terminals of RDF 1.1 Turtle (W3C Recommendation, 25 February
2014, section 6.5) as far as places need them.  It reads any text without
failing; whether the text is Turtle is for the parser to say.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TERMINALS = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<iri><[^\x00-\x20<>"{}|^`]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
    | (?P<rdf12><<|>>|\{\||\|\}|~)
    | (?P<word>(?:[^\s<>"'\[\](){};,.\#@~^\\|]|\\.|\.(?=[^\s<>"'\[\](){};,.\#]))+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_DIRECTIVES = ("@prefix", "prefix", "@base", "base", "@version", "version")


class Token(NamedTuple):
    """A terminal of the grammar and the line that it begins in, from 1."""

    kind: str
    text: str
    line: int


class Block(NamedTuple):
    """A subject with its statements; the IRI is absolute, blank nodes have none."""

    subject: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """Return the tokens of a document; white space is left out."""
    line = 1
    for found in _TERMINALS.finditer(text):
        kind = found.lastgroup or "mark"
        if kind != "space":
            yield Token(kind, found[0], line)
        line += found[0].count("\n")


def comments(text: str) -> list[Token]:
    """Return the comments of a document."""
    return [token for token in tokens(text) if token.kind == "comment"]


def newer_syntax(text: str) -> Token | None:
    """Return the first token that RDF 1.1 does not have, or None.

    >>> newer_syntax('<a> <b> "c"@ar--rtl .').text
    '@ar--rtl'
    """
    for statement in _statements(text):
        if statement[0].text.lower() in {"version", "@version"}:
            return statement[0]
        for token in statement:
            if token.kind == "rdf12" or (token.kind == "at" and "--" in token.text):
                return token
    return None


def blocks(text: str) -> list[Block]:
    """Return the subject blocks of a document in their order."""
    prefixes: dict[str, str] = {}
    found = []
    for statement in _statements(text):
        if _is_directive(statement[0]):
            _declare(statement, prefixes)
        elif subject := _absolute(statement[0], prefixes):
            found.append(Block(subject, statement[0].line))
    return found


def _statements(text: str) -> Iterator[list[Token]]:
    """Cut a document at the full stops that end statements, and after SPARQL-style directives."""
    statement: list[Token] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        if token.text != ".":
            statement.append(token)
        if statement and (token.text == "." or _is_complete(statement)):
            yield statement
            statement = []
    if statement:
        yield statement


def _is_directive(token: Token) -> bool:
    return token.kind in {"at", "word"} and token.text.lower() in _DIRECTIVES


def _is_complete(statement: list[Token]) -> bool:
    """Whether these tokens are a directive as SPARQL writes it, without a full stop."""
    keyword = statement[0].text.lower()
    return _is_directive(statement[0]) and len(statement) == {
        "prefix": 3,
        "base": 2,
        "version": 2,
    }.get(keyword)


def _declare(statement: list[Token], prefixes: dict[str, str]) -> None:
    if "prefix" in statement[0].text.lower() and len(statement) == 3:
        prefixes[statement[1].text] = statement[2].text[1:-1]


def _absolute(token: Token, prefixes: dict[str, str]) -> str | None:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, colon, name = token.text.partition(":")
    if token.kind != "word" or prefix + colon not in prefixes:
        return None
    return prefixes[prefix + colon] + re.sub(r"\\(.)", r"\1", name)
