"""The graphs of the suites in one store, and the dataset that each test names in it.

A release has all graphs in one store, and its default graph is all of them
together.  So a test asks as a client with a dataset of its own would: each
file is the named graph of its own IRI, and the request names default and named
graphs (SPARQL 1.1 Protocol, section 2.1.4).  Nothing is loaded for one test,
and no test sees the store's default graph.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from nofuz.dataset.folder import open_dataset
from nofuz.namespaces import BASE
from nofuz.query import tokens
from nofuz.release.build import build
from nofuz.store.conversion import from_engine
from nofuz.store.embedded import Scope
from nofuz.store.memory import MemoryStore, write_store
from nofuz.store.terms import Triple
from tests.sparql.w3c.manifests import SUITES, Case, cases

EMPTY = "urn:x-empty"
"""A graph that is in no release."""

# What `nofuz serve` takes for the source of the release, and does not build again.
DATASET = Path(__file__).parents[2] / "data" / "tiny"
_PROTOCOL = "http://kasei.us/2009/09/sparql/data/"


def graphs(case: Case) -> set[Path]:
    """Return the files that a test reads: those of its manifest and those of its FROM clauses."""
    return {*case.data, *case.graphs, *_from_clauses(case)}


def scope(case: Case) -> Scope:
    """Return the dataset that a request for this test names."""
    if _from_clauses(case):  # the query's own; a dataset of the request would beat it
        return Scope()
    default = tuple(path.as_uri() for path in case.data) or (EMPTY,)
    return Scope(default, tuple(path.as_uri() for path in case.graphs))


def _from_clauses(case: Case) -> set[Path]:
    """Return the files of FROM and FROM NAMED; the suites name them by relative IRIs."""
    found, is_clause = set(), False
    if case.result is None:
        return found
    for token in tokens.tokenize(case.text):
        if token.kind == tokens.IRI and is_clause:
            found.add(case.query.parent / token.text[1:-1])
        is_clause = token.kind == tokens.WORD and (
            token.text.upper() == "FROM" or (is_clause and token.text.upper() == "NAMED")
        )
    return found


def protocol_graphs() -> dict[str, Path]:
    """Return the graphs that the protocol's tests name."""
    folder = SUITES / "sparql11" / "protocol"
    return {f"{_PROTOCOL}data{n}.rdf": folder / f"data{n}.nt" for n in (1, 2, 3)}


def suite_graphs(suites: Iterable[str]) -> dict[str, Path]:
    """Return all graphs of the suites' evaluation tests by IRI."""
    return {
        path.as_uri(): path for suite in suites for case in cases(suite) for path in graphs(case)
    }


def build_store(content: Mapping[str, Path], path: Path) -> Path:
    """Write a store as a release's, with these graphs, and return its folder."""
    write_store(sorted(lines(content)), path)
    return path


def build_release(content: Mapping[str, Path], releases: Path, base: str = BASE) -> None:
    """Build a release that is served with these graphs instead of a dataset's own."""

    def store(*_: Any) -> MemoryStore:
        store = MemoryStore()
        for iri, path in content.items():
            store.add(iri, (Triple(*map(from_engine, triple)) for triple in triples(path)))
        return store

    build(open_dataset(DATASET, base), releases, content=store)


def triples(path: Path) -> list[ox.Triple]:
    """Return the triples of a file, with blank nodes that are in no other."""
    found = ox.parse(
        path=path, format=_format(path), base_iri=path.as_uri(), rename_blank_nodes=True
    )
    return [quad.triple for quad in found]


def lines(content: Mapping[str, Path]) -> Iterator[bytes]:
    """Yield the statements of graphs as N-Quads."""
    for iri, path in content.items():
        graph = ox.NamedNode(iri)
        quads = (ox.Quad(*triple, graph) for triple in triples(path))
        yield from ox.serialize(quads, format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)


def _format(path: Path) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(path.suffix[1:])
    assert found is not None, path
    return found
