"""The SPARQL service description (W3C Recommendation, 21 March 2013).

What the endpoint understands and what it serves: the dataset that a query sees
when it names none, with each named graph and its size.  No vocabulary of the
description says that SERVICE is refused; what it does not list is not there.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from nofuz.formats import GRAPH_FORMATS, RESULT_FORMATS
from nofuz.namespaces import PREFIXES
from nofuz.store.terms import Term, Triple, iri, literal

_SD = PREFIXES["sd"]
_TYPE = PREFIXES["rdf"] + "type"
_TRIPLES = PREFIXES["void"] + "triples"
_INTEGER = PREFIXES["xsd"] + "integer"
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"


def describe_service(base: str, triples: int, graphs: Mapping[str, int]) -> list[Triple]:
    """Return the description of the endpoint.

    Args:
        base: IRI that the published addresses begin with; the endpoint is `sparql` under it.
        triples: how many the default graph has, which is the union of the named graphs.
        graphs: number of triples of each named graph, by name.
    """
    return list(_Description(f"{base}sparql", base).all(triples, graphs))


class _Description:
    def __init__(self, endpoint: str, base: str) -> None:
        self._endpoint = endpoint
        self._base = base
        self._service, self._dataset, self._default_graph = (
            iri(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph")
        )

    def all(self, triples: int, graphs: Mapping[str, int]) -> Iterator[Triple]:
        yield from self._of_service()
        yield _typed(self._dataset, "Dataset")
        yield _typed(self._dataset, "GraphCollection")
        yield _said(self._dataset, "defaultGraph", self._default_graph)
        for name in graphs:
            yield _said(self._dataset, "namedGraph", self._named(name))
        yield from _sized(self._default_graph, triples)
        for name, size in graphs.items():
            yield _typed(self._named(name), "NamedGraph")
            yield _said(self._named(name), "name", iri(name))
            yield _said(self._named(name), "graph", iri(name))
            yield from _sized(iri(name), size)

    def _of_service(self) -> Iterator[Triple]:
        yield _typed(self._service, "Service")
        yield _said(self._service, "endpoint", iri(self._endpoint))
        yield _said(self._service, "supportedLanguage", iri(_SD + "SPARQL11Query"))
        yield _said(self._service, "feature", iri(_SD + "UnionDefaultGraph"))
        yield _said(self._service, "defaultEntailmentRegime", iri(_SIMPLE))
        for form in (*RESULT_FORMATS, *GRAPH_FORMATS):
            yield _said(self._service, "resultFormat", iri(form.iri))
        yield _said(self._service, "defaultDataset", self._dataset)
        # A dataset is a collection of graphs: FROM and the protocol may name each of them.
        yield _said(self._service, "availableGraphs", self._dataset)

    def _named(self, name: str) -> Term:
        """Return what says that a graph is in the dataset under its name; not the graph itself."""
        return iri(f"{self._endpoint}#{quote(name.removeprefix(self._base), safe='/')}")


def _typed(subject: Term, name: str) -> Triple:
    return Triple(subject, iri(_TYPE), iri(_SD + name))


def _said(subject: Term, name: str, value: Term) -> Triple:
    return Triple(subject, iri(_SD + name), value)


def _sized(graph: Term, size: int) -> Iterator[Triple]:
    yield _typed(graph, "Graph")
    yield Triple(graph, iri(_TRIPLES), literal(str(size), datatype=_INTEGER))
