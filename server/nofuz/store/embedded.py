"""The embedded engine: an Oxigraph store on disk, opened for reading.

A store is written once, by a release's build, and only read afterwards, so any
number of processes may have it open.  Its default graph holds the triples of
all named graphs, each once.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from textwrap import shorten
from typing import IO, Any, Self, cast

import pyoxigraph as ox

from nofuz.errors import MalformedQuery, MalformedRequest, UnknownResource
from nofuz.formats import BY_MEDIA_TYPE, CSV, GRAPH_FORMATS, TSV
from nofuz.store.conversion import from_engine, solutions, to_engine
from nofuz.store.description import Describer, Description, in_their_graphs
from nofuz.store.patterns import Matching
from nofuz.store.serialization import rdf_format, serialize
from nofuz.store.terms import Solution, Term
from nofuz.store.writers import CsvWriter, XmlWriter

Quad = ox.Quad
"""A statement in its named graph; a handle for `serialize`, of which others look at nothing."""

# A store on disk is only sure to open in the version that wrote it.
ENGINE = f"pyoxigraph {ox.__version__}"

# What the engine and the library of gzip raise for damaged files, beside OSError.
_DAMAGED = (RuntimeError, SyntaxError, EOFError, zlib.error)

_DEFAULT = ox.DefaultGraph()
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_WHERE = "WHERE {"
_SIZE = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
_SIZES = """SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } }
  GROUP BY ?graph ORDER BY ?graph"""
_LABELS_KEPT = 50_000
_DATASETS_KEPT = 1000
_MESSAGE = 300  # the parser lists all that it would have taken, down to ranges of letters
_UNKNOWN_FUNCTION = re.compile("custom function <(.*)> is not supported")


@dataclass(frozen=True)
class Scope:
    """The RDF dataset of a query, as `default-graph-uri` and `named-graph-uri` name it.

    Without either, the query's own FROM clauses name it, or else the default
    graph is the store's (SPARQL 1.1 Protocol, section 2.1.4).
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The columns that SELECT * may have, in order, and where its asterisk stands in the text."""

    names: tuple[str, ...]
    asterisk: int


class EmbeddedStore:
    """One open store; safe to use from several threads."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._describer = Describer(store)
        # A release never changes, and every page asks for the same few labels.
        self._label_of = lru_cache(_LABELS_KEPT)(self._best_label)
        self._share_triples = lru_cache(_DATASETS_KEPT)(self._find_shared)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store for reading: a folder as it is, compressed N-Quads into memory.

        In memory a look-up takes a quarter of the time, and some 700 bytes a quad.

        Raises:
            OSError: the path is missing, locked, damaged or not a store of this engine's
                version.
        """
        try:
            return cls(_in_memory(path) if path.is_file() else ox.Store.read_only(str(path)))
        except (
            RuntimeError,
            SyntaxError,
            EOFError,
            zlib.error,
        ) as error:  # what damaged files lead to
            raise OSError(str(error)) from None

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Solution]:
        """Return the solutions of a SELECT of our own over the default graph.

        Args:
            query: SPARQL text, fixed in the program, never a stranger's.
            bindings: values for variables, by name; bound, never spliced.
        """
        return solutions(self._query(query, bindings))

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        """Return the answer of an ASK of our own over the default graph."""
        return bool(self._query(query, bindings))

    def describe(self, iri: str, page: int = 1) -> Description:
        """Return a page of what is said of a thing.

        Raises:
            UnknownResource: the IRI is the subject of nothing, or has no such page (404).
        """
        thing = _named_node(iri)
        found = self._describer.describe(thing, page) if thing else None
        if not found or not found.quads:
            raise UnknownResource("nothing is known of this, or not so many pages")
        return found

    def in_their_graphs(self, quads: Iterable[ox.Quad]) -> list[ox.Quad]:
        """Return triples of the default graph as the named graphs have them, in the same order."""
        return list(in_their_graphs(self._store, quads))

    def is_described(self, iri: str) -> bool:
        """Return whether the IRI is the subject of any statement."""
        subject = _named_node(iri)
        return subject is not None and any(
            self._store.quads_for_pattern(subject, None, None, _DEFAULT)
        )

    def values(self, iri: str, predicate: str) -> list[Term]:
        """Return the objects of a thing's statements with one predicate, sorted."""
        subject = _named_node(iri)
        if subject is None:
            return []
        found = self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None, _DEFAULT)
        return sorted(from_engine(quad.object) for quad in found)

    def statements(self, iri: str) -> frozenset[tuple[str, Term]]:
        """Return the predicates and objects of a thing, without blank nodes, whose names change."""
        subject = _named_node(iri)
        if subject is None:
            return frozenset()
        return frozenset(
            (quad.predicate.value, from_engine(quad.object))
            for quad in self._store.quads_for_pattern(subject, None, None, _DEFAULT)
            if not isinstance(quad.object, ox.BlankNode)
        )

    def matching(self, base: str) -> Matching:
        """Return what looks patterns of quads up here.

        Args:
            base: what the IRIs that stand for blank nodes begin with.
        """
        return Matching(self._store, base)

    def graphs_naming(self, iri: str) -> list[str]:
        """Return the named graphs that say what kind of thing an IRI stands for, sorted."""
        found = self._store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None, None)
        graphs = (quad.graph_name for quad in found)
        return sorted({graph.value for graph in graphs if isinstance(graph, ox.NamedNode)})

    def has_graph(self, name: str) -> bool:
        """Return whether a named graph holds anything."""
        graph = _named_node(name)
        return graph is not None and any(self._store.quads_for_pattern(None, None, None, graph))

    def subjects(self, predicate: str, value: Term, most: int) -> list[str]:
        """Return the IRIs of some of the things with a value for a predicate, sorted.

        Args:
            predicate: any text of a client; what is no IRI has no statements.
            value: the object, which a client may have named as well.
            most: how many at most.
        """
        try:
            pattern = (ox.NamedNode(predicate), to_engine(value), _DEFAULT)
        except ValueError:
            return []
        found = self._store.quads_for_pattern(None, *pattern)
        subjects = (quad.subject for quad in islice(found, most))
        return sorted(subject.value for subject in subjects if isinstance(subject, ox.NamedNode))

    def graph(self, name: str) -> list[ox.Quad]:
        """Return the content of one named graph, sorted; empty when there is none."""
        graph = _named_node(name)
        found = self._store.quads_for_pattern(None, None, None, graph) if graph else ()
        return sorted(found, key=str)

    def graphs(self, beginning: str) -> list[ox.Quad]:
        """Return the content of the named graphs whose IRIs begin so, sorted."""
        names = [
            name for name in self._store.named_graphs() if str(name)[1:-1].startswith(beginning)
        ]
        return sorted(
            (
                quad
                for name in names
                for quad in self._store.quads_for_pattern(None, None, None, name)
            ),
            key=str,
        )

    def sizes(self) -> dict[str, int]:
        """Return the number of triples of each named graph, sorted by name."""
        return {row["graph"].value: int(row["triples"].value) for row in self.select(_SIZES)}

    def size(self) -> int:
        """Return the number of triples of the default graph."""
        [row] = self.select(_SIZE)
        return int(row["triples"].value)

    def labels(self, iris: Iterable[str], language: str = "en") -> dict[str, str]:
        """Return the rdfs:label of each IRI in a language, or in any where that has none."""
        found = {iri: self._label_of(iri, language) for iri in set(iris)}
        return {iri: label for iri, label in found.items() if label is not None}

    def label(self, iri: str, language: str = "en") -> str | None:
        """Return the rdfs:label of an IRI in a language, or in any where it has none."""
        return self._label_of(iri, language)

    def _best_label(self, iri: str, language: str) -> str | None:
        thing = _named_node(iri)
        if thing is None:
            return None
        found = self._store.quads_for_pattern(thing, _LABEL, None, None)
        terms = [from_engine(quad.object) for quad in found]
        liked = {"en": 1, language: 0}
        best = min(terms, key=lambda term: (liked.get(term.language, 2), term.value), default=None)
        return best and best.value

    def _query(self, query: str, bindings: Mapping[str, Term] | None) -> Any:
        """Evaluate a query of our own.

        The engine plans before it looks at substitutions, and would read every
        statement with a known predicate; VALUES, written by the engine itself,
        let it begin at the thing.
        """
        if not bindings:
            return self._store.query(query)
        values = {name: to_engine(term) for name, term in bindings.items()}
        names = " ".join(f"?{name}" for name in values)
        row = " ".join(str(term) for term in values.values())
        head, where, pattern = query.partition(_WHERE)
        known = {ox.Variable(name): term for name, term in values.items()}
        text = f"{head}{where} VALUES ({names}) {{ ({row}) }} {pattern}"
        return self._store.query(text, substitutions=known)

    def answer(
        self,
        query: str,
        base: str,
        scope: Scope,
        media_type: str,
        output: IO[bytes],
        columns: Columns | None = None,
        *,
        is_describe: bool = False,
    ) -> None:
        """Evaluate a stranger's query and write its result; to be called in a child process.

        Args:
            query: SPARQL text that passed `nofuz.query`.
            base: IRI that relative IRIs of the query are resolved against.
            scope: the dataset that the request names.
            media_type: one that fits the query's form.
            output: takes the bytes as they come; an exception in write() ends the query.
            columns: order of the columns of SELECT *; without it they come sorted by name.
            is_describe: whether the resources of the result are to be described as a
                document does, from the graphs of the scope where it names some.

        Raises:
            MalformedQuery: the engine's parser refuses the text.
            MalformedRequest: a graph of the scope has a name that is no IRI.
            Unwritable: the format cannot hold the result.
        """
        store, dataset = self._dataset(scope)
        options = {"base_iri": base, **dataset}
        result = _evaluated(store, query, options)
        if columns is not None and isinstance(result, ox.QuerySolutions):
            chosen = _in_order(result.variables, columns)
            if chosen != list(result.variables):
                names = " ".join(map(str, chosen))
                spelled = query[: columns.asterisk] + f" {names} " + query[columns.asterisk + 1 :]
                result = _evaluated(store, spelled, options)
        if is_describe:
            output.write(serialize(self._described(result, scope), BY_MEDIA_TYPE[media_type]))
        else:
            _write(result, media_type, output)

    def _described(self, result: Iterable[Any], scope: Scope) -> list[ox.Quad]:
        """Describe the resources that the engine found to describe: the subjects of its triples."""
        describer = self._describer
        if scope != Scope():
            describer = Describer(self._store, _graphs(scope.default_graphs))
        return describer.describe_wholly({triple.subject for triple in result})

    def _dataset(self, scope: Scope) -> tuple[ox.Store, dict[str, Any]]:
        """Return the store to ask, and the options that name a dataset in it.

        The merge of several graphs has each triple once (RDF Semantics, section
        4.1), while the engine gives it for each graph that has it.  So graphs
        that share a triple are merged before the query; others need not be.
        """
        if scope == Scope():
            return self._store, {}
        default, named = _graphs(scope.default_graphs), _graphs(scope.named_graphs)
        if len(default) > 1 and self._share_triples(frozenset(default)):
            return _merged(self._store, default, named), {
                "default_graph": _DEFAULT,
                "named_graphs": named,
            }
        return self._store, {"default_graph": default, "named_graphs": named}

    def _find_shared(self, graphs: frozenset[ox.NamedNode]) -> bool:
        """Return whether any triple is in more than one of these graphs."""
        names = list(map(str, graphs))
        query = (
            f"ASK {{ VALUES ?one {{ {' '.join(names)} }}"
            " GRAPH ?one { ?s ?p ?o } GRAPH ?other { ?s ?p ?o }"
            f" FILTER(?one != ?other && ?other IN ({', '.join(names)})) }}"
        )
        return bool(self._store.query(query))


