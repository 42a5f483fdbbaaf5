"""Evaluate a query in this process: in a child, or at the command line.

Before the engine is asked, the text is read for two things that the engine
leaves open: in which order SELECT * has its columns, and of which graphs a
default graph is made that is merged from several.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from nofuz.errors import MalformedQuery, TooManyRows
from nofuz.query import tokens
from nofuz.query.inspection import Query
from nofuz.query.prologue import dataset_clause
from nofuz.query.rows import count, limited
from nofuz.query.tokens import Token, tokenize
from nofuz.store.embedded import Columns, EmbeddedStore, Scope

_FROM = re.compile("from", re.IGNORECASE)
_BEFORE_ASTERISK = (tokens.WORD, tokens.IRI, tokens.PREFIXED_NAME, tokens.STRING)


def answer(store: EmbeddedStore, query: Query, output: IO[bytes]) -> bool:
    """Evaluate a query and write its result.

    Returns:
        Whether the result was cut at the limit of its rows.

    Args:
        store: what it is asked of.
        query: what `nofuz.query.inspection` let pass.
        output: takes the bytes as they come; an exception in write() ends the query.

    Raises:
        MalformedQuery: the engine's parser refuses the text.
        MalformedRequest: a graph of the scope has a name that is no IRI.
        Unwritable: the format cannot hold the result.
        TooManyRows: it has more solutions than the limit, and is not to be cut.
    """
    if not query.limit.most:
        _evaluate(store, query, query.text, output)
        return False
    return _answer_within(store, query, output)


def _answer_within(store: EmbeddedStore, query: Query, output: IO[bytes]) -> bool:
    """Hold a result until it is known that it keeps within the limit."""
    held, most = BytesIO(), query.limit.most
    try:
        _evaluate(store, query, limited(query.text, most + 1), held)
    except MalformedQuery:
        _evaluate(store, query, query.text, BytesIO())  # says where in the client's own text
        raise
    if count(held.getvalue(), query.media_type) <= most:
        output.write(held.getvalue())
        return False
    if not query.limit.is_cutting:
        raise TooManyRows(most)
    _evaluate(store, query, limited(query.text, most), output)
    return True


def _evaluate(store: EmbeddedStore, query: Query, text: str, output: IO[bytes]) -> None:
    scope, columns = _scope(query), _columns(text)
    store.answer(
        text,
        query.base,
        scope,
        query.media_type,
        output,
        columns,
        is_describe=query.form == "DESCRIBE",
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
    """Return the dataset of the request, or else of the FROM clauses.

    A single one is left to the engine, which reads it as it is; what is
    described is then looked up without the engine, and has to know it.
    """
    least = 1 if query.form == "DESCRIBE" else 2
    if query.scope != Scope() or len(_FROM.findall(query.text)) < least:
        return query.scope
    return dataset_clause(query.text, query.base)


def _terminals(text: str) -> Iterator[Token]:
    return (token for token in tokenize(text) if token.kind != tokens.COMMENT)
