"""Say in RDF what the ledger says of the IRIs that are gone.

So a release knows by itself what was merged into what and why a thing was
withdrawn, in the words that the ontology uses for its own deprecated terms.
"""

from collections.abc import Iterator

from nofuz.dataset.folder import Dataset
from nofuz.dataset.ledger import ACTIVE, MERGED, Entry, read_ledger
from nofuz.namespaces import DCTERMS, PREFIXES
from nofuz.store.terms import Term, Triple, iri, literal

DEPRECATED = PREFIXES["owl"] + "deprecated"
MODIFIED = DCTERMS + "modified"
REASON = PREFIXES["skos"] + "changeNote"
SUCCESSOR = DCTERMS + "isReplacedBy"


def tombstone_graph(base: str) -> str:
    """Return the IRI of the graph that holds the tombstones of a dataset."""
    return f"{base}graph/ledger"


def tombstones(dataset: Dataset) -> list[Triple]:
    """Return the triples on all that was merged or withdrawn; its ledger has no findings."""
    return [
        Triple(iri(entry.iri), iri(predicate), value)
        for entry in read_ledger(dataset)
        if entry.status != ACTIVE
        for predicate, value in _statements(entry)
    ]


def _statements(entry: Entry) -> Iterator[tuple[str, Term]]:
    yield DEPRECATED, literal("true", datatype=PREFIXES["xsd"] + "boolean")
    yield MODIFIED, literal(entry.date, datatype=PREFIXES["xsd"] + "date")
    yield REASON, literal(entry.reason, language="en")
    if entry.status == MERGED:
        yield SUCCESSOR, iri(entry.successor)
