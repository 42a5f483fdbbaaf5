"""Consistency as HermiT proves it."""

import shutil
import tempfile

import pytest

from nofuz.dataset import reasoning
from nofuz.dataset.reasoning import NO_JAVA, consistency

BAD = "instances/bad.ttl"
needs_java = pytest.mark.skipif(not shutil.which("java"), reason="HermiT needs a Java runtime")


def found(folder):
    findings, notices = consistency(folder.graphs)
    assert notices == []
    return [(f.file, f.line, f.focus, f.rule, f.message) for f in findings]


@needs_java
def test_a_good_dataset_is_consistent(folder):
    assert found(folder) == []


@needs_java
def test_dates_of_every_kind_do_not_keep_hermit_from_reading(folder):
    folder.add(
        "ontology/more.ttl",
        "nofuz:day a owl:DatatypeProperty ; rdfs:range xsd:date ."
        " nofuz:span a owl:DatatypeProperty ; rdfs:range edtf:EDTF .",
    ).add(
        BAD,
        'agent:x nofuz:day "2014-10-01"^^xsd:date ; nofuz:span "2014/.."^^edtf:EDTF ;'
        ' nofuz:day "P1D"^^xsd:duration , "2014"^^xsd:gYear ; rdfs:comment "x"@en .',
    )
    assert found(folder) == []


@needs_java
def test_the_thing_that_makes_a_contradiction_is_named_and_no_file_is_left(
    folder, tmp_path, monkeypatch
):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    folder.replace(
        "instances/agents.ttl",
        "agent:zahra a foaf:Person",
        "agent:zahra a foaf:Person , nofuz:Claim",
    )
    folder.replace(
        "instances/agents.ttl",
        "@prefix foaf",
        "@prefix nofuz: <https://w3id.org/nofuz/def#> .\n@prefix foaf",
    )
    folder.replace(
        "ontology/nofuz.ttl",
        "foaf:Agent a owl:Class .",
        "foaf:Agent a owl:Class ; owl:disjointWith nofuz:Claim .",
    )
    message = "It contradicts the ontology: look for types that exclude each other."
    assert found(folder) == [
        ("instances/agents.ttl", 12, "agent:zahra", "owl-consistency", message)
    ]
    assert list((tmp_path / "temporary").iterdir()) == []


@needs_java
def test_things_that_contradict_each_other_are_all_named(folder):
    hosts = "nofuz:hosts a owl:ObjectProperty ; rdfs:range nofuz:Proposition ."
    folder.add("ontology/more.ttl", hosts)
    folder.add(BAD, "agent:x nofuz:hosts agent:y . agent:y a foaf:Person .")
    assert {(focus, rule) for _, _, focus, rule, _ in found(folder)} == {
        ("agent:x", "owl-consistency"),
        ("agent:y", "owl-consistency"),
    }


@needs_java
def test_an_ontology_that_contradicts_itself_is_told(folder):
    folder.add("ontology/more.ttl", "voc:x a foaf:Agent , nofuz:Proposition .")
    message = "The ontology contradicts itself, whatever the instances say."
    assert found(folder) == [("ontology", None, "", "owl-consistency", message)]


@needs_java
def test_a_class_that_nothing_can_be_of_is_told(folder):
    folder.add(
        "ontology/more.ttl", "nofuz:X a owl:Class ; rdfs:subClassOf foaf:Person , nofuz:Meeting ."
    )
    message = "Nothing can be of this class: its superclasses exclude each other."
    assert found(folder) == [("ontology/more.ttl", 2, "nofuz:X", "owl-unsatisfiable", message)]


@needs_java
def test_an_ontology_that_hermit_cannot_read_is_told(folder):
    folder.add(
        "ontology/more.ttl",
        "nofuz:hosts a owl:ObjectProperty, owl:TransitiveProperty , owl:AsymmetricProperty ,"
        " owl:IrreflexiveProperty .",
    )
    ((file, line, focus, rule, message),) = found(folder)
    assert (file, line, focus, rule) == ("ontology", None, "", "owl")
    assert message.startswith("HermiT cannot read it: ")


def test_without_java_the_step_is_skipped_and_says_so(folder, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert consistency(folder.graphs) == ([], [NO_JAVA])


def test_a_java_that_fails_is_a_finding(folder, tmp_path, monkeypatch):
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'Error: no room for the heap' >&2\nexit 1\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    ((_, _, _, rule, message),) = found(folder)
    assert (rule, message) == ("owl", "HermiT cannot read it: Error: no room for the heap")


def test_a_reasoner_that_does_not_end_is_ended(folder, tmp_path, monkeypatch):
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(reasoning, "_SECONDS", 1.0)
    ((_, _, _, rule, message),) = found(folder)
    assert (rule, message) == ("owl", "HermiT cannot read it: no answer in 1 seconds")
