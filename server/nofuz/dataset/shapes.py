"""Validate the dataset against its shapes (SHACL, W3C Recommendation, 20 July 2017).

pySHACL works on plain rdflib graphs in memory, made of triples that are read
already: ontology and instances together are the data graph.  Nothing is
inferred, imported or fetched; shapes with queries or scripts of their own are
refused, since a query over the whole dataset is a hygiene rule.
"""

import logging
import re
import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from nofuz.dataset.finding import Finding
from nofuz.dataset.graphs import Graphs
from nofuz.namespaces import PREFIXES, compact
from nofuz.store.terms import Term, Triple

_TARGETS = """
SELECT DISTINCT ?shape ?thing WHERE {
    ?shape sh:targetClass ?class . ?thing a ?class FILTER isIRI(?thing)
}
"""
_ACTIVE = {PREFIXES["sh"] + name for name in ("sparql", "js", "rule", "target", "select", "ask")}


def shape_findings(
    graphs: Graphs, things: Collection[str] | None = None
) -> tuple[list[Finding], list[Finding]]:
    """Return what breaks a shape: the violations, and what is only a warning.

    Args:
        graphs: the dataset.
        things: IRIs of the only focus nodes to look at; all when not given.
    """
    refused = [
        graphs.finding(triple.subject.value, "shape-query", "Shapes hold no queries or scripts.")
        for triple in graphs.triples("shapes")
        if triple.predicate.value in _ACTIVE
    ]
    if refused:
        return refused, []
    shapes = _graph(graphs.triples("shapes"))
    if things is not None:
        _aim(shapes, graphs, things)
    try:
        report = _validate(_graph(graphs.triples("ontology", "instances")), shapes)
    except (ReportableRuntimeError, re.error) as error:
        return [Finding("shapes", None, "", "shape", str(error))], []
    return _sorted_by_severity(graphs, report, shapes)


def _aim(shapes: Graph, graphs: Graphs, things: Collection[str]) -> None:
    """Let shapes that target a class target only those of its members.

    pySHACL's own choice of focus nodes reaches into shapes within shapes, where
    it lets faults pass and finds others that are none.
    """
    for row in graphs.closure.rows(_TARGETS):
        if row["thing"].value in things:
            shapes.add((URIRef(row["shape"].value), SH.targetNode, URIRef(row["thing"].value)))
    shapes.remove((None, SH.targetClass, None))


def _validate(data: Graph, shapes: Graph) -> Graph:
    with _quiet():
        _, report, _ = pyshacl.validate(
            data,
            shacl_graph=shapes,
            inference="none",
            advanced=False,
            do_owl_imports=False,
            js=False,
        )
    if isinstance(report, ReportableRuntimeError):
        raise report
    assert isinstance(report, Graph), report  # noqa: S101 - it is bytes only where one asks
    return report


def _sorted_by_severity(
    graphs: Graphs, report: Graph, shapes: Graph
) -> tuple[list[Finding], list[Finding]]:
    violations: list[Finding] = []
    others: list[Finding] = []
    for result in report.objects(None, SH.result):
        severity = report.value(result, SH.resultSeverity)
        finding = _finding(graphs, report, shapes, result)
        (others if severity in {SH.Warning, SH.Info} else violations).append(finding)
    return violations, others


def _finding(graphs: Graphs, report: Graph, shapes: Graph, result: Node) -> Finding:
    rule = _named(shapes, report.value(result, SH.sourceShape))
    message = f"{_message(report, result)} {_found(report, result)}".strip()
    return graphs.finding(str(report.value(result, SH.focusNode)), compact(rule), message)


def _message(report: Graph, result: Node) -> str:
    """Return the message in English where there are several."""
    texts = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, Literal)]
    return min(texts, key=lambda text: (text.language != "en", str(text)), default=Literal(""))


def _found(report: Graph, result: Node) -> str:
    """Say what stands there, where the result tells a value."""
    value = report.value(result, SH.value)
    if value is None or value == report.value(result, SH.focusNode):
        return ""
    path = report.value(result, SH.resultPath)
    is_closed = report.value(result, SH.sourceConstraintComponent) == SH.ClosedConstraintComponent
    parts = ([compact(str(path))] if is_closed else []) + [_shown(value)]
    return f"Found: {' '.join(parts)}"


def _shown(value: Node) -> str:
    return f'"{value}"' if isinstance(value, Literal) else compact(str(value))


def _named(shapes: Graph, shape: Node | None) -> str:
    """Return the IRI of a shape, or of the nearest one that an anonymous shape belongs to."""
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next((owner for owner in shapes.subjects(None, shape)), None)
    return str(shape)


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    with _quiet():
        for subject, predicate, value in triples:
            graph.add((_node(subject), _node(predicate), _node(value)))
    return graph


def _node(term: Term) -> URIRef | BNode | Literal:
    if term.kind == "iri":
        return URIRef(term.value)
    if term.kind == "blank":
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=URIRef(term.datatype), normalize=False)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep off the terminal what the libraries log of faults that become findings."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
