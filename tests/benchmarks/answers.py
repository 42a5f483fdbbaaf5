"""What an answer means, so that those of different servers can be compared."""

import json
from collections.abc import Callable

import pyoxigraph as ox

from nofuz.namespaces import PREFIXES

from .questions import JSON, TURTLE

Meaning = Callable[[bytes], object]

_STRING = PREFIXES["xsd"] + "string"
_LITERALS = {"literal", "typed-literal"}  # the second in a draft that some servers keep to


def triples(body: bytes) -> set[ox.Triple]:
    """Return the triples of Turtle."""
    return {quad.triple for quad in ox.parse(body, ox.RdfFormat.TURTLE)}


def solutions(body: bytes) -> list[str] | bool:
    """Return the solutions of SPARQL JSON in their order, or the answer to an ASK."""
    found = json.loads(body)
    if "boolean" in found:
        return bool(found["boolean"])
    return [json.dumps(_row(row), sort_keys=True) for row in found["results"]["bindings"]]


def _row(row: dict[str, dict[str, str]]) -> dict[str, list[str | None]]:
    return {name: _term(term) for name, term in row.items()}


def _term(term: dict[str, str]) -> list[str | None]:
    kind = "literal" if term["type"] in _LITERALS else term["type"]
    datatype = term.get("datatype")
    return [kind, term["value"], term.get("xml:lang"), None if datatype == _STRING else datatype]


def unordered(body: bytes) -> object:
    """Return the solutions of a query that asks for no order."""
    found = solutions(body)
    return sorted(found) if isinstance(found, list) else found


def meaning(media_type: str, *, is_ordered: bool) -> Meaning:
    """Return the function that gives an answer's meaning."""
    known = {TURTLE: triples, JSON: solutions if is_ordered else unordered}
    return known[media_type]


def size(found: object) -> int:
    """Return the number of solutions or triples."""
    return len(found) if isinstance(found, list | set) else 1
