"""A query's result as a page shows it: a table, an answer or a document."""

import json
from typing import Any

from nofuz.errors import TooLarge
from nofuz.formats import JSON, TURTLE, Format
from nofuz.sparql.evaluation import Held
from nofuz.sparql.preparation import Prepared
from nofuz.store.terms import Solution, Term

_MOST_BYTES = 4 * 1024 * 1024
_MOST_ROWS = 1000
_KINDS = {"uri": "iri", "bnode": "blank"}


def result_form(prepared: Prepared) -> Format:
    """Return the format in which `shown` reads a result."""
    return TURTLE if prepared.is_graph else JSON


def shown(prepared: Prepared, held: Held) -> dict[str, Any]:
    """Return what the query page's template shows of a result.

    Args:
        prepared: the query.
        held: its answer in the format that `result_form` names.

    Returns:
        "document" for a graph, "boolean" for ASK, else "variables", "rows" (at
        most 1,000) and "total".

    Raises:
        TooLarge: the result is too long for a page; other formats have no such limit.
    """
    text = _text(held)
    if prepared.is_graph:
        return {"document": text}
    result = json.loads(text)
    if "boolean" in result:
        return {"boolean": result["boolean"]}
    rows = result["results"]["bindings"]
    return {
        "variables": result["head"]["vars"],
        "rows": [_solution(row) for row in rows[:_MOST_ROWS]],
        "total": len(rows),
    }


def _text(held: Held) -> str:
    pieces = [held.body] if isinstance(held.body, bytes) else held.body
    if held.length > _MOST_BYTES:
        raise TooLarge("the result is too long for a page; ask for it as JSON, CSV or Turtle")
    return b"".join(pieces).decode()


def _solution(row: dict[str, dict[str, str]]) -> Solution:
    return {
        name: Term(
            _KINDS.get(value["type"], "literal"),
            value["value"],
            value.get("xml:lang", ""),
            value.get("datatype", ""),
        )
        for name, value in row.items()
    }
