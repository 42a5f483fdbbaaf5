"""Read what the dataset says of itself: which it is, what it is called, under which licence."""

from dataclasses import dataclass

from nofuz.namespaces import SPARQL_PREFIXES
from nofuz.store.embedded import EmbeddedStore

_QUESTION = (
    SPARQL_PREFIXES
    + """SELECT ?dataset ?title ?description ?licence WHERE {
  ?dataset a dcat:Dataset ; dcterms:title ?title ; dcterms:license ?licence .
  OPTIONAL { ?dataset dcterms:description ?description }
} ORDER BY ?dataset (LANG(?title) != "en") (LANG(?description) != "en") ?title ?description ?licence
LIMIT 1"""
)


@dataclass(frozen=True)
class Header:
    """A dataset's own words; each is empty where it says nothing."""

    iri: str = ""
    title: str = ""
    description: str = ""
    licence: str = ""


def header(store: EmbeddedStore) -> Header:
    """Return the header of the dataset in a store, in English where it has that."""
    for row in store.select(_QUESTION):
        texts = {name: str(term) for name, term in row.items() if name != "dataset"}
        return Header(str(row["dataset"]), **texts)
    return Header()
