"""Turn the engine's terms into ours and back."""

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from nofuz.store.terms import Solution, Term, Triple


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


def written(term: Term) -> str:
    """Return a term as N-Triples and SPARQL both write it: one IRI, or one string with its type.

    Raises:
        ValueError: it is none, as an IRI with a space is not.
    """
    return str(to_engine(term))


def to_quad(triple: Triple, graph: str) -> ox.Quad:
    """Return a triple of ours as the engine's quad in a named graph."""
    subject, predicate, value = (to_engine(term) for term in triple)
    return ox.Quad(subject, predicate, value, ox.NamedNode(graph))


def from_quad(quad: ox.Quad) -> tuple[Term, Term, Term, Term]:
    """Return the terms of a statement in a named graph."""
    subject, predicate, value, graph = map(from_engine, quad)
    return subject, predicate, value, graph


def to_quads_in(triples: Iterable[Triple], graph: str) -> list[ox.Quad]:
    """Return triples of ours as the engine's statements in a named graph."""
    return [to_quad(triple, graph) for triple in triples]


def to_quads(triples: Iterable[Triple]) -> list[ox.Quad]:
    """Return triples of ours as the engine's statements in no named graph, for `serialize`."""
    return [ox.Quad(*map(to_engine, triple)) for triple in triples]


def solutions(rows: Any) -> list[Solution]:
    """Return the solutions of a SELECT; unbound variables are left out."""
    names = [variable.value for variable in rows.variables]
    return [
        {
            name: from_engine(value)
            for name, value in zip(names, row, strict=True)
            if value is not None
        }
        for row in rows
    ]


def to_n_triples(triples: Iterable[Triple]) -> bytes:
    """Return triples as N-Triples, a line each, in the order given."""
    quads = (to_quad(triple, "urn:any") for triple in triples)
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
