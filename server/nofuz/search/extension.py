"""Values of the properties of entities, for a client that has reconciled its own.

Reconciliation Service API 0.2, section 7.  Only what the dataset states of an
entity is given, and none of the links that are derived from what somebody said of
it: without the speaker and the denials they would look like facts.
"""

from typing import Any

from nofuz.edition import Edition
from nofuz.namespaces import PREFIXES
from nofuz.search.batch import Extension
from nofuz.search.entities import described, entity, named
from nofuz.store.terms import Term

_XSD = PREFIXES["xsd"]
_WHOLE = {_XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int")}
_BROKEN = {_XSD + name for name in ("decimal", "double", "float")}
_TIME = _XSD + "dateTime"


def extended(edition: Edition, base: str, asked: Extension) -> dict[str, Any]:
    """Return the values as JSON; an entity that is not known has none.

    Args:
        edition: the open release.
        base: what the dataset's own IRIs begin with.
        asked: entities and properties.
    """
    offered = edition.index.properties()
    return {
        "meta": [named(edition, iri) for iri in asked.properties],
        "rows": {
            name: {
                iri: _values(edition, base, name, iri) if iri in offered else []
                for iri in asked.properties
            }
            for name in asked.identifiers
        },
    }


def proposals(edition: Edition, kind: str, limit: int) -> dict[str, Any]:
    """Return the properties that entities of a type have, the commonest first.

    Args:
        edition: the open release.
        kind: IRI of the type.
        limit: how many properties at most.
    """
    number = edition.index.class_number(kind)
    found = [] if number is None else list(edition.index.properties(number))
    return {
        "type": kind,
        "limit": limit,
        "properties": [named(edition, iri) for iri in found[:limit]],
    }


def _values(edition: Edition, base: str, name: str, predicate: str) -> list[dict[str, Any]]:
    thing = entity(edition.index, base, name)
    if thing is None:
        return []
    return [_value(edition, base, term) for term in edition.store.values(thing.iri, predicate)]


def _value(edition: Edition, base: str, term: Term) -> dict[str, Any]:
    """Return a value as JSON; a day has no form of its own there, so it is a text."""
    if term.kind == "iri":
        thing = entity(edition.index, base, term.value)
        return {"str": term.value} if thing is None else described(thing, base)
    if term.datatype in _WHOLE:
        return {"int": int(term.value)}
    if term.datatype in _BROKEN:
        return {"float": float(term.value)}
    return {"date" if term.datatype == _TIME else "str": term.value}
