"""Compare what the attestations quote with the texts that they were read from."""

from collections.abc import Iterator
from typing import NamedTuple

from nofuz.dataset.finding import Finding
from nofuz.dataset.graphs import Graphs
from nofuz.dataset.hygiene import own_prefixes
from nofuz.dataset.sources import Source
from nofuz.dataset.words import words

_ATTESTATIONS = """
SELECT DISTINCT ?attestation ?document ?paragraph ?quote WHERE {
    ?attestation oa:hasSource ?document ; nofuz:paragraph ?paragraph .
    OPTIONAL { ?attestation oa:exact ?quote }
} ORDER BY ?attestation
"""
_DOCUMENTS = """
SELECT DISTINCT ?document ?digest WHERE {
    ?document a nofuz:SourceDocument .
    OPTIONAL { ?document nofuz:sha256 ?digest }
    FILTER(BOUND(?digest) || EXISTS { ?attestation oa:hasSource ?document })
} ORDER BY ?document
"""


class Passage(NamedTuple):
    """What an attestation says of its place in a document."""

    attestation: str
    source: str
    paragraph: str
    quote: str


def quote_findings(graphs: Graphs, sources: dict[str, Source]) -> tuple[list[Finding], list[str]]:
    """Return the quotes and digests that do not fit the sources, and notices on texts not given.

    Args:
        graphs: the dataset.
        sources: the texts, by the slugs of their documents.
    """
    store = graphs.closure
    prefixes = own_prefixes(graphs.dataset.base)
    stem = prefixes["document"]
    documents = {
        row["document"].value.removeprefix(stem): str(row.get("digest", ""))
        for row in store.rows(_DOCUMENTS, prefixes)
    }
    findings = list(_digests(graphs, documents, sources, stem))
    for row in store.rows(_ATTESTATIONS, prefixes):
        passage = Passage(
            row["attestation"].value,
            row["document"].value.removeprefix(stem),
            row["paragraph"].value,
            str(row.get("quote", "")),
        )
        if passage.source in sources and (fault := _fault(passage, sources[passage.source])):
            findings.append(graphs.finding(passage.attestation, *fault))
    return findings, [_missing(name) for name in documents if name not in sources]


def _missing(name: str) -> str:
    return f"The quotes from document:{name} were not checked: its text is not among the sources."


def _digests(
    graphs: Graphs, documents: dict[str, str], sources: dict[str, Source], stem: str
) -> Iterator[Finding]:
    for name, digest in documents.items():
        if name in sources and digest != sources[name].sha256:
            message = f'The text that was read has nofuz:sha256 "{sources[name].sha256}".'
            yield graphs.finding(stem + name, "source-digest", message)


def _fault(passage: Passage, source: Source) -> tuple[str, str] | None:
    """Return the rule that a passage breaks and what to write, or None."""
    text = source.paragraphs.get(passage.paragraph)
    if text is None:
        names = ", ".join(source.paragraphs)
        return "paragraph", f"{source.name} has no paragraph {passage.paragraph}; it has {names}."
    if passage.quote in text:
        return None
    return (
        "quote",
        f"The quote does not stand in paragraph {passage.paragraph}: {_hint(passage, source)}",
    )


def _hint(passage: Passage, source: Source) -> str:
    """Say where the quote does stand, or as what."""
    others = [name for name, text in source.paragraphs.items() if passage.quote in text]
    if others:
        return f"it stands in {', '.join(others)}."
    near = [name for name, text in source.paragraphs.items() if _is_near(passage.quote, text)]
    if near:
        return f"in {', '.join(near)} it stands with other marks or capitals; copy it as printed."
    return "nor in any other; copy at most six words as printed."


def _is_near(quote: str, text: str) -> bool:
    return f" {' '.join(words(quote))} " in f" {' '.join(words(text))} "