def _write(result: Any, media_type: str, output: IO[bytes]) -> None:
    """Write a result, by way of another format or of a writer that mends it where it has to be."""
    if media_type.endswith("xml"):
        output = cast(IO[bytes], XmlWriter(output))
    if media_type == CSV.media_type and isinstance(result, ox.QuerySolutions):
        media_type, output = TSV.media_type, cast(IO[bytes], CsvWriter(output))
    if media_type in {known.media_type for known in GRAPH_FORMATS}:
        result.serialize(output, rdf_format(media_type))
    else:
        result.serialize(output, ox.QueryResultsFormat.from_media_type(media_type))


def _evaluated(store: ox.Store, query: str, options: dict[str, Any]) -> Any:
    """Plan a query so that a function nobody knows is an error of its expression.

    The specification has it so (SPARQL 1.1, section 17.6), while the engine
    gives up the query; it does so before the first solution.
    """
    unknown: dict[ox.NamedNode, Callable[..., Any]] = {}
    while True:
        try:
            return store.query(query, custom_functions=unknown, **options)
        except SyntaxError as error:
            raise MalformedQuery(shorten(str(error), _MESSAGE, placeholder=" …")) from None
        except RuntimeError as error:
            named = _UNKNOWN_FUNCTION.search(str(error))
            if named is None:
                raise
            unknown[ox.NamedNode(named[1])] = _no_value


