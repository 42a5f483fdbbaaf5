"""Read the files of a dataset and find what is wrong with each of them alone.

Turtle of RDF 1.1 in UTF-8 with absolute IRIs; no blank nodes among the
instances; literals that fit their datatypes; one subject block for one thing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from nofuz.dataset.finding import Finding
from nofuz.dataset.folder import Dataset, GraphFile
from nofuz.dataset.graphs import Graph, Graphs
from nofuz.dataset.literals import fault
from nofuz.dataset.turtle import blocks, newer_syntax
from nofuz.namespaces import compact
from nofuz.store.parsing import NotRdf11, NotTurtle, parse_turtle
from nofuz.store.terms import Triple

# What the engine puts before its reason; the line is told apart from it.
_PLACE = re.compile(r"^Parser error at line \d+ (?:column|between columns) (\d+)(?: and [^:]*)?: ")
_RDF_11 = "Only RDF 1.1 is read: no triple terms, reifiers, base directions or version."


def read(dataset: Dataset) -> tuple[Graphs, list[Finding]]:
    """Read all files; those that cannot be read are missing from the graphs.

    Returns:
        The graphs, and a finding for each file that is not among them.

    Raises:
        CommandError: the system does not let a file be read.
    """
    outcomes = [_read_file(file, dataset.read(file.path)) for file in dataset.files]
    graphs = tuple(outcome for outcome in outcomes if isinstance(outcome, Graph))
    return Graphs(dataset, graphs), [found for found in outcomes if isinstance(found, Finding)]


def _read_file(file: GraphFile, data: bytes) -> Graph | Finding:
    try:
        text = data.decode()
        triples = parse_turtle(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Finding(file.name, line, "", "utf-8", "Save the file as UTF-8: a byte here is none.")
    except NotRdf11:
        return _newer(file, text)
    except NotTurtle as error:
        return Finding(file.name, error.line, "", "syntax", _reason(str(error)))
    if newer_syntax(text):
        return _newer(file, text)
    return Graph(file, text, tuple(triples), tuple(blocks(text)))


def _newer(file: GraphFile, text: str) -> Finding:
    token = newer_syntax(text)
    return Finding(file.name, token.line if token else None, "", "rdf-1.1", _RDF_11)


def _reason(detail: str) -> str:
    """Return what a curator can use of the engine's words."""
    if "No scheme found" in detail:
        return "A relative IRI: write it in full or with a prefix."
    if "\ufeff" in detail:
        return "Save the file without a byte order mark."
    return _PLACE.sub(r"column \1: ", detail)


def statement_findings(graphs: Graphs) -> list[Finding]:
    """Find what is wrong with single statements and with subject blocks."""
    return [*_blank_nodes(graphs), *_literals(graphs), *_repeated_blocks(graphs), *_twins(graphs)]


def _blank_nodes(graphs: Graphs) -> Iterator[Finding]:
    message = "No blank nodes among the instances: give the thing an IRI."
    for graph in graphs.of("instances"):
        for triple in graph.triples:
            if "blank" in (triple.subject.kind, triple.object.kind):
                yield _at(graph, triple, "blank-node", message)


def _literals(graphs: Graphs) -> Iterator[Finding]:
    judged = cache(fault)
    for graph in graphs:
        for triple in graph.triples:
            if triple.object.kind == "literal" and (message := judged(triple.object)):
                detail = f"{message} ({compact(triple.predicate.value)})."
                yield _at(graph, triple, "literal", detail)


def _repeated_blocks(graphs: Graphs) -> Iterator[Finding]:
    seen: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for graph in graphs.of("instances"):
        for block in graph.blocks:
            seen[block.subject].append((graph.file.name, block.line))
    for subject, (first, *others) in seen.items():
        for file, line in others:
            message = (
                f"Described already in {first[0]}:{first[1]}: one thing has one subject block."
            )
            yield Finding(file, line, compact(subject), "duplicate-iri", message)


def _twins(graphs: Graphs) -> Iterator[Finding]:
    """Find files that claim the same graph: ontology/x.ttl and instances/ontology/x.ttl."""
    seen: dict[str, str] = {}
    for graph in graphs:
        other = seen.setdefault(graph.file.graph, graph.file.name)
        if other != graph.file.name:
            message = f"{other} is the graph {compact(graph.file.graph)} already: rename the file."
            yield Finding(graph.file.name, None, "", "duplicate-graph", message)


def _at(graph: Graph, triple: Triple, rule: str, message: str) -> Finding:
    is_named = triple.subject.kind == "iri"
    line = next((b.line for b in graph.blocks if b.subject == triple.subject.value), None)
    return Finding(
        graph.file.name, line, compact(triple.subject.value) if is_named else "", rule, message
    )
