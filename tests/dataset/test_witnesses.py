"""Every term of a dataset's own ontology is used, or says why it stays."""

import pytest

from nofuz.dataset.witnesses import RULE, witness_findings

TERM = 'nofuz:{name} a owl:{kind} ; rdfs:label "x"@en .'


def unused(folder):
    return {finding.focus for finding in witness_findings(folder.graphs)}


@pytest.mark.parametrize("kind", ["Class", "ObjectProperty", "DatatypeProperty"])
def test_a_term_that_nothing_uses_is_told(folder, kind):
    before = unused(folder)
    folder.add("ontology/more.ttl", TERM.format(name="unused", kind=kind))
    assert unused(folder) - before == {"nofuz:unused"}
    assert {finding.rule for finding in witness_findings(folder.graphs)} == {RULE}


@pytest.mark.parametrize(
    ("kind", "use"),
    [
        ("Class", "agent:x a nofuz:fresh ."),
        ("Class", "nofuz:narrow rdfs:subClassOf nofuz:fresh . agent:x a nofuz:narrow ."),
        ("ObjectProperty", "agent:x nofuz:fresh agent:y ."),
        (
            "ObjectProperty",
            "nofuz:narrow rdfs:subPropertyOf nofuz:fresh . agent:x nofuz:narrow agent:y .",
        ),
        ("ObjectProperty", 'nofuz:fresh skos:editorialNote "for data to come"@en .'),
    ],
)
def test_a_term_that_is_used_or_explained_is_not(folder, kind, use):
    folder.add("ontology/more.ttl", TERM.format(name="fresh", kind=kind))
    folder.add("instances/more.ttl", use)
    assert "nofuz:fresh" not in unused(folder)
