"""Write the network as GraphML and GEXF, with NetworkX.

Its writers put today's date into GEXF, and take what XML cannot hold; both are
put right here, so that the same network makes the same well-formed bytes.
"""

import io
import re
from typing import IO, Any
from xml.etree import ElementTree as ET

import networkx as nx  # type: ignore[import-untyped]

from nofuz.namespaces import last_part
from nofuz.release.exports.about import About
from nofuz.release.exports.formats import GEXF, GRAPHML
from nofuz.release.exports.network import Edge, Network
from nofuz.release.exports.tables import edge_values

_GEXF = "http://www.gexf.net/1.2draft"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERS = ("origins", "documents")
# What the formats have a word of their own for.
_STRUCTURE = ("source", "target", "type", "id")


def write_graphml(network: Network, about: About, output: IO[bytes]) -> None:
    """Write GraphML, with a note on what it loses among the data of the graph."""
    graph = _graph(network)
    for edge in network.edges:
        data = _data(edge) | {"mutual": edge.is_mutual}
        graph.add_edge(edge.source, edge.target, key=edge.id, id=edge.id, **data)
    graph.graph |= about.values(GRAPHML)
    # Not the writer that NetworkX takes by itself, which depends on what else is installed.
    written = io.BytesIO()
    nx.write_graphml_xml(graph, written, named_key_ids=True, edge_id_from_attribute="id")
    output.write(written.getvalue())


def write_gexf(network: Network, about: About, output: IO[bytes]) -> None:
    """Write GEXF 1.2, with a note on what it loses in its description."""
    graph = _graph(network)
    for edge in network.edges:
        kind = {"type": "mutual"} if edge.is_mutual else {}
        # A multigraph's key becomes the edge's id.
        graph.add_edge(edge.source, edge.target, key=edge.id, id=edge.id, **kind, **_data(edge))
    written = io.BytesIO()
    nx.write_gexf(graph, written, version="1.2draft")
    output.write(_described(written.getvalue(), about))


def _graph(network: Network) -> Any:
    graph = nx.MultiDiGraph()
    for agent in network.connected:
        data = {
            "label": agent.name,
            "kind": agent.kind_name,
            "class": last_part(agent.kind),
            "same_as": " ".join(agent.same_as),
        }
        graph.add_node(agent.iri, **_filled(data))
    return graph


def _data(edge: Edge) -> dict[str, Any]:
    data = {name: value for name, value in edge_values(edge).items() if name not in _STRUCTURE}
    numbers = {name: int(data.pop(name)) for name in _NUMBERS}
    return _filled(data) | numbers


def _filled(data: dict[str, str]) -> dict[str, Any]:
    """Return what has a value, as XML can hold it."""
    return {name: _NO_XML.sub("\ufffd", value) for name, value in data.items() if value}


def _described(written: bytes, about: About) -> bytes:
    """Put what the file says of itself in the place of the date and the program's name."""
    ET.register_namespace("", _GEXF)
    root = ET.fromstring(written)  # noqa: S314 - it is our own
    meta = root.find(f"{{{_GEXF}}}meta")
    assert meta is not None  # noqa: S101 - NetworkX writes one
    meta.attrib.clear()
    meta.clear()
    values = about.values(GEXF)
    description = f"{values['note']} Release {values['release']}. Licence {values['licence']}."
    ET.SubElement(meta, f"{{{_GEXF}}}creator").text = values["title"]
    ET.SubElement(meta, f"{{{_GEXF}}}description").text = description
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text
