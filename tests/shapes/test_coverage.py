"""No shape without a test: each of them reports some fault of the tests beside this one."""

from importlib import import_module

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.namespaces import PREFIXES
from tests.conftest import REPOSITORY
from tests.shapes.tiny import Fault

SUBJECTS = sorted(
    file.path.stem for file in open_dataset(REPOSITORY).files if file.part == "shapes"
)

# What a shape may say without demanding anything: a shape of this alone reports nothing.
_HARMLESS = {
    PREFIXES["rdf"] + "type",
    *(
        PREFIXES["sh"] + name
        for name in ("ignoredProperties", "message", "path", "property", "severity", "targetClass")
    ),
}


def _shapes_that_report(tiny, subject):
    """Return the names of the shapes in a file that have a target or a path, and a demand."""
    shapes = next(graph for graph in tiny.true if graph.file.name == f"shapes/{subject}.ttl")
    said = {}
    for triple in shapes.triples:
        if triple.subject.value.startswith(PREFIXES["shape"]):
            name = triple.subject.value.removeprefix(PREFIXES["shape"])
            said.setdefault(name, set()).add(triple.predicate.value)
    ways_in = {PREFIXES["sh"] + "path", PREFIXES["sh"] + "targetClass"}
    return {name for name, words in said.items() if words & ways_in and words - _HARMLESS}


def _reported(subject):
    """Return the names of the shapes that the faults in the test of a subject name."""
    module = import_module(f"tests.shapes.test_{subject.replace('-', '_')}")
    tables = [table for name, table in vars(module).items() if name.startswith("FAULTS")]
    faults = [fault for table in tables for fault in table.values() if isinstance(fault, Fault)]
    return {shape for fault in faults for shape in fault.shapes.split()}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_shape_reports_a_fault_in_the_test_of_its_subject(tiny, subject):
    assert _shapes_that_report(tiny, subject) <= _reported(subject)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_valid_breaks_no_shape(tiny, subject):
    assert tiny.about(subject).found() == set()


def test_the_valid_dataset_as_a_whole_breaks_no_shape(tiny):
    assert tiny.found() == set()


def test_the_valid_dataset_has_a_record_for_each_target(tiny):
    without = """SELECT ?class WHERE {
        ?shape sh:targetClass ?class .
        FILTER NOT EXISTS { ?record a/rdfs:subClassOf* ?class } }"""
    assert tiny.graphs.new_store().rows(without) == []
