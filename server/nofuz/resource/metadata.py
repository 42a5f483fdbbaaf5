"""What a document says of itself, in its own data.

FOAF for what it is about, Dublin Core for licence and source, VoID for the
dataset, PROV for the release, Hydra for the pages of what points at the thing.
There is no date: the same release gives the same documents wherever and
whenever it is served, and its own description says when that is.
"""

from collections.abc import Iterator

from nofuz.archive import Opened
from nofuz.namespaces import DCTERMS, PREFIXES
from nofuz.resource.identifiers import document_iri
from nofuz.resource.links import Place, paged
from nofuz.store.description import Description
from nofuz.store.terms import Term, Triple, iri, literal

_HYDRA = PREFIXES["hydra"]
_TYPE = iri(PREFIXES["rdf"] + "type")
_ABOUT = iri(PREFIXES["foaf"] + "primaryTopic")
_DOCUMENT = iri(PREFIXES["foaf"] + "Document")
_RELEASE = iri(PREFIXES["prov"] + "wasDerivedFrom")
_SOURCE, _PART, _LICENCE = (iri(DCTERMS + name) for name in ("source", "hasPart", "license"))
_DATASET = iri(PREFIXES["void"] + "inDataset")
_COLLECTION, _TOTAL, _VIEW = (iri(_HYDRA + name) for name in ("Collection", "totalItems", "view"))
_PAGE = iri(_HYDRA + "PartialCollectionView")
_RELATIONS = {"prev": iri(_HYDRA + "previous")} | {
    name: iri(_HYDRA + name) for name in ("first", "next", "last")
}


def metadata(edition: Opened, base: str, thing: str, description: Description) -> list[Triple]:
    """Return the statements of a document about itself; `document_iri` names their graph."""
    document = iri(document_iri(base, thing))
    place = Place(description.page, description.pages)
    return [
        *_origin(edition, base, document, thing),
        *_incoming(document, description.incoming, place),
    ]


def _origin(edition: Opened, base: str, document: Term, thing: str) -> Iterator[Triple]:
    yield Triple(document, _TYPE, _DOCUMENT)
    yield Triple(document, _ABOUT, iri(thing))
    for graph in edition.store.graphs_naming(thing):
        yield Triple(document, _SOURCE, iri(graph))
    yield Triple(document, _RELEASE, iri(f"{base}release/{edition.name}"))
    if edition.header.iri:
        yield Triple(document, _DATASET, iri(edition.header.iri))
        yield Triple(document, _LICENCE, iri(edition.header.licence))


def _incoming(document: Term, total: int, place: Place) -> Iterator[Triple]:
    """Yield how many statements point at the thing, and on which pages they stand."""
    address = document.value.partition("#")[0]
    collection = iri(f"{address}#incoming")
    yield Triple(document, _PART, collection)
    yield Triple(collection, _TYPE, _COLLECTION)
    yield Triple(collection, _TOTAL, literal(str(total), datatype=PREFIXES["xsd"] + "integer"))
    if place.pages > 1:
        page = iri(f"{address}?page={place.page}")
        yield Triple(collection, _VIEW, page)
        yield Triple(page, _TYPE, _PAGE)
        for relation, number in place.relations():
            yield Triple(page, _RELATIONS[relation], iri(paged(address, number)))
