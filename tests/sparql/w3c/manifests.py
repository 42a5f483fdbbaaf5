"""What the manifests of the suites ask for: a query, its dataset and the expected result."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

SUITES = Path(__file__).parents[4] / "shared" / "w3c"
MISSING = "the W3C suites are not in ../shared/w3c"

_ROOTS = {
    "sparql10": ("sparql10/manifest-evaluation.ttl", "sparql10/manifest-syntax.ttl"),
    "sparql11": (
        "sparql11/manifest-sparql11-query.ttl",
        "sparql11/manifest-sparql11-results.ttl",
        "sparql11/syntax-fed/manifest.ttl",
    ),
    # Only their queries are of use here: we ask no other server, and entail nothing.
    "federation": ("sparql11/service/manifest.ttl",),
    "entailment": ("sparql11/entailment/manifest.ttl",),
    "sparql12": ("sparql12/manifest.ttl",),
}

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

EVALUATION, POSITIVE, NEGATIVE = "evaluation", "positive syntax", "negative syntax"
_KINDS = {
    "QueryEvaluationTest": EVALUATION,
    "CSVResultFormatTest": EVALUATION,
    "PositiveSyntaxTest": POSITIVE,
    "PositiveSyntaxTest11": POSITIVE,
    "NegativeSyntaxTest": NEGATIVE,
    "NegativeSyntaxTest11": NEGATIVE,
}


@dataclass(frozen=True)
class Case:
    """One test of a query: files, and for an evaluation its dataset and expected result.

    `name` is suite, folder and test, such as "sparql11/bind/bind01".  A lax case
    need not give a duplicate as often as its expected result.
    """

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None
    is_lax: bool = False

    @property
    def text(self) -> str:
        return self.query.read_bytes().decode()

    @property
    def base(self) -> str:
        return self.query.as_uri()


def cases(suite: str, *kinds: str) -> list[Case]:
    """Return the tests of queries in a suite, of all kinds or of these; empty without suites."""
    if not SUITES.is_dir():
        return []
    return [case for case in _all(suite) if case.kind in (kinds or set(_KINDS.values()))]


@cache
def _all(suite: str) -> list[Case]:
    found = [case for root in _ROOTS[suite] for case in _read(SUITES / root)]
    return sorted(set(found), key=lambda case: case.name)


def _read(path: Path) -> Iterator[Case]:
    manifest = Manifest(path)
    for included in manifest.files(manifest.node, MF + "include"):
        yield from _read(included)
    for entry in manifest.items(manifest.node, MF + "entries"):
        yield from manifest.cases(entry)


class Manifest:
    """One manifest, and what it includes by name only."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._store = Store()
        self._store.load(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri())
        [self.node] = self.subjects(_RDF + "type", MF + "Manifest")

    def cases(self, entry: NamedNode) -> Iterator[Case]:
        """Yield the entry as a case, if it is a test of a query."""
        kinds = {_KINDS.get(kind.value.removeprefix(MF)) for kind in self.of(entry, _RDF + "type")}
        actions = self.of(entry, MF + "action")
        if kinds == {None} or not actions:
            return
        [action], [kind] = actions, kinds
        [query] = self.of(action, _QT + "query") or [action]
        data = self._paths(action, _QT + "data")
        if query.value.endswith(".ru") or {".trig", ".nq"} & {path.suffix for path in data}:
            return  # an update, or a file of several graphs, which a request cannot name
        yield Case(
            name=f"{self._folder.relative_to(SUITES)}/{entry.value.rpartition('#')[2]}",
            kind=kind,
            query=_path(query),
            data=data,
            graphs=self._paths(action, _QT + "graphData"),
            result=next(iter(self._paths(entry, MF + "result")), None),
            is_lax=bool(self.of(entry, MF + "resultCardinality")),
        )

    def of(self, subject, predicate: str) -> list:
        found = self._store.quads_for_pattern(subject, NamedNode(predicate), None)
        return [quad.object for quad in found]

    def texts(self, subject, predicate: str) -> list[str]:
        return [node.value for node in self.of(subject, predicate)]

    def subjects(self, predicate: str, value: str) -> list:
        found = self._store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value))
        return [quad.subject for quad in found]

    def items(self, subject, predicate: str) -> Iterator:
        rests = self.of(subject, predicate)
        while rests and self.of(rests[0], _RDF + "first"):
            yield from self.of(rests[0], _RDF + "first")
            rests = self.of(rests[0], _RDF + "rest")

    def files(self, subject, predicate: str) -> list[Path]:
        return [_path(node) for node in self.items(subject, predicate)]

    def _paths(self, subject, predicate: str) -> tuple[Path, ...]:
        return tuple(sorted(_path(node) for node in self.of(subject, predicate)))


def _path(node: NamedNode) -> Path:
    assert not isinstance(node, Literal)
    return Path(node.value.removeprefix("file://"))
