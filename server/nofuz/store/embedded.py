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
from pathlib import Path
from textwrap import shorten
from typing import IO, Any, Self, cast

import pyoxigraph as ox

from nofuz.errors import MalformedQuery, MalformedRequest
from nofuz.formats import CSV, GRAPH_FORMATS, TSV, Format
from nofuz.namespaces import NOFUZ, PREFIXES
from nofuz.store.conversion import from_engine, solutions, to_engine
from nofuz.store.patterns import Matching
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
_WHERE = "WHERE {"
_SIZE = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
_SIZES = """SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } }
  GROUP BY ?graph ORDER BY ?graph"""
_SPEECH = tuple(
    ox.NamedNode(iri)
    for iri in (
        NOFUZ + "certainty",
        NOFUZ + "speaker",
        NOFUZ + "stance",
        NOFUZ + "standing",
        PREFIXES["prov"] + "hadPrimarySource",
    )
)
_LABELS_KEPT = 50_000
_DATASETS_KEPT = 1000
_MESSAGE = 300  # the parser lists all that it would have taken, down to ranges of letters
_UNKNOWN_FUNCTION = re.compile("custom function <(.*)> is not supported")
# JSON-LD could hold named graphs too, but those who read it expect plain objects.
_QUAD_FORMATS = ("application/n-quads", "application/trig")


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
        # A release never changes, and every page and document asks for the same few labels.
        self._labels_of = lru_cache(_LABELS_KEPT)(lambda thing: self._stated(thing, _LABEL, None))
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

    def describe(self, iri: str) -> list[ox.Quad]:
        """Return what is said of a thing: its own statements, those that point at it, and labels.

        Symmetric: blank nodes hanging from the thing come along, and every
        other thing that is mentioned brings its labels.  A proposition that
        points at the thing brings its standing and a claim its speaker, stance
        and origin, so that nothing is told without who says it.  Sorted, for
        `serialize`; empty when the IRI is the subject of nothing.
        """
        outgoing = self._outgoing(ox.NamedNode(iri))
        if not outgoing:
            return []
        incoming = self._stated(None, None, ox.NamedNode(iri))
        mentioned = {quad.object for quad in outgoing} | {quad.subject for quad in incoming}
        named = [thing for thing in mentioned if isinstance(thing, ox.NamedNode)]
        labels = [quad for thing in named for quad in self._labels_of(thing)]
        speech = [
            quad
            for subject in {quad.subject for quad in incoming}
            for predicate in _SPEECH
            for quad in self._stated(subject, predicate, None)
        ]
        return sorted({*outgoing, *incoming, *labels, *speech}, key=str)

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

    def matching(self, base: str) -> Matching:
        """Return what looks patterns of quads up here.

        Args:
            base: what the IRIs that stand for blank nodes begin with.
        """
        return Matching(self._store, base)

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
        found: dict[str, str] = {}
        for iri in set(iris):
            terms = [from_engine(quad.object) for quad in self._labels_of(ox.NamedNode(iri))]
            if terms:
                best = min(terms, key=lambda term: (term.language != language, term.value))
                found[iri] = best.value
        return found

    def _outgoing(self, subject: ox.NamedNode | ox.BlankNode) -> list[ox.Quad]:
        found, waiting, seen = [], [subject], {subject}
        while waiting:
            for quad in self._stated(waiting.pop(), None, None):
                found.append(quad)
                if isinstance(quad.object, ox.BlankNode) and quad.object not in seen:
                    seen.add(quad.object)
                    waiting.append(quad.object)
        return found

    def _stated(self, subject: Any, predicate: Any, value: Any) -> list[ox.Quad]:
        """Return the statements of a pattern, each in the named graph where it was made."""
        found = self._store.quads_for_pattern(subject, predicate, value, None)
        return [quad for quad in found if quad.graph_name != _DEFAULT]

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
    ) -> None:
        """Evaluate a stranger's query and write its result; to be called in a child process.

        Args:
            query: SPARQL text that passed `nofuz.query`.
            base: IRI that relative IRIs of the query are resolved against.
            scope: the dataset that the request names.
            media_type: one that fits the query's form.
            output: takes the bytes as they come; an exception in write() ends the query.
            columns: order of the columns of SELECT *; without it they come sorted by name.

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
        _write(result, media_type, output)

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
        result.serialize(output, _rdf_format(media_type))
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


def serialize(quads: Sequence[ox.Quad], form: Format) -> bytes:
    """Write quads in the order given; a format without graphs gets each triple once."""
    statements: Iterable[Any] = quads
    if form.media_type not in _QUAD_FORMATS:
        statements = dict.fromkeys(quad.triple for quad in quads)
    prefixes = None if form.name in {"ntriples", "nquads", "jsonld"} else _prefixes(quads)
    return ox.serialize(statements, format=_rdf_format(form.media_type), prefixes=prefixes) or b""


def _prefixes(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Return the prefixes that some IRI of the quads needs."""
    iris = {_namespaced(term) for quad in quads for term in quad.triple}
    needed = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris}
    return {name: iri for name, iri in PREFIXES.items() if iri in needed}


def _namespaced(term: Any) -> str:
    """Return the IRI that a term is written with; empty for one without."""
    kind = type(term)
    if kind is ox.NamedNode:
        return str(term.value)
    return str(term.datatype.value) if kind is ox.Literal and not term.language else ""


def _named_node(iri: str) -> ox.NamedNode | None:
    """Return the engine's node, None for what is no IRI (a client may ask for anything)."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def _rdf_format(media_type: str) -> ox.RdfFormat:
    found = ox.RdfFormat.from_media_type(media_type)
    assert found is not None, media_type  # noqa: S101 - formats.py lists only what the engine has
    return found
