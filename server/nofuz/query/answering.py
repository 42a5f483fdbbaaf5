"""Evaluate a query in this process: in a child, or at the command line.

Before the engine is asked, the text is read for two things that the engine
leaves open: in which order SELECT * has its columns, and of which graphs a
default graph is made that is merged from several.
"""

import re
from collections.abc import Iterator
from typing import IO

from nofuz.query import tokens
from nofuz.query.inspection import Query
from nofuz.query.prologue import dataset_clause
from nofuz.query.tokens import Token, tokenize
from nofuz.store.embedded import Columns, EmbeddedStore, Scope

_FROM = re.compile("from", re.IGNORECASE)
_BEFORE_ASTERISK = (tokens.WORD, tokens.IRI, tokens.PREFIXED_NAME, tokens.STRING)


def answer(store: EmbeddedStore, query: Query, output: IO[bytes]) -> None:
    """Evaluate a query and write its result.

    Args:
        store: what it is asked of.
        query: what `nofuz.query.inspection` let pass.
        output: takes the bytes as they come; an exception in write() ends the query.

    Raises:
        MalformedQuery: the engine's parser refuses the text.
        MalformedRequest: a graph of the scope has a name that is no IRI.
        Unwritable: the format cannot hold the result.
    """
    store.answer(
        query.text, query.base, _scope(query), query.media_type, output, _columns(query.text)
    )


def _columns(text: str) -> Columns | None:
    """Return all variables in the order of the text where the query begins with SELECT *."""
    if "*" not in text:
        return None
    reading = _terminals(text)
    asterisk = next((token for token in reading if token.kind not in _BEFORE_ASTERISK), None)
    if asterisk is None or asterisk.text != "*":
        return None
    names = (token.text[1:] for token in reading if token.kind == tokens.VARIABLE)
    return Columns(tuple(dict.fromkeys(names)), asterisk.start)


def _scope(query: Query) -> Scope:
    """Return the dataset of the request, or else of several FROM clauses.

    A single one is left to the engine, which reads it as it is.
    """
    if query.scope != Scope() or len(_FROM.findall(query.text)) < 2:
        return query.scope
    return dataset_clause(query.text, query.base)


def _terminals(text: str) -> Iterator[Token]:
    return (token for token in tokenize(text) if token.kind != tokens.COMMENT)
