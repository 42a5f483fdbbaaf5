"""The quotes of a dataset, by the documents that they were read in."""

from itertools import groupby
from typing import NamedTuple

from nofuz.dataset.graphs import Graphs
from nofuz.dataset.hygiene import own_prefixes

_QUOTES = """
SELECT ?document ?attestation (MIN(STR(?address)) AS ?url) (MIN(STR(?place)) AS ?paragraph)
    (MIN(STR(?exact)) AS ?quote)
WHERE {
    ?attestation oa:hasSource ?document ; oa:exact ?exact ; nofuz:paragraph ?place .
    ?document schema:url ?address .
}
GROUP BY ?document ?attestation
ORDER BY ?document ?attestation
"""


class Quote(NamedTuple):
    """A few words that an attestation quotes, and the paragraph that they were read in."""

    attestation: str
    paragraph: str
    text: str

    @property
    def number(self) -> int | None:
        """Number of the paragraph in the body of the text; None outside of it."""
        return int(self.paragraph) if self.paragraph.isdecimal() else None


class QuotedDocument(NamedTuple):
    """A document with an address and quotes."""

    iri: str
    name: str
    """The last part of its IRI."""
    url: str
    quotes: tuple[Quote, ...]


def quoted_documents(graphs: Graphs) -> list[QuotedDocument]:
    """Return the documents that have an address and quotes, with both, by name."""
    prefixes = own_prefixes(graphs.dataset.base)
    rows = graphs.closure.rows(_QUOTES, prefixes)
    documents = []
    for iri, group in groupby(rows, lambda row: row["document"].value):
        found = list(group)
        quotes = tuple(
            Quote(*(row[name].value for name in ("attestation", "paragraph", "quote")))
            for row in found
        )
        name = iri.removeprefix(prefixes["document"])
        documents.append(QuotedDocument(iri, name, found[0]["url"].value, quotes))
    return documents
