"""Write the index of a release: the same bytes for the same entries.

Everything is inserted in a sorted order within one transaction, the word index is
merged into one segment and the file is rewritten page by page, so that nothing in
it depends on when and in which order it came.  Another version of SQLite may lay
its pages out otherwise.
"""

import errno
import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from nofuz.errors import CommandError
from nofuz.index.entries import Entry, Name, Vocabulary
from nofuz.index.folding import fold
from nofuz.index.romanization import Word, romanized, sounds, spelled
from nofuz.index.schema import ENTITY, TABLES, VERSION, class_token, kind_token

_Form = tuple[int, int, Name, str]
"""A name with its own number, its thing's number and its folded form."""


def write_index(path: Path, entries: Iterable[Entry], vocabulary: Vocabulary) -> None:
    """Write a new index file, flushed to disk.

    Args:
        path: of a file that does not exist yet.
        entries: what is to be found, in any order; each IRI once.
        vocabulary: of the entries' classes.

    Raises:
        CommandError: this Python's SQLite was built without FTS5.
        OSError: the file cannot be written.
    """
    things = sorted(entries, key=_order)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _fill(connection, things, vocabulary)
    except sqlite3.OperationalError as error:
        if "fts5" in str(error):
            raise CommandError(
                "this Python's SQLite has no full-text search (FTS5), which the search index needs"
            ) from None
        raise _system_error(error, path) from None


def _system_error(error: sqlite3.Error, path: Path) -> OSError:
    """Return what SQLite met as the error that the system would tell."""
    if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    return OSError(f"{path}: {error}")


def _order(entry: Entry) -> tuple[bool, str, str, str]:
    """Sort what has a name of its own first; who searches for broad words meets it first."""
    return (not entry.is_entity, entry.kind, fold(entry.label), entry.iri)


def _fill(connection: sqlite3.Connection, things: Sequence[Entry], vocabulary: Vocabulary) -> None:
    # The file is fresh: a crash leaves a build that nobody serves, so no journal is needed.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("BEGIN")
    for statement in TABLES.split(";"):
        connection.execute(statement)
    classes = _write_classes(connection, things, vocabulary)
    _write_things(connection, things, classes)
    forms = list(_forms(things))
    _write_forms(connection, forms)
    _write_words(connection, things, classes)
    _write_spellings(connection, [form for form in forms if things[form[1] - 1].is_entity])
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("COMMIT")
    connection.execute("VACUUM")


def _write_classes(
    connection: sqlite3.Connection, things: Sequence[Entry], vocabulary: Vocabulary
) -> dict[str, int]:
    """Write classes, properties and how they go together; return the classes' numbers."""
    sizes: dict[str, int] = defaultdict(int)
    for thing in things:
        for iri in thing.classes:
            sizes[iri] += thing.is_entity
    classes = _numbers(sizes)
    properties = _numbers(iri for _, iri in vocabulary.usage)
    labels = vocabulary.labels
    connection.executemany(
        "INSERT INTO class VALUES (?, ?, ?, ?)",
        ((number, iri, labels.get(iri), sizes[iri]) for iri, number in classes.items()),
    )
    connection.executemany(
        "INSERT INTO property VALUES (?, ?, ?)",
        ((number, iri, labels.get(iri)) for iri, number in properties.items()),
    )
    connection.executemany(
        "INSERT INTO usage VALUES (?, ?, ?)",
        (
            (classes[kind], properties[iri], entities)
            for (kind, iri), entities in sorted(vocabulary.usage.items())
        ),
    )
    return classes


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)), 1)}


def _write_things(
    connection: sqlite3.Connection, things: Sequence[Entry], classes: dict[str, int]
) -> None:
    connection.executemany(
        "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                thing.iri,
                thing.kind,
                thing.label,
                next(iter(thing.texts), None),
                thing.standing,
                thing.is_entity,
            )
            for number, thing in enumerate(things, 1)
        ),
    )
    connection.executemany(
        "INSERT INTO kind VALUES (?, ?)", sorted(Counter(thing.kind for thing in things).items())
    )
    connection.executemany(
        "INSERT INTO member VALUES (?, ?, ?)",
        (
            (number, place, classes[iri])
            for number, thing in enumerate(things, 1)
            for place, iri in enumerate(thing.classes)
        ),
    )


def _forms(things: Sequence[Entry]) -> Iterator[_Form]:
    number = 0
    for thing_number, thing in enumerate(things, 1):
        for name in sorted(thing.names):
            number += 1
            yield number, thing_number, name, fold(name.text)


def _write_forms(connection: sqlite3.Connection, forms: Iterable[_Form]) -> None:
    connection.executemany(
        "INSERT INTO form VALUES (?, ?, ?, ?, ?)",
        (
            (number, thing, name.text, name.is_label, folded)
            for number, thing, name, folded in forms
        ),
    )


def _write_words(
    connection: sqlite3.Connection, things: Sequence[Entry], classes: dict[str, int]
) -> None:
    frequency: Counter[str] = Counter()
    for number, thing in enumerate(things, 1):
        names = " ".join(fold(name.text) for name in sorted(thing.names))
        texts = " ".join(map(fold, thing.texts))
        kinds = [kind_token(thing.kind), *(class_token(classes[iri]) for iri in thing.classes)]
        kinds += [ENTITY] * thing.is_entity
        connection.execute(
            "INSERT INTO words (rowid, names, texts, kinds) VALUES (?, ?, ?, ?)",
            (number, names, texts, " ".join(kinds)),
        )
        frequency.update({*names.split(), *texts.split()})
    connection.executemany("INSERT INTO frequency VALUES (?, ?)", sorted(frequency.items()))


def _write_spellings(connection: sqlite3.Connection, forms: Iterable[_Form]) -> None:
    uses: dict[Word, set[int]] = defaultdict(set)
    for number, _, name, _ in forms:
        for word in spelled(romanized(name.text)):
            uses[word].add(number)
    numbered = list(enumerate(sorted(uses), 1))
    connection.executemany(
        "INSERT INTO spelling VALUES (?, ?, ?, ?)",
        ((number, word.letters, word.is_abjad, len(uses[word])) for number, word in numbered),
    )
    connection.executemany(
        "INSERT INTO sound VALUES (?, ?, ?)",
        sorted(
            (rest, is_rest, number)
            for number, word in numbered
            for is_rest, rests in enumerate(sounds(word.letters))
            for rest in rests
        ),
    )
    connection.executemany(
        "INSERT INTO use VALUES (?, ?)",
        ((number, form) for number, word in numbered for form in sorted(uses[word])),
    )
