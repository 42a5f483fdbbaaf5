"""RDF terms as tuples, and whether rows of them are the same but for names of blank nodes.

Not the program's own terms: what is compared here was read without it, and may
be RDF 1.2.  Numbers, booleans and times are the same when datatype and value
are: which of its spellings a computed value gets (3.0E4, 30000) is left open.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox

Term = tuple[Hashable, ...]
"""("uri", iri), ("bnode", label), ("triple", s, p, o) or ("literal", text, datatype, tag, dir)."""

Row = Mapping[str, Term]
"""A solution, by variable, or a triple."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def _decimal(text: str) -> Hashable:
    if "e" in text.lower():
        raise InvalidOperation
    return Decimal(text)


def _zulu(text: str) -> Hashable:
    return text.removesuffix("+00:00") + "Z" * text.endswith("+00:00")


_VALUE: dict[str, Callable[[str], Hashable]] = {
    _XSD + "integer": int,
    _XSD + "decimal": _decimal,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: {"0": "false", "1": "true"}.get(text, text),
    _XSD + "date": _zulu,
    _XSD + "dateTime": _zulu,
}


def uri(iri: str) -> Term:
    return ("uri", iri)


def bnode(label: str) -> Term:
    return ("bnode", label)


def literal(text: str, datatype: str = "", language: str = "", direction: str = "") -> Term:
    if language:
        datatype = _RDF + ("dirLangString" if direction else "langString")
    datatype = datatype or _XSD + "string"
    return ("literal", _value(text, datatype), datatype, language.lower(), direction)


def _value(text: str, datatype: str) -> Hashable:
    try:
        value = _VALUE[datatype](text)
    except (KeyError, ValueError, InvalidOperation):  # no number, or ill-typed
        return text
    return value if value == value else "NaN"  # which is not itself


def triple(*terms: Term) -> Term:
    return ("triple", *terms)


def from_engine(node: Any) -> Term:
    if isinstance(node, ox.NamedNode):
        return uri(node.value)
    if isinstance(node, ox.BlankNode):
        return bnode(node.value)
    if isinstance(node, ox.Triple):
        return triple(*(from_engine(part) for part in node))
    direction = "" if node.direction is None else str(node.direction)
    return literal(node.value, node.datatype.value, node.language or "", direction)


def are_same(left: Sequence[Row], right: Sequence[Row], *, is_ordered: bool = False) -> bool:
    """Whether rows are equal, each as often, under one renaming of blank nodes."""
    if is_ordered:
        left, right = _numbered(left), _numbered(right)
    if len(left) != len(right) or Counter(map(_shape, left)) != Counter(map(_shape, right)):
        return False
    # Rows whose shape is rare first: they leave the least to try.
    rarity = Counter(map(_shape, left))
    return _match(sorted(left, key=lambda row: rarity[_shape(row)]), list(right), {}, {})


def _numbered(rows: Sequence[Row]) -> list[Row]:
    return [{**row, "": literal(str(number))} for number, row in enumerate(rows)]


def _match(
    left: list[Row], right: list[Row], forth: dict[Term, Term], back: dict[Term, Term]
) -> bool:
    if not left:
        return True
    first, rest = left[0], left[1:]
    for position, candidate in enumerate(right):
        if _shape(candidate) != _shape(first):
            continue
        there, here = dict(forth), dict(back)
        if all(_renamed(first[name], candidate[name], there, here) for name in first):
            others = right[:position] + right[position + 1 :]
            if _match(rest, others, there, here):
                return True
            if there == forth:  # nothing was chosen that another candidate could change
                return False
    return False


def _renamed(left: Term, right: Term, forth: dict[Term, Term], back: dict[Term, Term]) -> bool:
    if left[0] == "triple":
        return all(_renamed(*pair, forth, back) for pair in zip(left[1:], right[1:], strict=True))
    if left[0] != "bnode":
        return left == right
    return forth.setdefault(left, right) == right and back.setdefault(right, left) == left


def _shape(row: Row) -> Hashable:
    return frozenset((name, _anonymous(term)) for name, term in row.items())


def _anonymous(term: Term) -> Term:
    if term[0] == "triple":
        return ("triple", *map(_anonymous, term[1:]))
    return ("bnode",) if term[0] == "bnode" else term
