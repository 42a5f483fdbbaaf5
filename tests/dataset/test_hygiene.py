"""Rules over the whole dataset, each broken once."""

import re

import pytest

from nofuz.dataset.hygiene import hygiene, profile, rules

BAD = "instances/bad.ttl"


def found(folder, check=hygiene):
    return {(f.file, f.line, f.focus, f.rule) for f in check(folder.graphs)}


def message(folder, rule):
    (only,) = {f.message for f in hygiene(folder.graphs) if f.rule == rule}
    return only


def test_a_good_dataset_breaks_no_rule(folder):
    assert found(folder) == set()
    assert found(folder, profile) == set()


@pytest.mark.parametrize("name", ["hygiene", "profile"])
def test_every_rule_has_a_message_that_its_query_can_fill(name):
    for rule in rules(name):
        assert rule.message, rule.name
        head = rule.query.partition("WHERE")[0].replace("\n", " ")
        assert "?focus" in head
        for variable in re.findall(r"\{(\w+)\}", rule.message):
            assert f"?{variable}" in head


def test_a_message_is_filled_from_the_row(folder):
    folder.add(BAD, "claim:x a nofuz:Claim ; nofuz:speaker agent:nobody .")
    assert message(folder, "dangling") == (
        "nofuz:speaker names agent:nobody, which is described nowhere:"
        " correct the name or describe the thing."
    )


@pytest.mark.parametrize(
    ("turtle", "focus", "rule"),
    [
        ("claim:x nofuz:speaker agent:nobody .", "claim:x", "dangling"),
        ("claim:x nofuz:stance voc:afirms .", "claim:x", "dangling"),
        ("claim:x nofuz:speeker agent:ali .", "claim:x", "unknown-predicate"),
        ("agent:x a foaf:Preson .", "agent:x", "unknown-class"),
        ("agent:x foaf:age '5'^^edtf:EDFT .", "agent:x", "unknown-datatype"),
        ("claim:x nofuz:speaker foaf:Person .", "claim:x", "class-as-instance"),
        ("agent:x a owl:Class .", "agent:x", "class-as-instance"),
        ("nofuz:Meeting a nofuz:Meeting .", "nofuz:Meeting", "class-as-instance"),
        ('agent:x a foaf:Person ; rdfs:label "Zahra"@en .', "agent:zahra", "same-label"),
        ('agent:x rdfs:label "X"@en, "Y"@en .', "agent:x", "label-language"),
        ("agent:x a foaf:Person .", "agent:x", "unused-entry"),
        ("agent:x a foaf:Person ; foaf:knows agent:x .", "agent:x", "unused-entry"),
        ("parameter:x a sh:Parameter ; sh:path parameter:x .", "parameter:x", "unused-entry"),
        ("proposition:x a nofuz:Meeting .", "proposition:x", "proposition-without-claim"),
        ("claim:x a nofuz:Claim .", "claim:x", "claim-without-attestation"),
        ("claim:x a nofuz:Claim, nofuz:Meeting .", "claim:x", "two-kinds"),
        ("claim:x a nofuz:Meeting .", "claim:x", "wrong-kind"),
        ("query:x a sh:Parameter .", "query:x", "wrong-kind"),
        ("document:x nofuz:reportsOn document:x .", "document:x", "derivation-cycle"),
        (
            "attestation:news-p3-1 a nofuz:Attestation ; oa:hasSource document:news ;"
            ' nofuz:paragraph "4" .',
            "attestation:news-p3-1",
            "attestation-iri",
        ),
        (
            "attestation:other-p3-1 a nofuz:Attestation ; oa:hasSource document:news ;"
            ' nofuz:paragraph "3" .',
            "attestation:other-p3-1",
            "attestation-iri",
        ),
        (
            "attestation:news-p3-a a nofuz:Attestation ; oa:hasSource document:news ;"
            ' nofuz:paragraph "3" .',
            "attestation:news-p3-a",
            "attestation-iri",
        ),
        (
            'attestation:news-px1-1 a nofuz:Attestation ; nofuz:paragraph "x1" .',
            "attestation:news-px1-1",
            "paratext-flag",
        ),
        (
            'attestation:news-p1-1 nofuz:paragraph "1" ;'
            " nofuz:paratext true ; a nofuz:Attestation .",
            "attestation:news-p1-1",
            "paratext-flag",
        ),
    ],
)
def test_a_broken_rule_is_told_where_the_thing_is_described(folder, turtle, focus, rule):
    folder.add(BAD, turtle)
    place = ("instances/agents.ttl", 11) if focus == "agent:zahra" else (BAD, 2)
    assert (*place, focus, rule) in found(folder)


def test_paratext_that_says_so_passes(folder):
    folder.add(
        BAD,
        'attestation:news-px1-1 nofuz:paragraph "x1" ; nofuz:paratext true ; a nofuz:Attestation .',
    )
    assert "paratext-flag" not in {f.rule for f in hygiene(folder.graphs)}


def test_an_origin_is_reached_over_any_number_of_derivations(folder):
    folder.replace(
        "instances/documents/news.ttl",
        "nofuz:reportsOn document:report",
        "nofuz:reportsOn document:wire",
    ).add(
        BAD,
        "document:wire a nofuz:SourceDocument ; prov:wasDerivedFrom document:magazine .\n"
        "document:magazine a nofuz:SourceDocument ; nofuz:reportsOn document:report .\n",
    )
    assert found(folder) == set()


