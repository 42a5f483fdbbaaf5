"""The ledger: every IRI that was ever published, so that none is lost or given away again.

`instances/ledger.csv` has a row for each: the IRI, its kind (what follows `id/`),
the release of the dataset that brought it, its status, and for one that was
merged or withdrawn its successor, the date and the reason.  Rows are sorted by IRI.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from nofuz.dataset.finding import Finding
from nofuz.dataset.folder import LEDGER, Dataset
from nofuz.dataset.graphs import RDF_TYPE, Graphs
from nofuz.namespaces import compact

ACTIVE, MERGED, WITHDRAWN = "active", "merged", "withdrawn"


class Entry(NamedTuple):
    """A row of the ledger; what does not apply is empty."""

    iri: str
    kind: str
    since: str
    status: str = ACTIVE
    successor: str = ""
    date: str = ""
    reason: str = ""


def read_ledger(dataset: Dataset) -> list[Entry]:
    """Return the entries; none if there is no ledger.

    Raises:
        ValueError: the file is no ledger; str() says why.
    """
    if not dataset.ledger.exists():
        return []
    rows = csv.reader(io.StringIO(dataset.read(dataset.ledger).decode()), strict=True)
    if next(rows, None) != list(Entry._fields):
        raise ValueError(f"its first line must be: {','.join(Entry._fields)}")
    return [_entry(row, number) for number, row in enumerate(rows, start=2)]


def _entry(row: list[str], line: int) -> Entry:
    if len(row) != len(Entry._fields):
        raise ValueError(f"line {line} has {len(row)} fields, not {len(Entry._fields)}")
    return Entry(*row)


def ledger_findings(graphs: Graphs) -> list[Finding]:
    """Find IRIs that are not in the ledger, or in it and gone from the data, and bad rows."""
    try:
        entries = read_ledger(graphs.dataset)
    except (ValueError, csv.Error) as error:
        return [Finding(LEDGER, None, "", "ledger", f"It cannot be read: {error}.")]
    defined = defined_iris(graphs)
    known = {entry.iri: entry for entry in entries}
    return [
        *_unlisted(graphs, defined, known),
        *_out_of_order(entries),
        *_rows(entries, defined, known),
    ]


def defined_iris(graphs: Graphs) -> dict[str, str]:
    """Return the IRIs under `id/` that the instances define, each with its kind."""
    stem = f"{graphs.dataset.base}id/"
    subjects = {
        triple.subject.value
        for triple in graphs.triples("instances")
        if triple.predicate.value == RDF_TYPE and triple.subject.value.startswith(stem)
    }
    return {subject: subject.removeprefix(stem).partition("/")[0] for subject in subjects}


def updated(graphs: Graphs, since: str) -> str:
    """Return the text of the ledger with the IRIs that it lacks.

    Args:
        graphs: the dataset.
        since: the release that brings the new IRIs, as in `owl:versionInfo`.

    Raises:
        ValueError: the present ledger cannot be read.
    """
    entries = {entry.iri: entry for entry in read_ledger(graphs.dataset)}
    fresh = (
        Entry(iri, kind, since) for iri, kind in defined_iris(graphs).items() if iri not in entries
    )
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerows([Entry._fields, *sorted([*entries.values(), *fresh])])
    return output.getvalue()


def _unlisted(
    graphs: Graphs, defined: dict[str, str], known: dict[str, Entry]
) -> Iterator[Finding]:
    for iri in defined.keys() - known.keys():
        yield graphs.finding(iri, "ledger-missing", f"Add it to {LEDGER} as active.")


def _out_of_order(entries: list[Entry]) -> Iterator[Finding]:
    for line, (before, after) in enumerate(pairwise(entries), start=3):
        if before.iri == after.iri:
            yield _at(line, after, "ledger-order", "It is listed twice: keep one row.")
        elif before.iri > after.iri:
            yield _at(line, after, "ledger-order", "Sort the rows by IRI.")


def _rows(
    entries: list[Entry], defined: dict[str, str], known: dict[str, Entry]
) -> Iterator[Finding]:
    for line, entry in enumerate(entries, start=2):
        for rule, message in _faults(entry, defined, known):
            yield _at(line, entry, rule, message)


def _faults(
    entry: Entry, defined: dict[str, str], known: dict[str, Entry]
) -> Iterator[tuple[str, str]]:
    """Return what is wrong with one row, as rule and message."""
    if entry.status not in {ACTIVE, MERGED, WITHDRAWN}:
        yield "ledger-status", "The status is active, merged or withdrawn."
    elif entry.status == ACTIVE:
        yield from _faults_of_active(entry, defined)
    else:
        yield from _faults_of_gone(entry, defined, known)
    if not entry.since:
        yield "ledger-since", "Say since which release it is there."


def _faults_of_active(entry: Entry, defined: dict[str, str]) -> Iterator[tuple[str, str]]:
    kind = defined.get(entry.iri)
    if kind is None:
        yield (
            "ledger-vanished",
            "It is gone from the data: bring it back, or mark it merged or withdrawn.",
        )
    elif entry.kind != kind:
        yield "ledger-kind", f"Its kind is {kind}, as its IRI says."


def _faults_of_gone(
    entry: Entry, defined: dict[str, str], known: dict[str, Entry]
) -> Iterator[tuple[str, str]]:
    if entry.iri in defined:
        yield "ledger-reused", f"It is {entry.status}, so the data must not describe it again."
    if not _is_date(entry.date) or not entry.reason:
        yield "ledger-reason", f"Say when (2025-01-31) and why it was {entry.status}."
    successor = known.get(entry.successor)
    if entry.status == MERGED and (successor is None or successor.status != ACTIVE):
        yield "ledger-successor", "Name the active IRI that it was merged into."


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _at(line: int, entry: Entry, rule: str, message: str) -> Finding:
    return Finding(LEDGER, line, compact(entry.iri), rule, message)
