"""The labels of the ontology's classes and of its code lists, as messages to be translated.

The dataset keeps its terms in English, so that a query for a label gets one row; pages
name them in their own language.  Read by `pybabel extract`, as `babel.toml` says.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from rdflib import OWL, RDF, RDFS, SKOS, Graph

from nofuz.languages import OF_TERMS

Message = tuple[int, str, tuple[str, str], list[str]]
"""What Babel wants of an extractor: line, function, its arguments, and comments."""


def extract(file: BinaryIO, *_: Any, **__: Any) -> Iterator[Message]:
    """Yield the labels in a Turtle file."""
    graph = Graph().parse(file, format="turtle")
    terms = {term for kind in (SKOS.Concept, OWL.Class) for term in graph.subjects(RDF.type, kind)}
    labels = {str(label) for term in terms for label in graph.objects(term, RDFS.label)}
    for label in sorted(labels):
        yield 1, "pgettext", (OF_TERMS, label), []
