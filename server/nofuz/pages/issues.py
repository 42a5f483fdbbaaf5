"""Text issues: where the text of a document is not to be taken at its word."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from nofuz.namespaces import VOC
from nofuz.store.terms import Solution, Term

DIFFERENCE = VOC + "text-difference"
"""The type of an issue that is no more than a difference from another copy of the text."""


@dataclass(frozen=True)
class Place:
    """A paragraph where the issue is, by the attestation that was read there."""

    attestation: Term
    paragraph: str


@dataclass(frozen=True)
class Issue:
    """A flaw, in one document."""

    thing: Term
    type: Term
    document: Term
    printed: tuple[Term, ...]
    readings: tuple[Term, ...]
    confidence: Term | None
    places: tuple[Place, ...]
    """Where it is; none where the document as a whole has it."""


def issues(rows: Iterable[Solution]) -> list[Issue]:
    """Return the issues of some rows, which name one once for each place and each value."""
    found: dict[tuple[Term, Term], list[Solution]] = defaultdict(list)
    for row in rows:
        found[row["document"], row["issue"]].append(row)
    return [_issue(rows) for rows in found.values()]


def _issue(rows: list[Solution]) -> Issue:
    row = rows[0]
    # Each passage once for a paragraph: several that were read there have the same flaw.
    places = {
        each["paragraph"].value: Place(each["attestation"], each["paragraph"].value)
        for each in reversed(rows)
        if "attestation" in each
    }
    return Issue(
        row["issue"],
        row["type"],
        row["document"],
        _each(rows, "printed"),
        _each(rows, "reading"),
        row.get("confidence"),
        tuple(sorted(places.values(), key=_place)),
    )


def _each(rows: Iterable[Solution], name: str) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(row[name] for row in rows if name in row))


def _place(place: Place) -> tuple[bool, int]:
    digits = place.paragraph.lstrip("x")
    return place.paragraph.startswith("x"), int(digits) if digits.isdigit() else 0
