"""What is wrong with the files of a dataset, each by itself."""

import pytest

from nofuz.dataset.syntax import read, statement_findings

BAD = "instances/bad.ttl"


def unread(folder):
    _, findings = read(folder.dataset)
    return [(f.file, f.line, f.rule) for f in findings]


def found(folder):
    return [(f.file, f.line, f.focus, f.rule) for f in statement_findings(folder.graphs)]


def test_a_good_dataset_has_nothing_to_find(folder):
    assert unread(folder) == []
    assert found(folder) == []


@pytest.mark.parametrize(
    ("turtle", "line"),
    [
        ("agent:x a foaf:Person .\nagent:y a .\n", 3),
        ("agent:x a foaf:Person\nagent:y a foaf:Person .\n", 3),
        ("agent:x a unknown:Person .\n", 2),
        ("agent:x foaf:name 'a\n' .\n", 2),
        ("agent:x a <Person> .\n", 2),
        ("agent:x a <http://example.org/a b> .\n", 2),
    ],
)
def test_a_syntax_error_is_told_with_its_line(folder, turtle, line):
    assert unread(folder.add(BAD, turtle)) == [(BAD, line, "syntax")]


def test_a_relative_iri_is_told_in_plain_words(folder):
    _, findings = read(folder.add(BAD, "agent:x a <Person> .\n").dataset)
    assert [f.message for f in findings] == ["A relative IRI: write it in full or with a prefix."]


def test_a_base_makes_iris_absolute(folder):
    folder.add(BAD, "@base <https://w3id.org/nofuz/id/agent/> . <x> a foaf:Person .\n")
    assert unread(folder) == []


def test_a_syntax_error_says_its_column_once(folder):
    _, findings = read(folder.add(BAD, "agent:y a .\n").dataset)
    assert str(findings[0]) == "instances/bad.ttl:2: syntax: column 11: . is not a valid RDF object"


def test_invalid_utf_8_is_told_with_its_line(folder):
    (folder.path / BAD).write_bytes(folder.header.encode() + b'agent:x rdfs:label "\xff" .\n')
    assert unread(folder) == [(BAD, 2, "utf-8")]


def test_a_byte_order_mark_is_refused(folder):
    (folder.path / BAD).write_bytes(b"\xef\xbb\xbf" + folder.header.encode())
    _, findings = read(folder.dataset)
    assert [f.message for f in findings] == ["Save the file without a byte order mark."]


@pytest.mark.parametrize(
    "turtle",
    [
        "agent:x prov:value <<( agent:x a foaf:Person )>> .",
        "agent:x a foaf:Person {| rdfs:comment 'why' |} .",
        "agent:x a foaf:Person ~ agent:y .",
        "<< agent:x a foaf:Person >> rdfs:comment 'why' .",
        'agent:x rdfs:label "x"@ar--rtl .',
        'VERSION "1.2" agent:x a foaf:Person .',
    ],
)
@pytest.mark.parametrize("name", [BAD, "ontology/bad.ttl", "shapes/bad.ttl"])
def test_rdf_1_2_is_refused(folder, name, turtle):
    assert unread(folder.add(name, f"\n{turtle}\n")) == [(name, 3, "rdf-1.1")]


def test_every_broken_file_is_told(folder):
    folder.add(BAD, "agent:y a .\n").add("shapes/bad.ttl", "sh:a sh:b sh:c")
    assert unread(folder) == [(BAD, 2, "syntax"), ("shapes/bad.ttl", 2, "syntax")]


@pytest.mark.parametrize(
    "turtle",
    [
        "agent:x foaf:knows [ a foaf:Person ] .",
        "agent:x foaf:knows _:y .",
        "agent:x foaf:knows ( agent:ali ) .",
    ],
)
def test_instances_have_no_blank_nodes(folder, turtle):
    assert (BAD, 2, "agent:x", "blank-node") in found(folder.add(BAD, turtle))


def test_shapes_may_have_blank_nodes(folder):
    assert found(folder.add("shapes/more.ttl", "shape:X sh:in ( 1 2 ) .")) == []


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('"2014-13-01"^^xsd:date', '"2014-13-01" is no xsd:date (nofuz:when).'),
        ('"2014-13"^^edtf:EDTF', '"2014-13" is no EDTF date (nofuz:when).'),
    ],
)
def test_an_ill_typed_literal_is_told_with_its_property(folder, value, message):
    folder.add(BAD, f"proposition:x a nofuz:Meeting ;\n    nofuz:when {value} .\n")
    (finding,) = statement_findings(folder.graphs)
    assert (finding.file, finding.line, finding.focus) == (BAD, 2, "proposition:x")
    assert (finding.rule, finding.message) == ("literal", message)


def test_one_thing_has_one_subject_block_in_all_files(folder):
    (finding,) = statement_findings(folder.add(BAD, "agent:ali a foaf:Person .").graphs)
    assert (finding.file, finding.line, finding.rule) == (BAD, 2, "duplicate-iri")
    assert finding.message == (
        "Described already in instances/agents.ttl:5: one thing has one subject block."
    )


def test_one_thing_has_one_subject_block_within_a_file(folder):
    folder.add(BAD, "agent:x a foaf:Person .\nagent:x foaf:age 5 .\n")
    assert found(folder) == [(BAD, 3, "agent:x", "duplicate-iri")]


def test_two_files_are_never_one_graph(folder):
    (folder.path / "instances/shapes").mkdir()
    folder.add("instances/shapes/claims.ttl", "agent:x a foaf:Person .")
    assert found(folder) == [("shapes/claims.ttl", None, "", "duplicate-graph")]
