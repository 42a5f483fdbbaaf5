"""The page of a document: what was read in it, paragraph by paragraph, and how it differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nofuz.pages.passages import Passage
from nofuz.pages.statements import Statement, Statements, Voice
from nofuz.store.terms import Solution, Term


@dataclass(frozen=True)
class Reading:
    """A claim that was read in a paragraph."""

    passage: Passage
    statement: Statement
    voice: Voice


@dataclass(frozen=True)
class Twin:
    """Another copy of the same text, with what is read in one of the two alone."""

    document: Term
    only_here: list[Statement]
    only_there: list[Statement]


def paragraphs(
    found: Iterable[Passage], rows: Iterable[Solution], known: Statements
) -> dict[str, list[Reading]]:
    """Return what was read, by the number of its paragraph.

    Args:
        found: the passages in the order in which they stand.
        rows: each attestation with its proposition.
        known: the propositions of the release.
    """
    propositions = {row["attestation"]: row["proposition"].value for row in rows}
    read: dict[str, list[Reading]] = defaultdict(list)
    for passage in found:
        statement = known.read(propositions[passage.attestation])
        for voice in statement.voices:
            if voice.claim == passage.claim:
                read[passage.paragraph].append(Reading(passage, statement, voice))
    return read


def twins(rows: Iterable[Solution], here: Mapping[Term, Term], known: Statements) -> list[Twin]:
    """Return the other copies of the same text.

    Args:
        rows: each copy with the claims that were read in it.
        here: the claims that were read in this document, with their propositions.
        known: the propositions of the release.
    """
    there: dict[Term, dict[Term, Term]] = defaultdict(dict)
    for row in rows:
        there[row["twin"]] |= {row["claim"]: row["proposition"]} if "claim" in row else {}
    return [
        Twin(twin, known.all(_without(here, claims)), known.all(_without(claims, here)))
        for twin, claims in there.items()
    ]


def _without(some: Mapping[Term, Term], others: Mapping[Term, Term]) -> list[Term]:
    return [proposition for claim, proposition in some.items() if claim not in others]
