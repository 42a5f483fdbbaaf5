"""Validation against the shapes of the dataset."""

import socket

import pytest

from nofuz.dataset.shapes import shape_findings

BAD = "instances/bad.ttl"


def violations(folder):
    found, _ = shape_findings(folder.graphs)
    return found


def test_a_good_dataset_breaks_no_shape(folder):
    assert shape_findings(folder.graphs) == ([], [])


def test_a_violation_names_place_focus_node_shape_and_what_to_write(folder):
    folder.add(BAD, "claim:x a nofuz:Claim .")
    (finding,) = violations(folder)
    assert str(finding) == (
        "instances/bad.ttl:2: claim:x: shape:Claim-stance: A claim has exactly one stance: affirms."
    )


def test_a_wrong_value_is_told_after_the_message(folder):
    folder.add(BAD, "claim:x a nofuz:Claim ; nofuz:stance nofuz:Claim .")
    (finding,) = violations(folder)
    assert finding.message == "A claim has exactly one stance: affirms. Found: nofuz:Claim"


def test_a_property_outside_a_closed_shape_is_named(folder):
    folder.add(
        "shapes/bad.ttl",
        'shape:Agent sh:targetClass foaf:Agent ; sh:closed true ; sh:message "Names only."@en ;'
        " sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path rdfs:label ] .",
    )
    folder.add(BAD, 'agent:x a foaf:Person ; rdfs:lable "x"@en .')
    (finding,) = violations(folder)
    assert (finding.rule, finding.message) == ("shape:Agent", 'Names only. Found: rdfs:lable "x"')


def test_subclasses_of_the_ontology_are_targets_too(folder):
    folder.add(
        "shapes/bad.ttl",
        "shape:Proposition sh:targetClass nofuz:Proposition ; sh:property shape:Proposition-label ."
        ' shape:Proposition-label sh:path skos:note ; sh:minCount 1 ; sh:message "Note it."@en .',
    )
    assert [(f.focus, f.rule) for f in violations(folder)] == [
        ("proposition:meeting", "shape:Proposition-label")
    ]


def test_an_anonymous_shape_is_named_after_the_one_it_belongs_to(folder):
    folder.add(
        "shapes/bad.ttl",
        "shape:Origin sh:targetClass nofuz:Origin ;"
        ' sh:property [ sh:path skos:note ; sh:minCount 1 ; sh:message "Note it."@en ] .',
    )
    assert [f.rule for f in violations(folder)] == ["shape:Origin"]


def test_a_warning_is_told_apart_from_what_must_be_put_right(folder):
    folder.replace(
        "instances/claims.ttl",
        "nofuz:speaker agent:officer ",
        "nofuz:speaker agent:ali, agent:zahra ",
    )
    found, warnings = shape_findings(folder.graphs)
    assert found == []
    assert [(f.focus, f.rule) for f in warnings] == [
        ("claim:officer-on-meeting", "shape:Claim-speaker")
    ]


@pytest.mark.parametrize("name", ["sparql", "js", "rule"])
def test_a_shape_with_a_query_of_its_own_is_refused(folder, name):
    folder.add("shapes/bad.ttl", f"shape:X sh:targetClass nofuz:Claim ; sh:{name} shape:Y .")
    assert [(f.file, f.focus, f.rule) for f in violations(folder)] == [
        ("shapes/bad.ttl", "shape:X", "shape-query")
    ]


@pytest.mark.parametrize(
    "fault",
    ["sh:minCount 1", 'sh:pattern "("', "sh:property shape:Y", 'sh:property [ sh:path "x" ]'],
)
def test_shapes_that_are_none_are_a_finding(folder, capfd, fault):
    folder.add("shapes/bad.ttl", f"shape:X a sh:NodeShape ; sh:targetClass nofuz:Claim ; {fault} .")
    assert [(f.file, f.rule) for f in violations(folder)] == [("shapes", "shape")]
    assert capfd.readouterr() == ("", "")


def test_nothing_is_fetched(folder, monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    folder.add("ontology/bad.ttl", "<http://a.example/> owl:imports <http://b.example/o.ttl> .")
    folder.add("shapes/bad.ttl", "<http://a.example/> owl:imports <http://b.example/s.ttl> .")
    assert violations(folder) == []
