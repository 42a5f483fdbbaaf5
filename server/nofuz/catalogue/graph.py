"""Write statements about the dataset down in few words."""

from collections.abc import Iterable, Iterator

from nofuz.namespaces import PREFIXES
from nofuz.store.terms import Term, Triple, iri, literal

_XSD = PREFIXES["xsd"]


def expanded(name: str) -> str:
    """Return the IRI of a name with one of our prefixes.

    >>> expanded("void:Dataset")
    'http://rdfs.org/ns/void#Dataset'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def about(subject: str, statements: Iterable[tuple[str, Term]]) -> Iterator[Triple]:
    """Yield statements of one subject: the predicates are names with a prefix."""
    for name, value in statements:
        yield Triple(iri(subject), iri(expanded(name)), value)


def named(name: str) -> Term:
    """Return the term of a name with one of our prefixes."""
    return iri(expanded(name))


def text(words: str) -> Term:
    """Return an English text."""
    return literal(words, language="en")


def typed(value: object, datatype: str) -> Term:
    """Return a literal of a datatype of XML Schema."""
    return literal(str(value), datatype=_XSD + datatype)
