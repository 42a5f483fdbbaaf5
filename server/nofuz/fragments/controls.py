"""What a fragment says of itself: how many there are, where the others are, how to ask.

In a graph of its own, so that a client can tell it from the data.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlencode

from nofuz.fragments.selector import POSITIONS
from nofuz.namespaces import PREFIXES
from nofuz.store.patterns import DEFAULT_GRAPH
from nofuz.store.terms import Term, Triple, iri, literal

PAGE = 250
"""Quads of a page."""

PATH = "/fragments"

_HYDRA = "http://www.w3.org/ns/hydra/core#"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_TYPE = iri(_RDF + "type")
# Places of a quad as Hydra's mappings name them.
_PROPERTIES = {name: _RDF + name for name in POSITIONS[:3]} | {"graph": _SD + "graph"}


class Place(NamedTuple):
    """Where a page of a fragment stands.

    `address` is the server's own, with a slash at its end; `asked` the query
    string as it was sent; `parameters` what it means, without the page.
    """

    address: str
    asked: str
    parameters: dict[str, str]
    page: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, math.ceil(self.total / PAGE))

    def of_page(self, page: int) -> str:
        """Return the address of another page of the fragment, below the server's own."""
        fields = self.parameters | ({"page": str(page)} if page > 1 else {})
        return PATH + ("?" + urlencode(fields) if fields else "")


def controls(place: Place, base: str) -> tuple[str, list[Triple]]:
    """Return the name of the graph of the controls, and its content.

    Args:
        place: the page.
        base: IRI of the dataset that the fragments are of.
    """
    asked = f"?{quote(place.asked, safe='%=&?/:@!$+,;-._~')}" if place.asked else ""
    page = place.address.rstrip("/") + PATH + asked
    return f"{page}#metadata", list(_controls(place, iri(page), iri(base)))


def _controls(place: Place, page: Term, source: Term) -> Iterator[Triple]:
    own = place.address.rstrip("/")
    dataset = iri(f"{own}{PATH}#dataset")
    count = literal(str(place.total), datatype=_INTEGER)
    yield Triple(iri(f"{page}#metadata"), iri(PREFIXES["foaf"] + "primaryTopic"), dataset)
    yield Triple(dataset, _TYPE, iri(_VOID + "Dataset"))
    yield Triple(dataset, _TYPE, iri(_HYDRA + "Collection"))
    yield Triple(dataset, iri(_VOID + "subset"), page)
    yield Triple(dataset, iri(_SD + "defaultGraph"), iri(DEFAULT_GRAPH))
    yield from _form(dataset, own)
    yield Triple(page, _TYPE, iri(_HYDRA + "PartialCollectionView"))
    yield Triple(page, iri(PREFIXES["dcterms"] + "source"), source)
    yield Triple(page, iri(_HYDRA + "totalItems"), count)
    yield Triple(page, iri(_VOID + "triples"), count)
    yield Triple(page, iri(_HYDRA + "itemsPerPage"), literal(str(PAGE), datatype=_INTEGER))
    for relation, number in _neighbours(place):
        yield Triple(page, iri(_HYDRA + relation), iri(own + place.of_page(number)))


def _form(dataset: Term, own: str) -> Iterator[Triple]:
    form = iri(f"{own}{PATH}#form")
    template = f"{own}{PATH}{{?{','.join(POSITIONS)}}}"
    yield Triple(dataset, iri(_HYDRA + "search"), form)
    yield Triple(form, iri(_HYDRA + "template"), literal(template))
    representation = iri(_HYDRA + "ExplicitRepresentation")
    yield Triple(form, iri(_HYDRA + "variableRepresentation"), representation)
    for name, meaning in _PROPERTIES.items():
        mapping = iri(f"{own}{PATH}#{name}")
        yield Triple(form, iri(_HYDRA + "mapping"), mapping)
        yield Triple(mapping, iri(_HYDRA + "variable"), literal(name))
        yield Triple(mapping, iri(_HYDRA + "property"), iri(meaning))


def _neighbours(place: Place) -> Iterator[tuple[str, int]]:
    yield "first", 1
    yield "last", place.last
    if place.page > 1:
        yield "previous", place.page - 1
    if place.page < place.last:
        yield "next", place.page + 1
