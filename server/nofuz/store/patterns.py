"""The quads that match a pattern, counted and in pages.

Blank nodes have no name beyond their document, so that nobody could ask for
what hangs from one: here they are IRIs (RDF 1.1 Concepts, section 3.5).
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import pyoxigraph as ox

from nofuz.errors import MalformedRequest
from nofuz.store.conversion import to_engine
from nofuz.store.terms import Term

DEFAULT_GRAPH = "urn:ldf:defaultGraph"
"""Stands for the default graph, which holds the triples of all others."""

_GENID = ".well-known/genid/"
_COUNTS_KEPT = 10_000
_DEFAULT = ox.DefaultGraph()


class Pattern(NamedTuple):
    """Terms of a quad; None matches all, for the graph all named graphs."""

    subject: Term | None
    predicate: Term | None
    object: Term | None
    graph: Term | None


class Matching:
    """Looks patterns up in one store; safe to use from several threads."""

    def __init__(self, store: ox.Store, base: str) -> None:
        """Begin.

        Args:
            store: what to look in; it never changes.
            base: what the IRIs that stand for blank nodes begin with.
        """
        self._store = store
        self._genid = base + _GENID
        self.count = lru_cache(_COUNTS_KEPT)(self._counted)

    def quads(self, pattern: Pattern, offset: int, limit: int) -> list[ox.Quad]:
        """Return some of the quads of a pattern, in an order that is always the same.

        Raises:
            MalformedRequest: a term of the pattern is no RDF term (400).
        """
        found = islice(self._found(pattern), offset, offset + limit)
        return [self._named(quad, pattern.graph) for quad in found]

    def _counted(self, pattern: Pattern) -> int:
        """Return how many quads match a pattern.

        Raises:
            MalformedRequest: a term of the pattern is no RDF term (400).
        """
        return sum(1 for _ in self._found(pattern))

    def _found(self, pattern: Pattern) -> Iterator[ox.Quad]:
        subject, predicate, value = (
            None if term is None else self._engine_term(term) for term in pattern[:3]
        )
        if pattern.graph is None:
            found = self._store.quads_for_pattern(subject, predicate, value, None)
            return (quad for quad in found if quad.graph_name != _DEFAULT)
        is_default = pattern.graph.value == DEFAULT_GRAPH
        graph = _DEFAULT if is_default else self._engine_term(pattern.graph)
        return iter(self._store.quads_for_pattern(subject, predicate, value, graph))

    def _engine_term(self, term: Term) -> Any:
        if term.kind == "iri" and term.value.startswith(self._genid):
            return ox.BlankNode(term.value.removeprefix(self._genid))
        try:
            return to_engine(term)
        except ValueError as error:
            raise MalformedRequest(f"no RDF term: {error}") from None

    def _named(self, quad: ox.Quad, graph: Term | None) -> ox.Quad:
        is_default = graph is not None and quad.graph_name == _DEFAULT
        name = ox.NamedNode(DEFAULT_GRAPH) if is_default else quad.graph_name
        return ox.Quad(self._node(quad.subject), quad.predicate, self._node(quad.object), name)

    def _node(self, term: Any) -> Any:
        is_blank = isinstance(term, ox.BlankNode)
        return ox.NamedNode(self._genid + term.value) if is_blank else term
