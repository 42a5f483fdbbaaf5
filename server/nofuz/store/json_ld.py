"""Write triples as JSON-LD 1.1 by the context of a release, compact or as a tree.

A library takes some hundred times as long for an entity's document as all the
rest of its answer, and 26 MiB of memory in each web process; the tests have
libraries read what is written here.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import pyoxigraph as ox

from nofuz.namespaces import PREFIXES

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_BOOLEAN = PREFIXES["xsd"] + "boolean"
_INTEGER = PREFIXES["xsd"] + "integer"
_BOOLEANS = {"true": True, "false": False}
# As JSON has it, and so short that no reader rounds it.
_CANONICAL_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
# What can stand after a prefix whatever reads it.
_NAME = re.compile(r"[A-Za-z0-9_][\w.-]*", re.ASCII)
_ANY, _LINK, _BY_LANGUAGE, _CLASS = "", "@id", "@language", "@type"
_KEPT = 20_000

Node = dict[str, Any]


class _Link(str):
    """The name of a node, where it refers to one."""

    __slots__ = ()


class _Key(NamedTuple):
    """How a property is written: its name, and what a string there stands for.

    `meaning` is one of the four above, or the IRI of a datatype.
    """

    name: str
    meaning: str


class Compactor:
    """Writes documents by one context; safe to use from several threads."""

    def __init__(self, context: Mapping[str, Any], address: str) -> None:
        """Read a context.

        Args:
            context: what `nofuz.release.context` made.
            address: where clients find it; what is written refers to it.
        """
        self._address = address
        definitions = context["@context"]
        self._names = frozenset(definitions)
        self._vocabulary = str(definitions["@vocab"])
        self._prefixes = {
            value: name
            for name, value in definitions.items()
            if name[0] != "@" and str(value).endswith(("/", "#"))
        }
        self._keys = {_TYPE: _Key("type", _CLASS)}
        for name, definition in definitions.items():
            if isinstance(definition, Mapping):
                meaning = definition.get("@container") or self._expanded(definition["@type"])
                self._keys[self._expanded(definition["@id"])] = _Key(name, meaning)
            elif ":" in str(definition) and definition not in self._prefixes:
                self._keys[self._expanded(definition)] = _Key(name, _ANY)
        self._key = lru_cache(_KEPT)(self._found_key)
        self._iri = lru_cache(_KEPT)(self._compacted)
        self._term = lru_cache(_KEPT)(self._compacted_term)

    def compact(self, triples: Iterable[Any]) -> bytes:
        """Return the triples as nodes side by side, in the order in which they come."""
        nodes = list(self._nodes(triples).values())
        for node in nodes:
            _simplify(node)
        return self._document({"@graph": nodes})

    def frame(self, triples: Iterable[Any], root: str) -> bytes:
        """Return the triples as a tree: each node where it is first met on the way from a thing.

        What points at a node stands in it under @reverse, and what is linked
        in no other way than as a class under @included.
        """
        nodes = self._nodes(triples)
        tree = _Tree(nodes, self._iri(root)).grown()
        for node in nodes.values():
            _simplify(node)
        return self._document(tree)

    def _document(self, content: Node) -> bytes:
        document = {"@context": self._address, **content}
        return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    def _nodes(self, triples: Iterable[Any]) -> dict[str, Node]:
        """Return nodes by their names; every property has a list, or texts by language."""
        nodes: dict[str, Node] = {}
        for triple in triples:
            subject, value = self._reference(triple.subject), triple.object
            node = nodes.get(subject)
            if node is None:
                node = nodes[subject] = {"id": subject}
            name, meaning = self._key(triple.predicate.value)
            if meaning == _BY_LANGUAGE and type(value) is ox.Literal and value.language:
                node.setdefault(name, {}).setdefault(value.language, []).append(value.value)
            elif meaning == _CLASS and type(value) is ox.NamedNode:
                node.setdefault(name, []).append(self._term(value.value))
            else:
                if meaning in (_BY_LANGUAGE, _CLASS):  # under its IRI nothing is read into it
                    name, meaning = triple.predicate.value, _ANY
                node.setdefault(name, []).append(self._value(value, meaning))
        return nodes

    def _reference(self, node: Any) -> _Link:
        return self._iri(node.value) if type(node) is ox.NamedNode else _Link(f"_:{node.value}")

    def _value(self, value: Any, meaning: str) -> Any:
        if type(value) is not ox.Literal:
            reference = self._reference(value)
            return reference if meaning == _LINK else {"id": reference}
        text = str(value.value)
        if value.language:
            return {"@language": value.language, "@value": text}
        datatype = value.datatype.value
        if datatype == (meaning or _STRING):
            return text
        native = None if meaning else _native(text, datatype)
        if native is not None:
            return native
        if datatype == _STRING:
            return {"@value": text}
        return {"@type": self._term(datatype), "@value": text}

    def _found_key(self, iri: str) -> _Key:
        return self._keys.get(iri) or _Key(self._term(iri), _ANY)

    def _compacted(self, iri: str) -> _Link:
        """Return how an IRI is written where things are named."""
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:end])
        return _Link(f"{prefix}:{iri[end:]}" if prefix and _NAME.fullmatch(iri, end) else iri)

    def _compacted_term(self, iri: str) -> str:
        """Return how an IRI is written where properties, classes and datatypes are named."""
        local = iri.removeprefix(self._vocabulary)
        is_own = local != iri and _NAME.fullmatch(local) and local not in self._names
        return local if is_own else str(self._compacted(iri))

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        found = next((iri for iri, known in self._prefixes.items() if known == prefix), None)
        return found + local if found else name


class _Tree:
    """Nodes on their way to become one: breadth first, so that each stands near to the root."""

    def __init__(self, nodes: dict[str, Node], root: str) -> None:
        self._nodes = nodes
        self._root = root
        self._placed = {root}
        self._waiting = deque([root])
        self._pointing: dict[str, list[tuple[str, str]]] = {}
        for subject, node in nodes.items():
            for name, values in node.items():
                for reference in filter(None, map(_referred, values)):
                    self._pointing.setdefault(reference, []).append((subject, name))

    def grown(self) -> Node:
        """Put every node into another one, and return the root."""
        while self._waiting:
            reference = self._waiting.popleft()
            self._take_what_it_names(self._nodes[reference])
            self._take_what_names_it(reference)
        root = self._nodes[self._root]
        rest = [node for reference, node in self._nodes.items() if reference not in self._placed]
        if rest:
            root["@included"] = rest
        return root

    def _take_what_it_names(self, node: Node) -> None:
        for values in node.values():
            for place, value in enumerate(values):
                reference = _referred(value)
                if reference and self._is_free(reference):
                    values[place] = self._taken(reference)

    def _take_what_names_it(self, reference: str) -> None:
        pointing: Node = {}
        for subject, name in self._pointing.get(reference, ()):
            if self._is_free(subject):
                values = self._nodes[subject][name]
                values[:] = [value for value in values if _referred(value) != reference]
                pointing.setdefault(name, []).append(self._taken(subject))
        if pointing:
            self._nodes[reference]["@reverse"] = pointing

    def _is_free(self, reference: str) -> bool:
        return reference in self._nodes and reference not in self._placed

    def _taken(self, reference: str) -> Node:
        self._placed.add(reference)
        self._waiting.append(reference)
        return self._nodes[reference]


def _referred(value: Any) -> str | None:
    """Return the name of the node that a value is but a reference to, None for other values."""
    if type(value) is _Link:
        return value
    return value["id"] if type(value) is dict and len(value) == 1 and "id" in value else None


def _simplify(node: Node) -> None:
    """Put single values in the place of lists of one, as compact JSON-LD has them."""
    for name, values in list(node.items()):
        if type(values) is dict:  # by language, or what points at the node by property
            _simplify(values)
        elif type(values) is list and len(values) == 1:
            node[name] = values[0]
        elif values == []:
            del node[name]


def _native(text: str, datatype: str) -> bool | int | None:
    """Return the value of a literal that JSON writes just as it stands, None for others."""
    if datatype == _INTEGER and _CANONICAL_INTEGER.fullmatch(text):
        return int(text)
    return _BOOLEANS.get(text) if datatype == _BOOLEAN else None
