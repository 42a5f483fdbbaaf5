"""The content of a dataset, read once for all that is checked and built from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from nofuz.dataset.finding import Finding
from nofuz.dataset.folder import Dataset, GraphFile
from nofuz.dataset.turtle import Block
from nofuz.namespaces import BASE, compact
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Triple

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ENTAILED = BASE + "graph/entailed"
_ENTAILMENT = """
CONSTRUCT { ?thing ?predicate ?value } WHERE {
    { ?thing ?narrow ?value . ?narrow rdfs:subPropertyOf+ ?predicate }
    UNION { ?thing a/rdfs:subClassOf+ ?value BIND(rdf:type AS ?predicate) }
    FILTER(isIRI(?predicate) && isIRI(?value))
}
"""


@dataclass(frozen=True)
class Graph:
    """A Turtle file that has been read."""

    file: GraphFile
    text: str
    triples: tuple[Triple, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Graphs:
    """All graphs of a dataset, sorted by the names of their files."""

    dataset: Dataset
    graphs: tuple[Graph, ...]

    def __iter__(self) -> Iterator[Graph]:
        return iter(self.graphs)

    def of(self, *parts: str) -> Iterator[Graph]:
        """Return the graphs from these folders of the dataset."""
        return (graph for graph in self.graphs if graph.file.part in parts)

    def triples(self, *parts: str) -> Iterable[Triple]:
        """Return the triples from these folders of the dataset."""
        return (triple for graph in self.of(*parts) for triple in graph.triples)

    def new_store(self) -> MemoryStore:
        """Return a store with all graphs, for the caller to add to."""
        store = MemoryStore()
        for graph in self.graphs:
            store.add(graph.file.graph, graph.triples)
        return store

    @cached_property
    def closure(self) -> MemoryStore:
        """All graphs, and in one of its own what follows from subclasses and subproperties.

        Source: RDF Semantics (W3C Recommendation, 25 February 2014), patterns rdfs7 and rdfs9.
        """
        store = self.new_store()
        store.add(ENTAILED, store.construct(_ENTAILMENT))
        return store

    @cached_property
    def places(self) -> dict[str, tuple[str, int]]:
        """File and line of the first block of each subject; instances before the other parts."""
        found: dict[str, tuple[str, int]] = {}
        for graph in (*self.of("instances"), *self.of("ontology", "shapes")):
            for block in graph.blocks:
                found.setdefault(block.subject, (graph.file.name, block.line))
        return found

    @cached_property
    def _mentions(self) -> dict[str, str]:
        """The first file that names each IRI, for those that are described in none."""
        found: dict[str, str] = {}
        for graph in (*self.of("instances"), *self.of("ontology", "shapes")):
            for triple in graph.triples:
                for term in triple:
                    found.setdefault(term.value, graph.file.name)
        return found

    def finding(self, focus: str, rule: str, message: str) -> Finding:
        """Return a finding at the place where a thing is described, or else named.

        Args:
            focus: IRI of the thing.
            rule: name of the rule that it breaks.
            message: what to write.
        """
        file, line = self.places.get(focus) or (self._mentions.get(focus, "."), None)
        return Finding(file, line, compact(focus), rule, message)
