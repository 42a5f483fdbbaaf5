"""Read the index of a release: one connection a thread, things, kinds and classes."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nofuz.index.schema import VERSION
from nofuz.index.things import Class, Thing

# SQLite's own memory for each connection; the system keeps the file's pages for all of them.
_CACHE_KIBIBYTES = 512


class Index:
    """One open index; safe to use from several threads, each of which gets a connection."""

    def __init__(self, path: Path) -> None:
        """Open an index.

        Raises:
            OSError: the file is missing, damaged or of another version, or this
                Python's SQLite was built without FTS5.
        """
        # Nobody writes it any more, so SQLite need not look for locks or changes.
        self._address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        try:
            version = self.rows("PRAGMA user_version")[0][0]
            self.rows("SELECT rowid FROM words LIMIT 1")
        except sqlite3.Error as error:
            self.close()
            raise OSError(f"{path}: {error}") from None
        if version != VERSION:
            self.close()
            raise OSError(f"{path}: written by another version of nofuz")

    def close(self) -> None:
        """Close every connection; nobody may be using them."""
        with self._lock:
            while self._connections:
                self._connections.pop().close()

    def each(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """Give the rows of a SELECT of our own one by one; values are bound, never spliced."""
        with closing(self._connection().execute(statement, values)) as cursor:
            yield from cursor

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of a SELECT of our own; values are bound, never spliced."""
        return list(self.each(statement, values))

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # close() may be called by another thread than the one that opened it.
            connection = sqlite3.connect(self._address, uri=True, check_same_thread=False)
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    def things(self, numbers: Sequence[int]) -> list[Thing]:
        """Return the things of these numbers, in their order."""
        rows = self.rows(
            "SELECT id, iri, kind, label, description, standing, is_entity FROM thing "  # noqa: S608
            f"WHERE id IN ({marks(numbers)})",
            numbers,
        )
        classes = self._classes(numbers)
        found = {
            row[0]: Thing._make([*row[:-1], bool(row[-1]), tuple(classes.get(row[0], ()))])
            for row in rows
        }
        return [found[number] for number in numbers]

    def _classes(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for thing, iri in self.each(
            "SELECT member.thing, class.iri FROM member JOIN class ON class.id = member.class "  # noqa: S608
            f"WHERE member.thing IN ({marks(numbers)}) ORDER BY member.thing, member.place",
            numbers,
        ):
            found.setdefault(thing, []).append(iri)
        return found

    def thing(self, iri: str) -> Thing | None:
        """Return the thing of an IRI."""
        rows = self.rows("SELECT id FROM thing WHERE iri = ?", [iri])
        return self.things([rows[0][0]])[0] if rows else None

    def kinds(self) -> dict[str, int]:
        """Return how many things there are of each kind."""
        return dict(self.rows("SELECT name, things FROM kind ORDER BY name"))

    def class_number(self, iri: str) -> int | None:
        """Return the number of a class."""
        rows = self.rows("SELECT id FROM class WHERE iri = ?", [iri])
        return int(rows[0][0]) if rows else None

    def classes(self) -> list[Class]:
        """Return the classes with entities, those with most of them first."""
        return [
            Class(*row)
            for row in self.each(
                "SELECT iri, label, entities FROM class WHERE entities > 0 "
                "ORDER BY entities DESC, iri"
            )
        ]

    def widest_classes(self) -> list[str]:
        """Return for each kind of entities the class that has the most of them, sorted."""
        rows = self.rows(
            "SELECT thing.kind, class.iri FROM thing JOIN member ON member.thing = thing.id "
            "JOIN class ON class.id = member.class WHERE is_entity GROUP BY thing.kind, class.iri "
            "ORDER BY thing.kind, count(*) DESC, min(member.place), class.iri"
        )
        widest: dict[str, str] = {}
        for kind, iri in rows:
            widest.setdefault(kind, iri)
        return sorted(set(widest.values()))

    def properties(self, class_number: int | None = None) -> dict[str, str | None]:
        """Return the labels of the properties that entities have, by IRI, the commonest first.

        Args:
            class_number: only properties of entities of this class; None for all.
        """
        return dict(
            self.each(
                "SELECT property.iri, property.label FROM property "
                "JOIN usage ON usage.property = property.id WHERE ?1 IS NULL OR usage.class = ?1 "
                "GROUP BY property.id ORDER BY max(usage.entities) DESC, property.iri",
                [class_number],
            )
        )


def marks(values: Sequence[Any]) -> str:
    """Return a question mark for each value, for an SQL list."""
    return ", ".join("?" * len(values))
