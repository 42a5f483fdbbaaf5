"""Give those edges of the table that somebody asks for."""

import csv
import gzip
import io
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from nofuz.errors import MalformedRequest
from nofuz.namespaces import VOC

# The column that each parameter looks into, whose value is one of several there.
_COLUMNS = {"standing": "standing", "origin": "origin_iris", "class": "class"}
_IN_MEMORY = 64 * 1024


def read_filter(parameters: Mapping[str, list[str]], base: str) -> dict[str, list[str]]:
    """Return what each column must hold, one value each.

    Args:
        parameters: of the request: `standing` and `class` by name, `origin` by IRI or by name.
        base: IRI that the dataset's own IRIs begin with.

    Raises:
        MalformedRequest: one is unknown or doubled (400).
    """
    asked: dict[str, list[str]] = {}
    for name, values in parameters.items():
        if name not in _COLUMNS:
            offers = ", ".join(_COLUMNS)
            raise MalformedRequest(f"unknown parameter {name[:60]!r}; edges are chosen by {offers}")
        if len(values) != 1:
            raise MalformedRequest(f"the parameter {name} comes more than once")
        value = values[0].removeprefix(VOC)
        if name == "origin" and "/" not in value:
            value = f"{base}id/origin/{value}"
        asked[_COLUMNS[name]] = [value]
    return asked


def filtered(path: Path, asked: Mapping[str, Collection[str]]) -> Iterator[bytes]:
    """Yield a table in some kilobytes at a time, without the rows that were not asked for.

    Args:
        path: the table, compressed with gzip.
        asked: by column, values one of which a row must have among those of its cell.
    """
    with gzip.open(path, "rt", encoding="utf-8", newline="") as table:
        rows = csv.reader(table)
        columns = next(rows)
        places = {columns.index(column): frozenset(values) for column, values in asked.items()}
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        for row in rows:
            if not any(places[place].isdisjoint(row[place].split(" ")) for place in places):
                writer.writerow(row)
            if text.tell() > _IN_MEMORY:
                yield text.getvalue().encode()
                text.seek(0)
                text.truncate()
        yield text.getvalue().encode()
