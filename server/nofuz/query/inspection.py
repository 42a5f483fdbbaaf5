"""Read a stranger's query before any engine does, and refuse what must not run.

Refused are calls to other servers, updates, nesting that would overflow the
engine's stack and characters that are no text.  What is merely malformed is
left to the engine, whose parser says where.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from nofuz.errors import MalformedQuery
from nofuz.query import tokens
from nofuz.query.complexity import refuse_complex
from nofuz.query.dialect import adapted
from nofuz.query.federation import refuse_service, without_service
from nofuz.query.rows import NO_LIMIT, RowLimit
from nofuz.query.tokens import Token, position, unescaped
from nofuz.settings import Settings
from nofuz.store.embedded import Scope

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_UNREPEATABLE = ("NOW", "RAND", "UUID")
_PROLOGUE = ("PREFIX", "BASE", "VERSION")


@dataclass(frozen=True)
class Query:
    """A query ready to be evaluated: all that a child needs to know."""

    text: str
    base: str
    scope: Scope
    media_type: str
    limit: RowLimit = NO_LIMIT
    form: str = ""
    """One of FORMS; for the log, and for DESCRIBE, which is evaluated in a way of its own."""


@dataclass(frozen=True)
class Inspected:
    """A query that may run, without escapes, and its form, one of FORMS."""

    text: str
    form: str
    is_repeatable: bool
    """Whether it has the same result each time: it asks for no clock and no random number."""

    def query(self, base: str, scope: Scope, media_type: str, limit: RowLimit = NO_LIMIT) -> Query:
        """Return the query over the dataset that the request names, if it names one."""
        return Query(without_service(self.text, base), base, scope, media_type, limit, self.form)


def inspect(text: str, settings: Settings) -> Inspected:
    """Return what a query is, once it is known that it may run.

    Raises:
        MalformedQuery: it is no query, or holds what is no character (400).
        FederationRefused: it calls another server (403).
        QueryTooComplex: it passes a limit of the settings (400).
    """
    _refuse_no_text(text)
    read = unescaped(text)
    terminals = tokens.terminals(read)
    form = _form(terminals, read)
    refuse_service(terminals, read)
    _refuse_undeclared(terminals, read)
    refuse_complex(terminals, read, settings)
    return Inspected(adapted(read, terminals), form, _is_repeatable(terminals, read))


def _is_repeatable(terminals: Iterable[Token], text: str) -> bool:
    return not _holds_unrepeatable(text) or not any(
        _holds_unrepeatable(word.text) for word in _words(terminals)
    )


def _holds_unrepeatable(text: str) -> bool:
    upper = text.upper()
    return any(function in upper for function in _UNREPEATABLE)


def _refuse_undeclared(terminals: list[Token], text: str) -> None:
    """Name a prefix that is not declared; the engine only says what it would have taken."""
    declared = set()
    for before, token in pairwise([Token(tokens.NIL, "", 0), *terminals]):
        if token.kind != tokens.PREFIXED_NAME:
            continue
        prefix = token.text.partition(":")[0]
        if before.text.upper() == "PREFIX":
            declared.add(prefix)
        elif prefix not in declared:
            place = position(text, token.start)
            raise MalformedQuery(f"error at {place}: the prefix {prefix}: is not declared")


def _refuse_no_text(text: str) -> None:
    if "\0" in text:
        raise MalformedQuery(f"error at {position(text, text.index(chr(0)))}: NUL is no character")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = position(text, error.start)
        raise MalformedQuery(f"error at {place}: a lone surrogate is no character") from None


def _words(terminals: Iterable[Token]) -> list[Token]:
    return [token for token in terminals if token.kind == tokens.WORD]


def _form(terminals: list[Token], text: str) -> str:
    """Return the first keyword after the prologue, where it is a query's."""
    for token in _words(terminals):
        word = token.text.upper()
        for form in FORMS:
            if word.startswith(form):
                return form
        if word.startswith(_UPDATES):
            raise MalformedQuery("this is an update, and here is a query endpoint")
        if word not in _PROLOGUE:
            break
    else:
        raise MalformedQuery(f"a query needs one of {', '.join(FORMS)}")
    raise MalformedQuery(f"error at {position(text, token.start)}: expected {', '.join(FORMS)}")
