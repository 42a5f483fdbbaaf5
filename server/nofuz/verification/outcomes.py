"""Judge what became of each quote of a document."""

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from enum import StrEnum
from typing import NamedTuple

from nofuz.namespaces import compact
from nofuz.verification.comparison import Passages, plain, stands_in
from nofuz.verification.page import Page
from nofuz.verification.placing import OFTEN, homes
from nofuz.verification.quotations import Quote, QuotedDocument


class Outcome(StrEnum):
    """What became of a quote; each is a concept of voc/outcome."""

    FOUND = "found"
    FOUND_ELSEWHERE = "found-elsewhere"
    CHANGED = "changed"
    GONE = "gone"
    NOT_FETCHED = "not-fetched"

    @property
    def words(self) -> str:
        """How a report says it."""
        return self.replace("-", " ")


class Verification(NamedTuple):
    """What became of one quote."""

    quote: Quote
    outcome: Outcome
    detail: str = ""
    """Where it is now, or what it reads now, as the end of a line."""

    def __str__(self) -> str:
        """Return it as one line."""
        told = f'"{self.quote.text}"' + (f" {self.detail}" if self.detail else "")
        return f"{compact(self.quote.attestation)}: {self.outcome.words}: {told}"


class DocumentReport(NamedTuple):
    """What became of the quotes of one document."""

    document: QuotedDocument
    verifications: tuple[Verification, ...]
    reason: str = ""
    """Why the document was not fetched; empty if it was."""

    @property
    def is_broken(self) -> bool:
        """Whether a passage no longer stands as it was quoted."""
        return any(one.outcome in {Outcome.CHANGED, Outcome.GONE} for one in self.verifications)

    def lines(self) -> list[str]:
        """Return a line for each quote that is not simply found, and one for the document."""
        name = compact(self.document.iri)
        if self.reason:
            return [f"{name}: {Outcome.NOT_FETCHED.words}: {self.reason}"]
        told = [str(one) for one in self.verifications if one.outcome != Outcome.FOUND]
        counts = Counter(one.outcome for one in self.verifications)
        parts = ", ".join(f"{counts[kind]} {kind.words}" for kind in Outcome if counts[kind])
        return [*told, f"{name}: {_counted(len(self.verifications), 'quote')}: {parts}"]


def not_fetched(document: QuotedDocument, reason: str) -> DocumentReport:
    """Return the report on a document that could not be had: that says nothing of its quotes."""
    ones = tuple(Verification(quote, Outcome.NOT_FETCHED) for quote in document.quotes)
    return DocumentReport(document, ones, reason)


def judge(document: QuotedDocument, page: Page) -> DocumentReport:
    """Return what became of each quote of a document on the page that is there now."""
    texts = [plain(paragraph) for paragraph in page.paragraphs]
    places = [_places(quote, texts) for quote in document.quotes]
    moved = _moved(document.quotes, places)
    everything = plain(page.everything)
    passages = Passages((*page.paragraphs, page.everything))
    return DocumentReport(
        document,
        tuple(
            _verified(quote, found, is_moved, everything, passages)
            for quote, found, is_moved in zip(document.quotes, places, moved, strict=True)
        ),
    )


def _places(quote: Quote, texts: Sequence[str]) -> set[int]:
    wanted = plain(quote.text)
    return {number for number, text in enumerate(texts) if stands_in(wanted, text)}


def _moved(quotes: Sequence[Quote], places: Sequence[Set[int]]) -> list[bool]:
    """Say of each quote whether it stands in paragraphs, but not in its own."""
    numbered = defaultdict(list)
    for quote, found in zip(quotes, places, strict=True):
        if quote.number is not None:
            numbered[quote.number].append(found)
    now = homes(numbered)
    return [
        quote.number is not None and 0 < len(found) <= OFTEN and now.get(quote.number) not in found
        for quote, found in zip(quotes, places, strict=True)
    ]


def _verified(
    quote: Quote, places: Set[int], is_moved: bool, everything: str, passages: Passages
) -> Verification:
    if is_moved:
        return Verification(quote, Outcome.FOUND_ELSEWHERE, "stands in another paragraph")
    if places:
        return Verification(quote, Outcome.FOUND)
    if stands_in(plain(quote.text), everything):
        # What was read outside the body of the text has no other place to be.
        if quote.number is None:
            return Verification(quote, Outcome.FOUND)
        return Verification(quote, Outcome.FOUND_ELSEWHERE, "stands outside the main text")
    if near := passages.nearest(quote.text):
        return Verification(quote, Outcome.CHANGED, f'now reads "{near}"')
    return Verification(quote, Outcome.GONE)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
