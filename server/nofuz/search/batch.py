"""Read what a client of the reconciliation service sends: a batch of queries, or an extension.

Reconciliation Service API 0.2, sections 4 and 7, and the JSON schemas of its
appendix: what they leave to the service is read leniently, what they forbid is a
malformed request that names the member at fault.
"""

import json
from typing import Any, NamedTuple

from nofuz.errors import MalformedRequest, TooLarge
from nofuz.namespaces import expand

_MOST_CANDIDATES = 100
_USUAL_CANDIDATES = 10
_MANY = 1_000_000
_MOST_TYPES = 10
# Each value is compared with those of every candidate.
_MOST_CONSTRAINTS = 5
_MOST_VALUES = 5
_MOST_PROPERTIES = 50
# An extension asks little of each entity: this many times as many as there are names in a batch.
_ENTITIES = 10
_STRICT = ("any", "should", "all")
_QUERY_MEMBERS = {"query", "type", "limit", "properties", "type_strict"}

Value = str | int | float | bool
"""What a property is compared with; of an entity, its identifier."""


class Constraint(NamedTuple):
    """Values that a property of the entity should have one of."""

    property: str
    values: tuple[Value, ...]


class Query(NamedTuple):
    """One reconciliation query.

    Args:
        text: the name sought; empty when only properties are given.
        types: IRIs of types; without any, all will do.
        strict: whether an entity must have "any" or "all" of them, or merely "should".
        limit: how many candidates at most.
        constraints: properties that the entity should have.
    """

    text: str
    types: tuple[str, ...]
    strict: str
    limit: int
    constraints: tuple[Constraint, ...]


class Extension(NamedTuple):
    """Entities by their identifiers, and the properties whose values are asked for."""

    identifiers: tuple[str, ...]
    properties: tuple[str, ...]


def read_queries(text: str, most: int) -> dict[str, Query]:
    """Return the queries of a batch by their keys.

    Args:
        text: JSON of the batch.
        most: how many queries it may have.

    Raises:
        MalformedRequest: it is no JSON, or no batch (400).
        TooLarge: it has too many queries (413).
    """
    batch = _object(_parsed(text, "queries"), "queries")
    if len(batch) > most:
        raise TooLarge(f"a batch has at most {most} queries, and this one has {len(batch)}")
    return {key: _query(_object(query, key), key) for key, query in batch.items()}


def read_extension(text: str, batch: int) -> Extension:
    """Return what an extension asks for.

    Args:
        text: JSON of the extension.
        batch: how many queries a batch may have.

    Raises:
        MalformedRequest: it is no JSON, or no extension (400).
        TooLarge: it has too many entities or properties (413).
    """
    content = _object(_parsed(text, "extend"), "extend")
    identifiers = _strings(content.get("ids"), "ids")
    properties = [
        _string(_object(one, "properties").get("id"), "properties: id")
        for one in _list(content.get("properties"), "properties")
    ]
    if len(identifiers) > _ENTITIES * batch or len(properties) > _MOST_PROPERTIES:
        raise TooLarge(
            f"an extension has at most {_ENTITIES * batch} ids and {_MOST_PROPERTIES} properties"
        )
    return Extension(tuple(identifiers), tuple(dict.fromkeys(map(expand, properties))))


def _query(content: dict[str, Any], key: str) -> Query:
    unknown = sorted(set(content) - _QUERY_MEMBERS)
    if unknown:
        raise _malformed(f"{key}: {unknown[0]} is no member of a query")
    text = _string(content.get("query", ""), f"{key}: query")
    constraints = _list(content.get("properties", []), f"{key}: properties")
    if len(constraints) > _MOST_CONSTRAINTS:
        raise TooLarge(f"{key}: a query has at most {_MOST_CONSTRAINTS} properties")
    if not text and not constraints:
        raise _malformed(f"{key} has neither query nor properties")
    strict = content.get("type_strict", "any")
    if strict not in _STRICT:
        raise _malformed(f"{key}: type_strict is one of {', '.join(_STRICT)}")
    return Query(
        text,
        _types(content.get("type", []), key),
        strict,
        _limit(content.get("limit", _USUAL_CANDIDATES), key),
        tuple(_constraint(_object(one, key), key) for one in constraints),
    )


def _types(content: Any, key: str) -> tuple[str, ...]:
    """Read types: one, or a list, each by its identifier alone or as an object with it."""
    listed = content if isinstance(content, list) else [content]
    if len(listed) > _MOST_TYPES:
        raise TooLarge(f"{key}: a query has at most {_MOST_TYPES} types")
    named = [one.get("id") if isinstance(one, dict) else one for one in listed]
    found = [expand(_string(one, f"{key}: type")) for one in named]
    return tuple(dict.fromkeys(one for one in found if one))


def _limit(content: Any, key: str) -> int:
    if not _is_number(content) or not 1 <= content <= _MANY or content != int(content):
        raise _malformed(f"{key}: limit is a whole number from 1 on")
    return min(int(content), _MOST_CANDIDATES)


def _constraint(content: dict[str, Any], key: str) -> Constraint:
    if "v" not in content:
        raise _malformed(f"{key}: a property has no v")
    values = content["v"] if isinstance(content["v"], list) else [content["v"]]
    if len(values) > _MOST_VALUES:
        raise TooLarge(f"{key}: a property has at most {_MOST_VALUES} values")
    return Constraint(
        expand(_string(content.get("pid"), f"{key}: pid")),
        tuple(_value(value, key) for value in values),
    )


def _value(content: Any, key: str) -> Value:
    if isinstance(content, dict):
        return _string(content.get("id"), f"{key}: v: id")
    if isinstance(content, str | bool) or _is_number(content):
        value: Value = content
        return value
    raise _malformed(f"{key}: v is a text, a number, a truth value or an entity")


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise _malformed(f"{name} is nested too deeply") from None
    except ValueError as error:
        raise _malformed(f"{name} is no JSON: {error}") from None


def _refuse_constant(name: str) -> None:
    """Refuse NaN and the infinities, which Python reads and JSON does not have."""
    raise ValueError(f"there is no {name} in JSON")


def _object(content: Any, name: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise _malformed(f"{name} is no object")
    return content


def _list(content: Any, name: str) -> list[Any]:
    if not isinstance(content, list):
        raise _malformed(f"{name} is no array")
    return content


def _strings(content: Any, name: str) -> list[str]:
    return [_string(one, name) for one in _list(content, name)]


def _string(content: Any, name: str) -> str:
    if not isinstance(content, str):
        raise _malformed(f"{name} is no text")
    # JSON may hold halves of characters, which no text has.
    return content.encode(errors="replace").decode()


def _is_number(content: Any) -> bool:
    return isinstance(content, int | float) and not isinstance(content, bool)


def _malformed(detail: str) -> MalformedRequest:
    return MalformedRequest(detail)
