"""RDF terms and solutions as the rest of the program sees them."""

from typing import NamedTuple

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Term(NamedTuple):
    """An RDF 1.1 term: kind is "iri", "literal" or "blank"."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""

    def __str__(self) -> str:
        return self.value


class Triple(NamedTuple):
    """An RDF 1.1 triple."""

    subject: Term
    predicate: Term
    object: Term


Solution = dict[str, Term]
"""One row of a SELECT: bound variables only, by name without the question mark."""


def iri(value: str) -> Term:
    """Return the term of an absolute IRI."""
    return Term("iri", value)


def literal(value: str, *, language: str = "", datatype: str = "") -> Term:
    """Return the term of a literal; a plain one is an xsd:string."""
    return Term("literal", value, language, "" if language else datatype or XSD_STRING)
