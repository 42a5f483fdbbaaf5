"""Tell which terms of the dataset's own ontology nothing in it uses.

A term without a witness is a promise that nobody keeps.  What rules derive is
witnessed by the rules; a term that is there for data to come says so with
skos:editorialNote.
"""

import re
from collections.abc import Iterator

from nofuz.dataset.finding import Finding, in_order
from nofuz.dataset.graphs import Graphs
from nofuz.namespaces import PREFIXES

RULE = "witness"
_MESSAGE = (
    "Nothing uses this term: use it, take it out, or say why it stays with skos:editorialNote."
)
_UNUSED = """
SELECT DISTINCT ?term WHERE {
    VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
    ?term a ?kind .
    FILTER NOT EXISTS { ?term skos:editorialNote ?reason }
    FILTER NOT EXISTS { ?thing a ?term }
    FILTER NOT EXISTS { ?subject ?term ?object }
    FILTER NOT EXISTS {
        ?way rdfs:label ?name . FILTER(STRENDS(STR(?way), "hortcut"))
        ?class ?way ?link . ?link rdfs:subPropertyOf* ?term
    }
} ORDER BY ?term
"""
_NAME = re.compile(r"\bnofuz:(\w+)")


def witness_findings(graphs: Graphs) -> tuple[Finding, ...]:
    """Return a finding for each term of the dataset's own that has no witness."""
    return in_order(_findings(graphs))


def _findings(graphs: Graphs) -> Iterator[Finding]:
    derived = _derived(graphs)
    for row in graphs.closure.rows(_UNUSED):
        term = row["term"].value
        if term.startswith(graphs.dataset.base) and term not in derived:
            yield graphs.finding(term, RULE, _MESSAGE)


def _derived(graphs: Graphs) -> set[str]:
    """Return the terms that the rules name."""
    texts = (path.read_text("utf-8") for path in graphs.dataset.rules)
    return {PREFIXES["nofuz"] + name for text in texts for name in _NAME.findall(text)}