def fill(store: ox.Store, quads: Sequence[ox.Quad]) -> None:
    """Put quads into an empty store, and the triples of all graphs into its default graph.

    The engine's own union of graphs gives a triple as often as there are graphs
    with it, so that counts would be wrong, and it is slower.
    """
    store.bulk_extend(quads)
    # A set would have no order, and the order of a store in memory is that of its filling.
    store.bulk_extend(dict.fromkeys(ox.Quad(*quad.triple) for quad in quads))


def _in_memory(path: Path) -> ox.Store:
    store = ox.Store()
    with gzip.open(path) as lines:
        # Unlike `bulk_load`, the parser leaves the names of blank nodes as they are.
        fill(store, list(ox.parse(cast(IO[bytes], lines), ox.RdfFormat.N_QUADS)))
    return store


def _no_value(*_arguments: Any) -> None:
    """Stand for a function that nobody knows."""


def _in_order(variables: Iterable[ox.Variable], columns: Columns) -> list[ox.Variable]:
    place = {name: number for number, name in enumerate(columns.names)}
    return sorted(variables, key=lambda variable: place.get(variable.value, len(place)))


def _graphs(names: Iterable[str]) -> list[ox.NamedNode]:
    """Return the graphs of a dataset, each once."""
    try:
        return [ox.NamedNode(name) for name in dict.fromkeys(names)]
    except ValueError as error:
        raise MalformedRequest(f"a graph is named by an absolute IRI: {error}") from None


def _merged(
    store: ox.Store, default: Iterable[ox.NamedNode], named: Iterable[ox.NamedNode]
) -> ox.Store:
    """Return a store in memory with the merge of some graphs, and others beside it."""
    merged = ox.Store()
    for graph in default:
        found = store.quads_for_pattern(None, None, None, graph)
        merged.bulk_extend(ox.Quad(*quad.triple) for quad in found)
    for graph in named:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, graph))
        merged.add_graph(graph)
    return merged


def _named_node(iri: str) -> ox.NamedNode | None:
    """Return the engine's node, None for what is no IRI (a client may ask for anything)."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None
