r"""Keep a query from calling other servers.

The engine's parser has no lexer: it takes keywords where it can use them, so
that it reads `SERVICE` in `service:name {}`, in `trueSERVICE` or in the middle
of `<?p)SERVICE?x#>` after an operand.  Refusing the keyword as the grammar has
it is therefore only half the wall.  The other half hides every other "service"
from the engine: in strings and IRIs as `\u0073ervice`, which means the same,
and prefixed names as the IRIs that they stand for.  Variables, blank nodes and
language tags keep theirs, since nothing but a name can follow their first mark.
"""

import re
from collections.abc import Iterable, Sequence

from nofuz.errors import FederationRefused, MalformedQuery
from nofuz.query import tokens
from nofuz.query.prologue import Prologue
from nofuz.query.tokens import Token, position, tokenize

_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_INITIAL = re.compile("s(?=ervice)", re.IGNORECASE | re.ASCII)


def refuse_service(terminals: Iterable[Token], text: str) -> None:
    """Raise FederationRefused where a word of the text holds the keyword, if fused with others."""
    if not _SERVICE.search(text):
        return
    for token in terminals:
        if token.kind == tokens.WORD and _SERVICE.search(token.text):
            raise FederationRefused("SERVICE is refused: this server asks no other servers")


def without_service(text: str, base: str) -> str:
    """Return a query of the same meaning in which the engine finds no keyword SERVICE.

    Args:
        text: a query that passed `refuse_service`.
        base: IRI that relative IRIs are resolved against.

    Raises:
        MalformedQuery: a prefix is not declared, or the text is not readable.
    """
    if not _SERVICE.search(text):
        return text
    terminals = list(tokenize(text))
    hidden = _Hiding(text, base, [token for token in terminals if token.kind != tokens.COMMENT])
    pieces, end = [], 0
    for token in terminals:
        if _SERVICE.search(token.text):
            pieces += [text[end : token.start], hidden.replacement(token)]
            end = token.start + len(token.text)
    return "".join([*pieces, text[end:]])


class _Hiding:
    """What to write for the tokens of one query that hold "service"."""

    def __init__(self, text: str, base: str, terminals: Sequence[Token]) -> None:
        self._text = text
        self._prologue = Prologue(terminals, base)

    def replacement(self, token: Token) -> str:
        """Return text of the same meaning without "service", where a name need not have it."""
        if token.kind == tokens.COMMENT:
            return "#"
        if token.kind in (tokens.STRING, tokens.IRI):
            return _masked(token.text)
        if token.kind == tokens.PREFIXED_NAME:
            return (
                self._unused() if token.start in self._prologue.declared else self._expanded(token)
            )
        if token.kind == tokens.UNREADABLE:
            raise self._malformed(token, "this is no SPARQL")
        return token.text

    def _unused(self) -> str:
        """A declaration that hides: all names with this prefix are written as IRIs."""
        return "p" * (1 + max(map(len, self._prologue.prefixes))) + ":"

    def _expanded(self, token: Token) -> str:
        iri = self._prologue.iri(token)
        if iri is None:
            raise self._malformed(token, "the prefix is not declared")
        return _masked(f"<{iri}>")

    def _malformed(self, token: Token, reason: str) -> MalformedQuery:
        return MalformedQuery(f"error at {position(self._text, token.start)}: {reason}")


def _masked(text: str) -> str:
    return _INITIAL.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
