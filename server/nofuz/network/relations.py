"""The network of a release, read back from its tables.

What a page needs to choose and to draw is in them already; names are not taken
from there, since a table's cells are made harmless for spreadsheets.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from sys import intern

from nofuz.edition import Edition
from nofuz.errors import Unavailable
from nofuz.namespaces import NOFUZ, VOC
from nofuz.pages.times import Times, day_of
from nofuz.release.exports.formats import EDGES, NODES, stored_name


@dataclass(frozen=True, slots=True)
class Relation:
    """What is said to be between two agents, as a proposition tells it; texts are IRIs."""

    id: str
    source: str
    target: str
    is_mutual: bool
    proposition: str
    kind: str
    standing: str
    origins: frozenset[str]
    """Those of the claims for it."""
    documents: frozenset[str]
    """Those in which it is claimed, for and against."""
    times: Times


@dataclass(frozen=True)
class Relations:
    """All relations of a release in their order, and the kinds of the agents that they join."""

    edges: tuple[Relation, ...]
    agents: Mapping[str, str]
    """Their kind in words, by IRI."""

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many relations there are of each kind."""
        return _counted(edge.kind for edge in self.edges)

    @cached_property
    def standings(self) -> Mapping[str, int]:
        """How many relations have each standing."""
        return _counted(edge.standing for edge in self.edges)

    @cached_property
    def origins(self) -> Mapping[str, int]:
        """How many relations each origin speaks for."""
        return _counted(origin for edge in self.edges for origin in edge.origins)

    @cached_property
    def documents(self) -> Mapping[str, int]:
        """How many relations are claimed in each document."""
        return _counted(document for edge in self.edges for document in edge.documents)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that any time names, None without any."""
        bounds = {day for edge in self.edges for day in (edge.times.earliest, edge.times.latest)}
        moments = {day_of(text) for edge in self.edges for text in edge.times.as_of}
        days = sorted(day for day in bounds | moments if day)
        return (days[0], days[-1]) if days else None


def relations_of(edition: Edition) -> Relations:
    """Return the network of a release, which is read once.

    Raises:
        Unavailable: the release lost its tables.
    """
    if Relations not in edition.kept:
        edition.kept[Relations] = _read(edition.release.path)
    found: Relations = edition.kept[Relations]
    return found


def _read(release: Path) -> Relations:
    try:
        edges = tuple(_relation(row) for row in _rows(release / f"{stored_name(EDGES)}.gz"))
        nodes = list(_rows(release / f"{stored_name(NODES)}.gz"))
    except OSError:
        raise Unavailable("the tables of the network cannot be read", retry_after=60) from None
    return Relations(edges, {row["id"]: intern(row["kind"]) for row in nodes})


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def _relation(row: Mapping[str, str]) -> Relation:
    return Relation(
        row["id"],
        intern(row["source"]),
        intern(row["target"]),
        row["type"] == "Undirected",
        row["proposition"],
        intern(NOFUZ + row["class"]),
        intern(VOC + row["standing"]),
        _iris(row["origin_iris"]),
        _iris(row.get("document_iris", "")),  # a release of an older program has none
        _times(*(row[name] for name in ("when", "as_of", "when_text", "earliest", "latest"))),
    )


@lru_cache(maxsize=1024)  # few sets of documents and few times are met again and again
def _iris(cell: str) -> frozenset[str]:
    return frozenset(map(intern, cell.split()))


@lru_cache(maxsize=1024)
def _times(when: str, as_of: str, words: str, earliest: str, latest: str) -> Times:
    bounds = day_of(earliest), day_of(latest)
    return Times(_several(when), _several(as_of), _several(words), (), *bounds)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(" | ")))


def _counted(values: Iterator[str]) -> Mapping[str, int]:
    """Return how often each value comes, the most frequent first."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
