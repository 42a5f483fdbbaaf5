"""Write a query so that the engine takes all that the grammar allows.

The engine's parser takes `true` and `false` in lower case only, where keywords
have no case (SPARQL 1.1, section 19.1), and no DISTINCT among the arguments of
a function that is named by an IRI (production 71).  What is written instead has
the same length, so that what the parser says of lines and columns is true of
the client's text.
"""

from collections.abc import Iterator, Sequence

from nofuz.query import tokens
from nofuz.query.tokens import Token

_WORDS = ("true", "false", "distinct")
_NAMES = (tokens.IRI, tokens.PREFIXED_NAME)


def adapted(text: str, terminals: Sequence[Token]) -> str:
    """Return a query of the same meaning and length.

    Args:
        text: the query.
        terminals: its tokens without its comments.
    """
    lower = text.lower()
    if not any(word in lower for word in _WORDS):
        return text
    pieces, end = [], 0
    for start, written in _replacements(terminals):
        pieces += [text[end:start], written]
        end = start + len(written)
    return "".join([*pieces, text[end:]])


def _replacements(terminals: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield where something else is to stand, and what."""
    before_last, last = Token(tokens.NIL, "", 0), Token(tokens.NIL, "", 0)
    for token in terminals:
        if token.kind == tokens.WORD:
            word = token.text.upper()
            if word in ("TRUE", "FALSE"):
                yield token.start, word.lower()
            elif word == "DISTINCT" and last.text == "(" and before_last.kind in _NAMES:
                # Of one unknown function it changes nothing: it has no value either way.
                yield token.start, " " * len(word)
        before_last, last = last, token
