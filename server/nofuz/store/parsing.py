"""Read Turtle as a curator writes it: RDF 1.1, UTF-8, absolute IRIs; and resolve IRIs.

The engine reads RDF 1.2 as well; rdflib 7.6, which validates the dataset, does
not.  So a file that uses what 1.2 added is refused here, whoever reads it.
"""

import pyoxigraph as ox

from nofuz.store.conversion import from_engine
from nofuz.store.terms import Triple


class NotTurtle(ValueError):
    """The text is no Turtle; str() says why, `line` where (from 1), if known."""

    def __init__(self, detail: str, line: int | None = None) -> None:
        super().__init__(detail)
        self.line = line


class NotRdf11(NotTurtle):
    """The text is Turtle, but says something that only RDF 1.2 can."""


def parse_turtle(data: bytes) -> list[Triple]:
    """Return the triples of a Turtle document in the order of its text.

    Blank nodes get names of their own, so that two documents never share one.

    Raises:
        NotTurtle: syntax error, relative IRI or invalid UTF-8.
        NotRdf11: triple term, reifier or base direction.
    """
    try:
        quads = list(ox.parse(data, ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise NotTurtle(error.msg, error.lineno) from None
    return [_triple(quad) for quad in quads]


def resolve(iri: str, base: str) -> str:
    """Return an IRI reference as the engine resolves it (RFC 3986, section 5), escapes replaced.

    What is no reference is returned as it is.
    """
    try:
        [quad] = ox.parse(f"<{iri}> <x:> <x:> .".encode(), ox.RdfFormat.TURTLE, base_iri=base)
    except (SyntaxError, ValueError):
        return iri
    return str(quad.subject.value)


def parse_n_triples(data: bytes) -> list[Triple]:
    """Return the triples of N-Triples of our own, in the order of their lines."""
    return [_triple(quad) for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)]


def _triple(quad: ox.Quad) -> Triple:
    if isinstance(quad.object, ox.Triple):
        raise NotRdf11(f"a triple term or reifier: {quad.object}")
    if isinstance(quad.object, ox.Literal) and quad.object.direction:
        raise NotRdf11(f"a literal with a base direction: {quad.object}")
    return Triple(*(from_engine(term) for term in (quad.subject, quad.predicate, quad.object)))
