"""Find text of the sources that was copied into the dataset.

The words of an article belong to its author; the dataset quotes at most six of
them in a row and says the rest in words of its own.
"""

from collections.abc import Iterator

from nofuz.dataset.finding import Finding
from nofuz.dataset.graphs import Graph, Graphs
from nofuz.dataset.sources import Source
from nofuz.dataset.turtle import comments
from nofuz.dataset.words import words
from nofuz.namespaces import compact
from nofuz.store.terms import Triple

_MOST = 6
Run = tuple[str, ...]
Place = tuple[str, str]


def copied_findings(graphs: Graphs, sources: dict[str, Source]) -> list[Finding]:
    """Return the literals and comments with more than six words of a source in a row."""
    known = _runs(sources)
    return [found for graph in graphs for found in _in_graph(graphs, graph, known)]


def _in_graph(graphs: Graphs, graph: Graph, known: dict[Run, Place]) -> Iterator[Finding]:
    for triple in graph.triples:
        if triple.object.kind == "literal" and (message := _copied(triple.object.value, known)):
            yield _finding(graphs, graph, triple, message)
    for comment in comments(graph.text):
        if message := _copied(comment.text, known):
            yield Finding(graph.file.name, comment.line, "", "copied-text", message)


def _finding(graphs: Graphs, graph: Graph, triple: Triple, message: str) -> Finding:
    file, line = graphs.places.get(triple.subject.value, (graph.file.name, None))
    focus = compact(triple.subject.value) if triple.subject.kind == "iri" else ""
    detail = f"{compact(triple.predicate.value)}: {message}"
    return Finding(
        graph.file.name, line if file == graph.file.name else None, focus, "copied-text", detail
    )


def _copied(text: str, known: dict[Run, Place]) -> str | None:
    """Say which words of which source stand in a text; none of them but the first two."""
    found = words(text)
    starts = [at for at in range(len(found) - _MOST) if tuple(found[at : at + _MOST + 1]) in known]
    if not starts:
        return None
    source, paragraph = known[tuple(found[starts[0] : starts[0] + _MOST + 1])]
    begin = " ".join(found[starts[0] : starts[0] + 2])
    return (
        f'From "{begin} …" on, more than {_MOST} words in a row are those of {source},'
        f" paragraph {paragraph}: say it in other words."
    )


def _runs(sources: dict[str, Source]) -> dict[Run, Place]:
    """Return every run of seven words of the sources, and where it stands first."""
    runs: dict[Run, Place] = {}
    for source in sources.values():
        for name, text in source.paragraphs.items():
            found = words(text)
            for at in range(len(found) - _MOST):
                runs.setdefault(tuple(found[at : at + _MOST + 1]), (source.name, name))
    return runs