def test_an_origin_that_no_attesting_document_goes_back_to_is_told(folder):
    folder.replace("instances/documents/news.ttl", "    nofuz:reportsOn document:report ;\n", "")
    assert found(folder) == {
        ("instances/claims.ttl", 11, "claim:officer-on-meeting", "origin-unreachable")
    }


def test_every_document_of_a_cycle_is_told(folder):
    folder.replace(
        "instances/documents/upstream.ttl",
        "prov:hadPrimarySource",
        "prov:wasDerivedFrom document:news ;\n    prov:hadPrimarySource",
    )
    assert {(focus, rule) for _, _, focus, rule in found(folder)} == {
        ("document:news", "derivation-cycle"),
        ("document:report", "derivation-cycle"),
    }


def test_labels_of_things_of_two_kinds_may_be_the_same(folder):
    folder.add(BAD, 'issue:zahra a nofuz:TextIssue ; rdfs:label "Zahra"@en .')
    assert "same-label" not in {f.rule for f in hygiene(folder.graphs)}


@pytest.mark.parametrize(
    ("turtle", "focus"),
    [
        ("shape:X sh:targetClass nofuz:Cliam .", "shape:X"),
        ("shape:X sh:path nofuz:speeker .", "shape:X"),
        ("shape:X sh:property [ sh:path nofuz:speeker ] .", "nofuz:speeker"),
    ],
)
def test_a_shape_on_a_term_that_is_not_declared_is_told(folder, turtle, focus):
    folder.add("shapes/bad.ttl", turtle)
    assert ("shapes/bad.ttl", focus) in {
        (f.file, f.focus) for f in hygiene(folder.graphs) if f.rule == "shape-term"
    }


def test_a_parameter_may_name_classes_and_is_its_own_path(folder):
    turtle = (
        "parameter:x a sh:Parameter ; sh:path parameter:x ; sh:class nofuz:Claim ."
        " query:x sh:parameter parameter:x ."
    )
    folder.add(BAD, turtle)
    rules_found = {rule for _, _, _, rule in found(folder)}
    assert not rules_found & {"class-as-instance", "dangling", "shape-term", "unused-entry"}


def test_a_member_of_a_list_in_a_shape_is_no_dangling_name(folder):
    folder.add("shapes/bad.ttl", "shape:X sh:in ( voc:affirms voc:afirms ) .")
    assert found(folder) == {("shapes/bad.ttl", None, "voc:afirms", "dangling")}


@pytest.mark.parametrize(
    ("turtle", "focus", "rule"),
    [
        ("nofuz:x a owl:FunctionalProperty .", "nofuz:x", "forbidden-axiom"),
        ("nofuz:x owl:inverseOf nofuz:y .", "nofuz:x", "forbidden-axiom"),
        ("nofuz:X owl:hasKey ( nofuz:y ) .", "nofuz:X", "forbidden-axiom"),
        (
            "<http://a.example/> owl:imports <http://b.example/> .",
            "http://a.example/",
            "forbidden-axiom",
        ),
        (
            "nofuz:X rdfs:subClassOf [ owl:onProperty nofuz:y ; owl:maxCardinality 1 ] .",
            "owl:maxCardinality",
            "forbidden-axiom",
        ),
        (
            "nofuz:X rdfs:subClassOf [ owl:onProperty nofuz:y ; owl:someValuesFrom nofuz:Y ] .",
            "nofuz:X",
            "outside-rl",
        ),
        ("nofuz:x a owl:ObjectProperty, owl:DatatypeProperty .", "nofuz:x", "two-term-kinds"),
        ("nofuz:x a owl:ObjectProperty, owl:Class .", "nofuz:x", "two-term-kinds"),
        ('nofuz:X a owl:Class ; rdfs:label "x"@en .', "nofuz:X", "undocumented"),
        ('voc:x a skos:Concept ; rdfs:label "x"@fa .', "voc:x", "undocumented"),
    ],
)
def test_an_ontology_outside_the_profile_is_told(folder, turtle, focus, rule):
    folder.add("ontology/bad.ttl", turtle)
    line = 2 if turtle.startswith((focus, f"<{focus}")) else None
    assert ("ontology/bad.ttl", line, focus, rule) in found(folder, profile)


def test_each_part_of_the_documentation_that_is_missing_is_told(folder):
    folder.add("ontology/bad.ttl", 'nofuz:X a owl:Class ; skos:definition "x"@en .')
    assert sorted(f.message for f in profile(folder.graphs)) == [
        "This term has no rdfs:label: add one in English.",
        "This term has no skos:example: add one in English.",
    ]


def test_the_rules_hold_for_a_dataset_with_another_base(folder):
    for path in folder.path.rglob("*.ttl"):
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("https://w3id.org/nofuz/id/", "https://example.org/id/"), "utf-8"
        )
    folder.base = "https://example.org/"
    assert found(folder) == set()
    folder.replace("instances/claims.ttl", "agent:officer", "agent:nobody")
    assert {(rule, focus) for _, _, focus, rule in found(folder)} == {
        ("dangling", "https://example.org/id/claim/officer-on-meeting"),
        ("unused-entry", "https://example.org/id/agent/officer"),
    }
