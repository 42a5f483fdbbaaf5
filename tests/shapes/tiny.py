"""A dataset as small as the shapes allow, and what they report when it is spoilt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pytest

from nofuz.dataset.folder import GraphFile
from nofuz.dataset.graphs import Graph, Graphs
from nofuz.dataset.shapes import shape_findings
from nofuz.namespaces import PREFIXES, VOC
from nofuz.store.parsing import parse_turtle
from nofuz.store.terms import Triple

VALID = Path(__file__).parent / "valid"

_PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
_STANDS_ON = re.compile(r"# Stands on: (.+)\.\n")
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
_SCHEME = PREFIXES["skos"] + "inScheme"


class Fault(NamedTuple):
    """A mistake in the file of a subject, and the shapes that report it."""

    shapes: str
    """Their names, with a space between two; no other shape may report anything."""
    old: str
    """Text that stands in the file just once; empty to write at its end."""
    new: str
    """What stands there instead."""


def each(faults: Mapping[str, Fault]) -> pytest.MarkDecorator:
    """Run a test for each fault, under its name."""
    return pytest.mark.parametrize("fault", faults.values(), ids=faults.keys())


@dataclass(frozen=True, repr=False)
class Tiny:
    """The texts of the dataset by their subjects, and the true ontology and shapes."""

    texts: Mapping[str, str]
    true: Graphs

    @property
    def graphs(self) -> Graphs:
        """The dataset with the true shapes, and with what these need of the true ontology."""
        instances = [triple for text in self.texts.values() for triple in _parse(text)]
        parts = {"instances": instances, "ontology": self._vocabulary(instances)}
        own = (_graph(part, triples) for part, triples in parts.items())
        return Graphs(self.true.dataset, (*own, *self.true.of("shapes")))

    def changed(self, subject: str, old: str, new: str) -> "Tiny":
        """Return the dataset with another text in the file of a subject."""
        text = self.texts[subject]
        assert not old or text.count(old) == 1
        return replace(
            self, texts={**self.texts, subject: text.replace(old, new) if old else text + new}
        )

    def rewritten(self, pattern: str, new: str) -> "Tiny":
        """Return the dataset with another text in all files, wherever a pattern matches."""
        return replace(
            self, texts={name: re.sub(pattern, new, text) for name, text in self.texts.items()}
        )

    def about(self, subject: str) -> "Tiny":
        """Return the file of a subject with those that it stands on, as its first line says."""
        needed, waiting = set(), [subject]
        while waiting:
            needed.add(name := waiting.pop())
            line = _STANDS_ON.match(self.texts[name])
            waiting.extend(set(line[1].split(", ") if line else ()) - needed)
        return replace(self, texts={name: self.texts[name] for name in needed})

    def reports(self, subject: str, fault: Fault) -> set[str]:
        """Return the names of the shapes that report a fault."""
        spoilt = self.about(subject).changed(subject, fault.old, fault.new)
        return {rule for _, rule in spoilt.found()}

    def found(self) -> set[tuple[str, str]]:
        """Return the focus nodes and the names of the shapes that report them."""
        violations, warnings = self.findings()
        return violations | warnings

    def findings(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Return what is found as violations and as warnings."""
        violations, warnings = shape_findings(self.graphs)
        return (
            {(found.focus, found.rule.removeprefix("shape:")) for found in violations},
            {(found.focus, found.rule.removeprefix("shape:")) for found in warnings},
        )

    def _vocabulary(self, instances: list[Triple]) -> list[Triple]:
        """Return the subclasses of the true ontology, and its concepts that are in use."""
        ontology = list(self.true.triples("ontology"))
        used = {triple.object.value for triple in instances} - {
            triple.subject.value for triple in instances
        }
        concepts = {name for name in used if name.startswith(VOC)}
        concepts |= {
            triple.object.value
            for triple in ontology
            if triple.subject.value in concepts and triple.predicate.value == _SCHEME
        }
        return [
            triple
            for triple in ontology
            if triple.predicate.value == _SUBCLASS or triple.subject.value in concepts
        ]


def _parse(text: str) -> list[Triple]:
    return parse_turtle((_PREFIXES + text).encode())


def _graph(part: str, triples: list[Triple]) -> Graph:
    name = f"{part}/tiny.ttl"
    return Graph(GraphFile(name, VALID / name, f"urn:{name}"), "", tuple(triples), ())
