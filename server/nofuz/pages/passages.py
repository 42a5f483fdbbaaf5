"""Passages: the places in documents where claims were read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nofuz.store.terms import Solution, Term


@dataclass(frozen=True)
class Passage:
    """One place in a document."""

    attestation: Term
    claim: Term
    document: Term
    url: str
    paragraph: str
    exact: str
    fidelity: Term
    is_paratext: bool
    issues: tuple[Term, ...]
    looked_for: tuple[Term, str] | None
    """What became of it when it was last looked for, and on what day."""


def passages(rows: Iterable[Solution], verifications: Iterable[Solution] = ()) -> list[Passage]:
    """Return the passages of some rows, which name an attestation once for each of its issues."""
    found: dict[Term, list[Solution]] = defaultdict(list)
    for row in rows:
        found[row["attestation"]].append(row)
    last = {row["attestation"]: (row["outcome"], row["date"].value) for row in verifications}
    return [_passage(rows, last) for rows in found.values()]


def _passage(rows: list[Solution], last: Mapping[Term, tuple[Term, str]]) -> Passage:
    row = rows[0]
    return Passage(
        row["attestation"],
        row["claim"],
        row["document"],
        row["url"].value if "url" in row else "",
        row["paragraph"].value,
        row["exact"].value,
        row["fidelity"],
        "paratext" in row,
        tuple(dict.fromkeys(row["issue"] for row in rows if "issue" in row)),
        last.get(row["attestation"]),
    )


def by_claim(found: Iterable[Passage]) -> dict[Term, list[Passage]]:
    """Return passages by the claim that was read there."""
    claims: dict[Term, list[Passage]] = defaultdict(list)
    for passage in found:
        claims[passage.claim].append(passage)
    return claims
