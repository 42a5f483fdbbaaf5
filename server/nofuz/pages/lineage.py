"""How what was read got into a document: step by step, from document to document, to an origin."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nofuz.archive import Opened
from nofuz.namespaces import NOFUZ
from nofuz.pages.questions import ask
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Term

_CITES = NOFUZ + "citesPassageOf"
_MOST = 12  # ways from one document to one origin
_LONGEST = 12  # steps of a way


@dataclass(frozen=True)
class Step:
    """One document was made from another; a reason says why that is concluded, if it is."""

    document: Term
    relation: Term
    source: Term
    reason: str | None


@dataclass(frozen=True)
class Way:
    """From a document to the one in which what has an origin came to the public."""

    document: Term
    steps: tuple[Step, ...]
    origin: Term

    @property
    def is_citation(self) -> bool:
        """Whether it begins with a passage that the document cites."""
        return bool(self.steps) and self.steps[0].relation.value == _CITES

    @property
    def publication(self) -> Term:
        """The document in which it came to the public."""
        return self.steps[-1].source if self.steps else self.document


def of_running_text(ways: Iterable[Way]) -> list[Way]:
    """Return the ways by which the running text of a document came about.

    A document from which it only cites a passage is where it has the rest from only
    if nothing else is known.
    """
    found: dict[tuple[Term, Term], list[Way]] = defaultdict(list)
    for way in ways:
        found[way.document, way.origin].append(way)
    return [
        way
        for some in found.values()
        for way in ([way for way in some if not way.is_citation] or some)
    ]


class Derivations:
    """All derivations of a release."""

    def __init__(self, store: EmbeddedStore) -> None:
        found = ask(store, "derivations")
        self._steps: dict[Term, list[Step]] = defaultdict(list)
        for row in found["steps"]:
            reason = row["reason"].value if "reason" in row else None
            step = Step(row["document"], row["relation"], row["source"], reason)
            if step not in self._steps[step.document]:
                self._steps[step.document].append(step)
        self._origins: dict[Term, list[Term]] = defaultdict(list)
        for row in found["published"]:
            self._origins[row["document"]].append(row["origin"])

    def ways(self, pairs: Iterable[tuple[Term, Term]]) -> list[Way]:
        """Return the ways from documents to origins.

        Args:
            pairs: of a document and an origin of something that it reports.
        """
        found: list[Way] = []
        for document, origin in sorted(set(pairs)):
            some = self._from(document, origin, (), {document})
            found += [way for way, _ in zip(some, range(_MOST), strict=False)]
        return found

    def published(self, document: Term) -> list[Term]:
        """Return the origins of what came to the public in a document."""
        return self._origins.get(document, [])

    def _from(
        self, document: Term, origin: Term, taken: tuple[Step, ...], seen: set[Term]
    ) -> Iterator[Way]:
        if origin in self._origins.get(document, ()):
            yield Way(taken[0].document if taken else document, taken, origin)
            return
        if len(taken) == _LONGEST:
            return
        for step in self._steps.get(document, ()):
            if step.source not in seen:
                yield from self._from(step.source, origin, (*taken, step), seen | {step.source})


def derivations(edition: Opened) -> Derivations:
    """Return the derivations of a release."""
    if Derivations not in edition.kept:
        edition.kept[Derivations] = Derivations(edition.store)
    found: Derivations = edition.kept[Derivations]
    return found
