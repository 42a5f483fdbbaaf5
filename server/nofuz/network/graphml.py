"""GraphML of some relations: the file of the release without all others."""

import gzip
from collections.abc import Collection
from pathlib import Path
from xml.etree import ElementTree as ET

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def some_of_graphml(path: Path, edges: Collection[str]) -> bytes:
    """Return GraphML with some edges, and the nodes that these join.

    Args:
        path: the export of a release, compressed with gzip.
        edges: their ids.
    """
    ET.register_namespace("", _NAMESPACE)
    with gzip.open(path) as file:
        tree = ET.parse(file)  # noqa: S314 - it is our own
    for graph in tree.getroot().iter(f"{{{_NAMESPACE}}}graph"):
        joined = _keep_edges(graph, edges)
        _remove(graph, [node for node in _each(graph, "node") if node.get("id") not in joined])
    text: bytes = ET.tostring(tree.getroot(), encoding="utf-8", xml_declaration=True)
    return text


def _keep_edges(graph: ET.Element, edges: Collection[str]) -> set[str | None]:
    """Remove all other edges; return the ids of the nodes that those left join."""
    found = _each(graph, "edge")
    _remove(graph, [edge for edge in found if edge.get("id") not in edges])
    left = (edge for edge in found if edge.get("id") in edges)
    return {edge.get(end) for edge in left for end in ("source", "target")}


def _each(graph: ET.Element, name: str) -> list[ET.Element]:
    return graph.findall(f"{{{_NAMESPACE}}}{name}")


def _remove(graph: ET.Element, elements: Collection[ET.Element]) -> None:
    gone = set(map(id, elements))
    graph[:] = [element for element in graph if id(element) not in gone]
