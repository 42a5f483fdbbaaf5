"""One claim as a nanopublication: what is claimed, where from, and who publishes it.

The assertion is that somebody took a stance to a proposition, and what the
proposition tells; it is never the content of the proposition itself.  Its
provenance is the origin, the documents and the passages.  The IRIs name the
release, since a nanopublication never changes.

Source: Nanopublication Guidelines, working draft (https://nanopub.net/guidelines/).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from nofuz.errors import UnknownResource
from nofuz.formats import TRIG
from nofuz.namespaces import NOFUZ, PREFIXES, SPARQL_PREFIXES
from nofuz.store.conversion import to_quad
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.serialization import serialize
from nofuz.store.terms import Solution, Term, Triple, iri, literal

LOSSES = (
    "It is one voice: other claims on the same proposition, whether for it or against it, are"
    " linked and not told, and neither is the standing that they give it together.",
    "Of how the documents derive from one another it tells nothing.",
)
_CAUTION = "Nothing here is a finding of fact: the assertion is that somebody says so."

_NP = PREFIXES["np"]
_LABEL = iri(PREFIXES["rdfs"] + "label")
_TYPE = iri(PREFIXES["rdf"] + "type")
_COMMENT = iri(PREFIXES["rdfs"] + "comment")
_SEE_ALSO = iri(PREFIXES["rdfs"] + "seeAlso")
_DERIVED_FROM = iri(PREFIXES["prov"] + "wasDerivedFrom")
_PRIMARY_SOURCE = iri(PREFIXES["prov"] + "hadPrimarySource")
_URL = iri(PREFIXES["schema"] + "url")
_CLAIM = iri(NOFUZ + "Claim")
_CONCERNS = NOFUZ + "concerns"


@dataclass(frozen=True)
class Published:
    """The release that a nanopublication is made of; `date` is when it was switched in."""

    base: str
    release: str
    date: datetime


def nanopublication(store: EmbeddedStore, name: str, published: Published) -> bytes:
    """Return a claim as TriG.

    Args:
        store: an open release.
        name: what follows `id/claim/` in the claim's IRI.
        published: the release.

    Raises:
        UnknownResource: there is no such claim (404).
    """
    return serialize(
        [
            to_quad(triple, graph)
            for graph, triples in _graphs(store, name, published)
            for triple in triples
        ],
        TRIG,
    )


def _graphs(
    store: EmbeddedStore, name: str, published: Published
) -> Iterator[tuple[str, list[Triple]]]:
    claim = iri(f"{published.base}id/claim/{name}")
    stated = _stated(store, claim) if store.is_described(claim.value) else []
    if (_TYPE, _CLAIM) not in {(triple.predicate, triple.object) for triple in stated}:
        raise UnknownResource("no claim has this name")
    address = f"{published.base}export/claim/{name}.trig#{published.release}"
    nanopub, head, assertion, provenance, info = (
        iri(address + part) for part in ("", "-head", "-assertion", "-provenance", "-pubinfo")
    )
    yield head.value, _head(nanopub, assertion, provenance, info)
    yield assertion.value, [*stated, *_propositions(store, stated)]
    yield provenance.value, _unique(_provenance(store, claim, assertion, stated))
    yield info.value, _unique(_publication(store, claim, nanopub, published))


def _head(nanopub: Term, assertion: Term, provenance: Term, info: Term) -> list[Triple]:
    return [
        Triple(nanopub, _TYPE, iri(_NP + "Nanopublication")),
        Triple(nanopub, iri(_NP + "hasAssertion"), assertion),
        Triple(nanopub, iri(_NP + "hasProvenance"), provenance),
        Triple(nanopub, iri(_NP + "hasPublicationInfo"), info),
    ]


def _propositions(store: EmbeddedStore, stated: Iterable[Triple]) -> list[Triple]:
    """Return what a proposition tells; that it is described says nothing about its truth."""
    return [
        told
        for triple in stated
        if triple.predicate.value == _CONCERNS
        for told in _stated(store, triple.object)
    ]


def _provenance(
    store: EmbeddedStore, claim: Term, assertion: Term, stated: Iterable[Triple]
) -> Iterator[Triple]:
    for triple in stated:
        if triple.predicate == _PRIMARY_SOURCE:
            yield Triple(assertion, _PRIMARY_SOURCE, triple.object)
            yield from _stated(store, triple.object)
    for row in _ask(store, "passages", claim):
        yield Triple(assertion, _DERIVED_FROM, row["document"])
        if "name" in row:
            yield Triple(row["document"], _LABEL, row["name"])
        if "url" in row:
            yield Triple(row["document"], _URL, row["url"])
        yield from _stated(store, row["attestation"])


def _publication(
    store: EmbeddedStore, claim: Term, nanopub: Term, published: Published
) -> Iterator[Triple]:
    created = literal(f"{published.date:%Y-%m-%dT%H:%M:%SZ}", datatype=PREFIXES["xsd"] + "dateTime")
    yield Triple(nanopub, iri(PREFIXES["dcterms"] + "created"), created)
    release = iri(f"{published.base}release/{published.release}")
    yield Triple(nanopub, _DERIVED_FROM, release)
    for row in store.select(_text("dataset")):
        yield Triple(nanopub, iri(PREFIXES["dcterms"] + "isPartOf"), row["dataset"])
        yield Triple(nanopub, iri(PREFIXES["dcterms"] + "license"), row["licence"])
        if "creator" in row:
            yield Triple(nanopub, iri(PREFIXES["dcterms"] + "creator"), row["creator"])
    yield Triple(nanopub, _SEE_ALSO, claim)
    for row in _ask(store, "others", claim):
        yield Triple(nanopub, _SEE_ALSO, row["other"])
    yield Triple(nanopub, _COMMENT, literal(" ".join((_CAUTION, *LOSSES)), language="en"))


def _stated(store: EmbeddedStore, thing: Term) -> list[Triple]:
    rows = _ask(store, "stated", thing)
    return [Triple(thing, row["predicate"], row["value"]) for row in rows]


def _ask(store: EmbeddedStore, name: str, thing: Term) -> list[Solution]:
    return store.select(_text(name), {"thing": thing})


@cache
def _text(name: str) -> str:
    text = files(__package__) / "queries" / f"{name}.rq"
    return SPARQL_PREFIXES + text.read_text("utf-8")


def _unique(triples: Iterable[Triple]) -> list[Triple]:
    return list(dict.fromkeys(triples))
