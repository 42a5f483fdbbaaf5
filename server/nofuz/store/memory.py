"""The embedded engine in memory: graphs on their way from files to a store on disk."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from nofuz.namespaces import PREFIXES
from nofuz.store.conversion import from_engine, solutions, to_engine, to_quad
from nofuz.store.embedded import EmbeddedStore, fill
from nofuz.store.terms import Solution, Term, Triple

Function = Callable[[Term], Term | None]
"""A SPARQL extension function of one argument; None is an error of the expression."""


class MemoryStore(EmbeddedStore):
    """A store that can be written; its queries see all graphs as one."""

    def __init__(self) -> None:
        super().__init__(ox.Store())

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        """Put triples into a named graph, beside those that are there."""
        self._store.extend(to_quad(triple, graph) for triple in triples)

    def load(self, n_quads: bytes) -> None:
        """Put statements in their graphs, beside those that are there; quicker than `add`.

        Args:
            n_quads: text of N-Quads; its blank nodes get new names.

        Raises:
            SyntaxError: it is no N-Quads.
        """
        self._store.bulk_load(n_quads, ox.RdfFormat.N_QUADS)

    def as_released(self) -> EmbeddedStore:
        """Return a store with the same statements, as a release will have them."""
        store = ox.Store()
        fill(store, list(self._store))
        return EmbeddedStore(store)

    def rows(self, query: str, prefixes: Mapping[str, str] = PREFIXES) -> list[Solution]:
        """Return the solutions of a SELECT that may use these prefixes undeclared."""
        return solutions(
            self._store.query(query, prefixes=dict(prefixes), use_default_graph_as_union=True)
        )

    def construct(
        self, query: str, functions: Mapping[str, Function] | None = None
    ) -> list[Triple]:
        """Return the triples that a CONSTRUCT of our own makes, sorted.

        Args:
            query: SPARQL text; it may use our prefixes undeclared.
            functions: extension functions that it may call, by IRI.

        Raises:
            ValueError: the text is no CONSTRUCT; str() says where.
        """
        known = {
            ox.NamedNode(name): _engine_function(call) for name, call in (functions or {}).items()
        }
        try:
            triples = self._store.query(
                query, prefixes=PREFIXES, use_default_graph_as_union=True, custom_functions=known
            )
        except (SyntaxError, RuntimeError) as error:  # the second for an unknown function
            raise ValueError(str(error.args[0])) from None
        if not isinstance(triples, ox.QueryTriples):
            raise ValueError("it is no CONSTRUCT query")  # noqa: TRY004 - wrong text, not type
        return sorted(
            Triple(*(from_engine(term) for term in (t.subject, t.predicate, t.object)))
            for t in triples
        )

    def n_quads(self) -> list[bytes]:
        """Return the content as lines of N-Quads, sorted, the same for the same content.

        Blank nodes are named by RDF Dataset Canonicalization (RDFC-1.0, W3C
        Recommendation, 21 May 2024), since the parser's names differ each time.
        """
        dataset = ox.Dataset(self._store)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        text = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
        return sorted(text.splitlines(keepends=True))


def _engine_function(call: Function) -> Callable[[Any], Any]:
    def wrapped(value: Any) -> Any:
        result = call(from_engine(value))
        return None if result is None else to_engine(result)

    return wrapped


def write_store(lines: Iterable[bytes], path: Path) -> None:
    """Write lines of N-Quads into a new store on disk, compact and flushed.

    The default graph gets every triple of all graphs once.  Blank nodes keep their
    names, which `load` and `bulk_load` would change each time.

    Raises:
        OSError: the folder cannot be written.
    """
    store = ox.Store(str(path))
    fill(store, list(ox.parse(b"".join(lines), ox.RdfFormat.N_QUADS)))
    store.optimize()
    store.flush()
