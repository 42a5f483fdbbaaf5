"""What an editor offers to complete: our prefixes, and the terms of the ontology and its lists."""

from typing import Any

from nofuz.namespaces import PREFIXES, SPARQL_PREFIXES
from nofuz.store.embedded import EmbeddedStore

_TERMS = (
    SPARQL_PREFIXES
    + """SELECT DISTINCT ?sort ?term WHERE {
  VALUES (?kind ?sort) {
    (owl:Class "classes") (owl:ObjectProperty "properties") (owl:DatatypeProperty "properties")
    (owl:AnnotationProperty "properties") (skos:Concept "concepts")
  }
  ?term a ?kind . FILTER(isIRI(?term))
} ORDER BY ?sort ?term"""
)


def completion(store: EmbeddedStore) -> dict[str, Any]:
    """Return prefixes by name, and the IRIs of classes, properties and concepts, sorted."""
    offered: dict[str, Any] = {
        "prefixes": PREFIXES,
        "classes": [],
        "properties": [],
        "concepts": [],
    }
    for row in store.select(_TERMS):
        offered[row["sort"].value].append(row["term"].value)
    return offered
