"""Tell what of each source was read: every paragraph is attested, or left out for a reason."""

from collections.abc import Iterator
from typing import NamedTuple

from nofuz.dataset.finding import Finding, in_order
from nofuz.dataset.graphs import Graphs
from nofuz.dataset.hygiene import own_prefixes
from nofuz.dataset.sources import Source

_PARAGRAPHS = """
SELECT DISTINCT ?document ?paragraph ?reason WHERE {
    ?place oa:hasSource ?document ; nofuz:paragraph ?paragraph .
    OPTIONAL { ?place a nofuz:Omission ; rdfs:comment ?reason }
} ORDER BY ?document ?paragraph ?reason
"""


class Coverage(NamedTuple):
    """How the paragraphs of one document were read; each by its id, in the document's order."""

    document: str
    attested: tuple[str, ...]
    left_out: dict[str, str]
    """Paragraphs without a claim, and why."""
    unread: tuple[str, ...]

    def __str__(self) -> str:
        """Return a line for the document and one for each paragraph that is not attested."""
        total = len(self.attested) + len(self.left_out) + len(self.unread)
        lines = [f"document:{self.document}: {len(self.attested)} of {total} paragraphs attested"]
        lines += [f"  {name}: left out: {reason}" for name, reason in self.left_out.items()]
        lines += [f"  {name}: not read" for name in self.unread]
        return "\n".join(lines)


def coverage(graphs: Graphs, sources: dict[str, Source]) -> list[Coverage]:
    """Return how each source that the dataset has read was read, sorted by its slug."""
    read = _read(graphs)
    return [_covered(sources[name], read[name]) for name in sorted(read.keys() & sources.keys())]


def coverage_findings(graphs: Graphs, sources: dict[str, Source]) -> tuple[Finding, ...]:
    """Return a finding for each paragraph that nobody accounts for."""
    return in_order(_findings(graphs, sources))


def _findings(graphs: Graphs, sources: dict[str, Source]) -> Iterator[Finding]:
    stem = own_prefixes(graphs.dataset.base)["document"]
    for covered in coverage(graphs, sources):
        for name in covered.unread:
            message = (
                f"Paragraph {name} has no attestation: add one, or a nofuz:Omission that says why."
            )
            yield graphs.finding(stem + covered.document, "coverage", message)


def _read(graphs: Graphs) -> dict[str, dict[str, str | None]]:
    """Return for each document its paragraphs, with the reason where one was left out."""
    prefixes = own_prefixes(graphs.dataset.base)
    found: dict[str, dict[str, str | None]] = {}
    for row in graphs.closure.rows(_PARAGRAPHS, prefixes):
        name = row["document"].value.removeprefix(prefixes["document"])
        reason = row["reason"].value if "reason" in row else None
        paragraphs = found.setdefault(name, {})
        # An attestation counts more than an omission of the same paragraph.
        if paragraphs.get(row["paragraph"].value, "") is not None:
            paragraphs[row["paragraph"].value] = reason
    return found


def _covered(source: Source, read: dict[str, str | None]) -> Coverage:
    names = list(source.paragraphs)
    return Coverage(
        source.name,
        tuple(name for name in names if name in read and read[name] is None),
        {name: str(read[name]) for name in names if read.get(name) is not None},
        tuple(name for name in names if name not in read),
    )
