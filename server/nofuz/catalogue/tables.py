"""The statistics of a release as tables for people."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from nofuz.namespaces import PREFIXES
from nofuz.store.terms import Term, Triple

_VOID = PREFIXES["void"]


def tables(statistics: Iterable[Triple]) -> dict[str, Any]:
    """Return the counts of the "whole", and rows of "classes", "properties" and "links"."""
    said: dict[str, dict[str, Term]] = defaultdict(dict)
    for subject, predicate, value in statistics:
        said[subject.value][predicate.value.removeprefix(_VOID)] = value
    rows = list(said.values())
    return {
        "whole": next(row for row in rows if "distinctSubjects" in row and "property" not in row),
        "classes": _sorted(rows, "class", "entities"),
        "properties": _sorted(rows, "property", "triples"),
        "links": [
            row | {"uriSpace": said[row["objectsTarget"].value]["uriSpace"]}
            for row in _sorted(rows, "linkPredicate", "triples")
        ],
    }


def _sorted(rows: Iterable[dict[str, Term]], kind: str, count: str) -> list[dict[str, Term]]:
    """Return the rows of one kind, the largest first."""
    fitting = (row for row in rows if kind in row)
    return sorted(fitting, key=lambda row: (-int(row[count].value), row[kind].value))
