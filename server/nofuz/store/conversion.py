"""Turn the engine's terms into ours and back."""

from typing import Any

import pyoxigraph as ox

from nofuz.store.terms import Term, Triple


def from_engine(value: Any) -> Term:
    """Return an RDF 1.1 term of the engine as ours."""
    if isinstance(value, ox.NamedNode):
        return Term("iri", value.value)
    if isinstance(value, ox.BlankNode):
        return Term("blank", value.value)
    return Term("literal", value.value, value.language or "", value.datatype.value)


def to_engine(term: Term) -> Any:
    """Return one of our terms as the engine's."""
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.kind == "blank":
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def to_quad(triple: Triple, graph: str) -> ox.Quad:
    """Return a triple of ours as the engine's quad in a named graph."""
    subject, predicate, value = (to_engine(term) for term in triple)
    return ox.Quad(subject, predicate, value, ox.NamedNode(graph))
