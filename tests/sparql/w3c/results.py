"""Read results: as the formats of the recommendations have them, and as the suites expect them.

JSON, XML and CSV are read by the standard library, so that what the engine
writes is not read by the engine.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pyoxigraph as ox

from tests.sparql.w3c.terms import Row, Term, bnode, from_engine, literal, triple, uri

_SRX = "{http://www.w3.org/2005/sparql-results#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ITS = "{http://www.w3.org/2005/11/its}"
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True)
class Result:
    """What a query gives: solutions, triples or a boolean."""

    rows: Sequence[Row] = ()
    variables: Sequence[str] | None = None
    boolean: bool | None = None
    is_ordered: bool = False


def from_json(data: bytes) -> Result:
    content = json.loads(data)
    if "boolean" in content:
        return Result(boolean=content["boolean"])
    rows = [
        {name: _json_term(value) for name, value in row.items()}
        for row in content["results"]["bindings"]
    ]
    return Result(rows, content["head"]["vars"])


def _json_term(value: dict) -> Term:
    kind, content = value["type"], value["value"]
    if kind == "uri":
        return uri(content)
    if kind == "bnode":
        return bnode(content)
    if kind == "triple":
        return triple(*(_json_term(content[part]) for part in ("subject", "predicate", "object")))
    return literal(
        content,
        value.get("datatype", ""),
        value.get("xml:lang", ""),
        value.get("its:dir", ""),
    )


def from_xml(data: bytes, base: str = "") -> Result:
    root = ElementTree.fromstring(data)  # noqa: S314 - the suites' and our own
    boolean = root.findtext(_SRX + "boolean")
    if boolean is not None:
        return Result(boolean=boolean.strip() == "true")
    rows = [
        {binding.attrib["name"]: _xml_term(binding[0], base) for binding in result}
        for result in root.iterfind(f"{_SRX}results/{_SRX}result")
    ]
    head = root.iterfind(f"{_SRX}head/{_SRX}variable")
    return Result(rows, [variable.attrib["name"] for variable in head])


def _xml_term(element: ElementTree.Element, base: str) -> Term:
    kind, text = element.tag.removeprefix(_SRX), element.text or ""
    if kind == "uri":
        return uri(urljoin(base, text) if base else text)
    if kind == "bnode":
        return bnode(text)
    if kind == "triple":
        return triple(*(_xml_term(part[0], base) for part in element))
    return literal(
        text,
        element.get("datatype", ""),
        element.get(_XML + "lang", ""),
        element.get(_ITS + "dir", ""),
    )


def from_csv(data: bytes) -> Result:
    """Return rows of strings, all as plain literals but blank nodes: CSV tells no more."""
    variables, *lines = csv.reader(io.StringIO(data.decode(), newline=""))
    rows = [
        {
            name: bnode(cell[2:]) if cell.startswith("_:") else literal(cell)
            for name, cell in zip(variables, line or [""] * len(variables), strict=True)
            if cell
        }
        for line in lines  # an empty one is a solution of which its one variable is unbound
    ]
    return Result(rows, variables)


def without_types(data: bytes) -> Result:
    """Return the solutions of a result in JSON, as far as CSV tells them."""
    content = json.loads(data)
    rows = [
        {
            name: (bnode if term["type"] == "bnode" else literal)(term["value"])
            for name, term in row.items()
            if term["value"]
        }
        for row in content["results"]["bindings"]
    ]
    return Result(rows, content["head"]["vars"])


def from_tsv(data: bytes) -> Result:
    """Return solutions; each cell is a term as Turtle writes it."""
    head, *lines = data.decode().removesuffix("\n").split("\n")
    names = head.split("\t") if head else []
    assert all(name.startswith("?") for name in names)
    rows = [
        {
            name[1:]: _turtle_term(cell)
            for name, cell in zip(names, line.split("\t") if names else [], strict=True)
            if cell
        }
        for line in lines
    ]
    return Result(rows, [name[1:] for name in names])


def _turtle_term(cell: str) -> Term:
    [quad] = ox.parse(f"<urn:s> <urn:p> {cell} .".encode(), ox.RdfFormat.TURTLE)
    return from_engine(quad.object)


def from_turtle(data: bytes) -> Result:
    """Return the triples of a graph; as a row each, and each once."""
    return Result([_row(quad) for quad in set(ox.parse(data, ox.RdfFormat.TURTLE))])


def _row(quad: ox.Quad) -> Row:
    return {name: from_engine(node) for name, node in zip("spog", quad, strict=True) if name != "g"}


def expected(path: Path) -> Result:
    """Return the expected result in a file of the suites."""
    data = path.read_bytes()
    if path.suffix == ".srx":
        return from_xml(data, path.as_uri())
    if path.suffix in _READERS:
        return _READERS[path.suffix](data)
    quads = list(ox.parse(data, _rdf_format(path), base_iri=path.as_uri()))
    is_set = any(quad.predicate == _TYPE and quad.object == _rs("ResultSet") for quad in quads)
    return _result_set(quads) if is_set else Result([_row(quad) for quad in set(quads)])


_READERS = {".srj": from_json, ".csv": from_csv, ".tsv": from_tsv}


def _rdf_format(path: Path) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(path.suffix[1:])
    assert found, path
    return found


def _rs(name: str) -> ox.NamedNode:
    return ox.NamedNode(_RS + name)


def _result_set(quads: list[ox.Quad]) -> Result:
    """Return what a graph in the vocabulary for result sets says."""
    store = ox.Store()
    store.extend(quads)

    def objects(subject, name: str) -> list:
        found = store.quads_for_pattern(subject, _rs(name), None)
        return [quad.object for quad in found]

    booleans = objects(None, "boolean")
    if booleans:
        return Result(boolean=booleans[0].value == "true")
    solutions = objects(None, "solution")
    is_ordered = bool(objects(None, "index"))
    if is_ordered:
        solutions.sort(key=lambda solution: int(objects(solution, "index")[0].value))
    rows = [
        {
            objects(binding, "variable")[0].value: from_engine(objects(binding, "value")[0])
            for binding in objects(solution, "binding")
        }
        for solution in solutions
    ]
    variables = [name.value for name in objects(None, "resultVariable")]
    return Result(rows, variables, is_ordered=is_ordered)
