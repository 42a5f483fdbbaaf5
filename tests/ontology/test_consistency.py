"""What the ontology keeps apart, as HermiT proves it."""

import shutil
from itertools import combinations

import pytest

from nofuz.dataset.reasoning import consistency

pytestmark = pytest.mark.skipif(not shutil.which("java"), reason="HermiT needs a Java runtime")

RECORDS = (
    "foaf:Agent",
    "nofuz:Attestation",
    "nofuz:Claim",
    "nofuz:Instrument",
    "nofuz:Omission",
    "nofuz:Origin",
    "nofuz:Proposition",
    "nofuz:SourceDocument",
    "nofuz:TextIssue",
    "nofuz:Verification",
    "org:Post",
    "schema:Place",
)
PROPOSITIONS = (
    "nofuz:Assessment",
    "nofuz:Attribute",
    "nofuz:Causation",
    "nofuz:Event",
    "nofuz:Goal",
    "nofuz:IdentityHypothesis",
    "nofuz:InfluenceRelation",
    "nofuz:Tenure",
)
AGENTS = ("foaf:Group", "foaf:Person", "org:Organization")
BODIES = ("nofuz:AnonymousSpeaker", "org:Organization")
STATES = ("nofuz:GovernmentBody", "nofuz:State")


def _found(graphs):
    findings, notices = consistency(graphs)
    assert notices == []
    return {(finding.focus, finding.rule) for finding in findings}


def test_nothing_is_of_two_kinds(beside):
    exclusive = (RECORDS, PROPOSITIONS, AGENTS, BODIES, STATES)
    pairs = [pair for kinds in exclusive for pair in combinations(kinds, 2)]
    mixed = "".join(
        f"nofuz:Mixed{number} a owl:Class ; rdfs:subClassOf {' , '.join(pair)} .\n"
        for number, pair in enumerate(pairs)
    )
    impossible = {focus for focus, _ in _found(beside(mixed, "ontology"))}
    possible = [
        pair for number, pair in enumerate(pairs) if f"nofuz:Mixed{number}" not in impossible
    ]
    assert possible == []


def test_contradicting_claims_are_consistent(beside):
    turtle = """
        proposition:head-1 a nofuz:Tenure ; org:member agent:a ; nofuz:post post:head .
        proposition:head-2 a nofuz:Tenure ; org:member agent:b ; nofuz:post post:head .
        claim:1 nofuz:concerns proposition:head-1 ; nofuz:speaker agent:a ;
            nofuz:stance voc:affirms ; prov:hadPrimarySource origin:leak .
        claim:2 nofuz:concerns proposition:head-1 ; nofuz:speaker agent:a ;
            nofuz:stance voc:denies ; prov:hadPrimarySource origin:leak .
        agent:a nofuz:reportedlyRivals agent:b ; nofuz:reportedlyCooperatesWith agent:b ."""
    assert _found(beside(turtle)) == set()


@pytest.mark.parametrize(
    ("turtle", "involved"),
    [
        ("agent:a a foaf:Person , nofuz:Claim .", {"agent:a"}),
        (
            "claim:c a nofuz:Claim ; nofuz:concerns agent:a . agent:a a foaf:Person .",
            {"agent:a", "claim:c"},
        ),
        (
            "claim:c nofuz:relayedBy document:d . document:d a nofuz:SourceDocument .",
            {"claim:c", "document:d"},
        ),
    ],
)
def test_a_mix_up_in_the_data_is_inconsistent(beside, turtle, involved):
    assert _found(beside(turtle)) == {(name, "owl-consistency") for name in involved}
