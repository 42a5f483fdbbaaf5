"""Measure a release and say it in VoID (W3C Interest Group Note, 3 March 2011).

How many triples and things it has, how often each class and property is used,
and to which other datasets it links.  Nothing here depends on the release's
name or on when it was built; the server adds where things are found.
"""

import hashlib
from collections.abc import Iterator

from nofuz.namespaces import PREFIXES, SPARQL_PREFIXES, compact
from nofuz.release.header import header
from nofuz.release.manifest import count_kinds
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Solution, Term, Triple, iri, literal

_VOID = PREFIXES["void"]
_TYPE = iri(PREFIXES["rdf"] + "type")

_WHOLE = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects)
  (COUNT(DISTINCT ?p) AS ?properties) (COUNT(DISTINCT ?o) AS ?distinctObjects)
  WHERE { ?s ?p ?o }"""
_CLASSES = """SELECT ?class (COUNT(?s) AS ?entities) WHERE { ?s a ?class FILTER isIRI(?class) }
  GROUP BY ?class ORDER BY ?class"""
_PROPERTIES = """SELECT ?property (COUNT(?s) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects)
  (COUNT(DISTINCT ?o) AS ?distinctObjects) WHERE { ?s ?property ?o }
  GROUP BY ?property ORDER BY ?property"""
# What says that a thing of ours is, or may be, one of another dataset.
_LINKS = f"""{SPARQL_PREFIXES}
SELECT ?linkPredicate ?uriSpace (COUNT(?s) AS ?triples) WHERE {{
  VALUES ?linkPredicate {{ schema:sameAs owl:sameAs skos:exactMatch skos:closeMatch
    skos:relatedMatch skos:broadMatch skos:narrowMatch }}
  ?s ?linkPredicate ?o FILTER isIRI(?o)
  BIND(REPLACE(STR(?o), "[^/#]*$", "") AS ?uriSpace)
}} GROUP BY ?linkPredicate ?uriSpace ORDER BY ?linkPredicate ?uriSpace"""
_MENTIONED = """SELECT ?space ?thing (COUNT(?s) AS ?mentions) WHERE {
  ?s ?p ?thing FILTER(isIRI(?thing) && STRSTARTS(STR(?thing), ?space))
} GROUP BY ?space ?thing ORDER BY DESC(?mentions) ?thing"""


def statistics(store: EmbeddedStore, base: str) -> list[Triple]:
    """Return what is measured of a release, sorted.

    Args:
        store: its content.
        base: IRI that the dataset's own IRIs begin with.
    """
    return sorted(_Measures(store, base).all())


def dataset_iri(store: EmbeddedStore, base: str) -> str:
    """Return the IRI of the dataset, its own or one in our description of it."""
    return header(store).iri or f"{base}void#dataset"


class _Measures:
    def __init__(self, store: EmbeddedStore, base: str) -> None:
        self._store = store
        self._base = base
        self._dataset = iri(dataset_iri(store, base))

    def all(self) -> Iterator[Triple]:
        yield from self._whole()
        for name, kind, query in (
            ("class", "classPartition", _CLASSES),
            ("property", "propertyPartition", _PROPERTIES),
        ):
            for row in self._store.select(query):
                yield from self._part(name, kind, row)
        for row in self._store.select(_LINKS):
            yield from self._linkset(row)

    def _whole(self) -> Iterator[Triple]:
        yield Triple(self._dataset, _TYPE, iri(_VOID + "Dataset"))
        classes = len(self._store.select(_CLASSES))
        entities = sum(count_kinds(self._store, self._base).values())
        counts = {"classes": classes, "entities": entities}
        [row] = self._store.select(_WHOLE)
        row |= {name: _integer(count) for name, count in counts.items()}
        row["uriSpace"] = literal(f"{self._base}id/")
        yield from _said(self._dataset, row)
        for namespace in self._vocabularies():
            yield Triple(self._dataset, iri(_VOID + "vocabulary"), iri(namespace))
        for example in self._examples():
            yield Triple(self._dataset, iri(_VOID + "exampleResource"), iri(example))

    def _part(self, name: str, kind: str, row: Solution) -> Iterator[Triple]:
        part = iri(f"{self._base}void#{name}-{_short(row[name].value)}")
        yield Triple(self._dataset, iri(_VOID + kind), part)
        yield from _said(part, row)

    def _linkset(self, row: Solution) -> Iterator[Triple]:
        space = row.pop("uriSpace")
        target = iri(f"{self._base}void#dataset-{_short(space.value)}")
        linkset = iri(
            f"{self._base}void#links-{_short(row['linkPredicate'].value)}-{_short(space.value)}"
        )
        yield Triple(target, _TYPE, iri(_VOID + "Dataset"))
        yield Triple(target, iri(_VOID + "uriSpace"), literal(space.value))
        yield Triple(linkset, _TYPE, iri(_VOID + "Linkset"))
        yield Triple(linkset, iri(_VOID + "subjectsTarget"), self._dataset)
        yield Triple(linkset, iri(_VOID + "objectsTarget"), target)
        yield Triple(self._dataset, iri(_VOID + "subset"), linkset)
        yield from _said(linkset, row)

    def _vocabularies(self) -> list[str]:
        """Return the namespaces of the classes and properties that are used."""
        terms = [row["class"] for row in self._store.select(_CLASSES)]
        terms += [row["property"] for row in self._store.select(_PROPERTIES)]
        return sorted({_namespace(term.value) for term in terms})

    def _examples(self) -> list[str]:
        """Return of each kind the thing that is mentioned most often."""
        space = f"{self._base}id/"
        examples: dict[str, str] = {}
        for row in self._store.select(_MENTIONED, {"space": literal(space)}):
            thing = row["thing"].value
            examples.setdefault(thing[len(space) :].partition("/")[0], thing)
        return sorted(examples.values())


def _said(subject: Term, row: Solution) -> Iterator[Triple]:
    """Yield a solution as statements: its variables have the names of VoID's properties."""
    for name, value in row.items():
        yield Triple(subject, iri(_VOID + name), value)


def _integer(number: int) -> Term:
    return literal(str(number), datatype=PREFIXES["xsd"] + "integer")


def _namespace(term: str) -> str:
    return term[: max(term.rfind("/"), term.rfind("#")) + 1]


def _short(name: str) -> str:
    """Return an IRI as it can stand in a fragment.

    >>> _short("https://w3id.org/nofuz/def#Claim"), _short("http://www.wikidata.org/entity/")
    ('nofuz-Claim', '77a6722d')
    """
    short = compact(name)
    prefix, _, local = short.partition(":")
    if short != name and local.isidentifier():
        return f"{prefix}-{local}"
    return hashlib.sha256(name.encode()).hexdigest()[:8]
