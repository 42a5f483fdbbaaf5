"""Read which fragment a request asks for."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nofuz.errors import MalformedRequest
from nofuz.store.patterns import Pattern
from nofuz.store.terms import Term, iri, literal

POSITIONS = ("subject", "predicate", "object", "graph")
"""The parameters, one for each place of a quad."""

_PAGE = re.compile(r"[1-9][0-9]{0,8}")
# A variable, a blank node (which has no name beyond its document) or nothing matches all.
_ANYTHING = re.compile(r"(?:[?].*|_:.*|)", re.DOTALL)
_LITERAL = re.compile(
    r'"(?P<value>.*)"(?:@(?P<language>[A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^<?(?P<datatype>[^<>"\s]+)>?)?',
    re.DOTALL,
)
_IRI = re.compile(r"<?(?P<iri>[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*)>?")


class Selector(NamedTuple):
    """A pattern of quads, and which page of those that match it, from 1."""

    pattern: Pattern
    page: int


def read(parameters: Mapping[str, Sequence[str]]) -> Selector:
    """Return what a request selects.

    Raises:
        MalformedRequest: a parameter is unknown, doubled or no term (400).
    """
    for name, values in parameters.items():
        if name not in (*POSITIONS, "page"):
            raise MalformedRequest(f"unknown parameter {name[:60]!r}")
        if len(values) > 1:
            raise MalformedRequest(f"the parameter {name!r} was sent {len(values)} times")
    terms = [_term(name, parameters.get(name, [""])[0]) for name in POSITIONS]
    page = parameters.get("page", ["1"])[0]
    if not _PAGE.fullmatch(page):
        raise MalformedRequest("a page is a number from 1")
    return Selector(Pattern(*terms), int(page))


def _term(name: str, text: str) -> Term | None:
    """Return the term that a parameter writes, None for anything.

    >>> str(_term("object", '"Iran"@en')), _term("object", "?o")
    ('Iran', None)
    """
    if _ANYTHING.fullmatch(text):
        return None
    if match := _IRI.fullmatch(text):
        return iri(match["iri"])
    match = _LITERAL.fullmatch(text)
    if match is None or name != "object":
        raise MalformedRequest(f"the parameter {name!r} is no {_allowed(name)}")
    return literal(
        match["value"], language=match["language"] or "", datatype=match["datatype"] or ""
    )


def _allowed(name: str) -> str:
    return 'IRI, "literal", variable or nothing' if name == "object" else "IRI, variable or nothing"
