"""Which propositions make edges, between whom, and what an edge carries."""

import pytest

from nofuz.namespaces import PREFIXES, VOC
from tests.release.exports.conftest import told

COMMAND = "nofuz:Command ; nofuz:influencer agent:a ; nofuz:influenced agent:b"
AFFIRMED = ("affirms", "leak")
AGENT = PREFIXES["agent"]


def ends(network):
    return [
        (edge.source.removeprefix(AGENT), edge.target.removeprefix(AGENT), edge.is_mutual)
        for edge in network.edges
    ]


@pytest.mark.parametrize(
    ("kind_and_roles", "expected"),
    [
        (COMMAND, [("a", "b", False)]),
        (COMMAND.replace("agent:a", "agent:z"), [("z", "b", False)]),
        ("nofuz:Offer ; nofuz:giver agent:b ; nofuz:receiver agent:a", [("b", "a", False)]),
        ("nofuz:Tenure ; org:member agent:b ; org:organization agent:a", [("b", "a", False)]),
        ("nofuz:Tie ; nofuz:party agent:b , agent:a", [("a", "b", True)]),
        (
            "nofuz:Rivalry ; nofuz:party agent:c , agent:b , agent:a",
            [("a", "b", True), ("a", "c", True), ("b", "c", True)],
        ),
        (
            "nofuz:Command ; nofuz:influencer agent:a ; nofuz:influenced agent:c , agent:b",
            [("a", "b", False), ("a", "c", False)],
        ),
        ("nofuz:Command ; nofuz:influencer agent:a ; nofuz:influenced agent:a", []),
        ("nofuz:Command ; nofuz:influencer agent:a", []),
        ("nofuz:Meeting ; nofuz:participant agent:a , agent:b", []),
        # Two that work on a third are not thereby connected with each other.
        (
            "nofuz:InfluenceRelation ; nofuz:influencer agent:b , agent:a ;"
            " nofuz:influenced agent:c",
            [("a", "c", False), ("b", "c", False)],
        ),
    ],
)
def test_an_edge_joins_two_sides_of_one_proposition(network_of, kind_and_roles, expected):
    assert ends(network_of(told("it", kind_and_roles, AFFIRMED))) == expected


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ([AFFIRMED], "single-origin"),
        ([AFFIRMED, ("affirms", "interview")], "corroborated"),
        ([AFFIRMED, ("denies", "interview")], "contested"),
        ([AFFIRMED, ("declines", "interview")], "single-origin"),
        ([("affirms", "slip")], "wording-only"),
    ],
)
def test_an_edge_carries_its_standing(network_of, claims, standing):
    slip = "origin:slip a nofuz:Origin ; nofuz:originType voc:document-wording ."
    [edge] = network_of(told("it", COMMAND, *claims), slip).edges
    assert edge.statement.standing == VOC + standing
    assert edge.label == f"reportedly commands ({edge.statement.standing_name})"


@pytest.mark.parametrize(
    "claims",
    [[], [("denies", "leak")], [("declines", "leak")], [("predicts", "leak")]],
    ids=["nobody", "denied", "declined", "foretold"],
)
def test_what_nobody_says_is_so_makes_no_edge(network_of, claims):
    assert network_of(told("it", COMMAND, *claims)).edges == ()


def test_who_says_otherwise_comes_along(network_of):
    speakers = 'agent:speaker-1 a foaf:Person ; rdfs:label "Zahra"@en .'
    source = 'origin:letter a nofuz:Origin ; rdfs:label "a letter"@en .'
    claims = [AFFIRMED, ("denies", "letter")]
    [edge] = network_of(told("it", COMMAND, *claims), speakers, source).edges
    assert [claim.wording for claim in edge.statement.other_claims] == [
        "Zahra denies (from a letter)"
    ]
    assert edge.statement.origins == 1
    assert edge.statement.origins_for == [PREFIXES["origin"] + "leak"]


def test_the_edges_of_one_proposition_have_names_of_their_own(network_of):
    roles = "nofuz:Command ; nofuz:influencer agent:a ; nofuz:influenced agent:c , agent:b"
    found = network_of(told("two", roles, AFFIRMED), told("one", COMMAND, AFFIRMED))
    stem = PREFIXES["proposition"]
    assert [edge.id for edge in found.edges] == [f"{stem}one", f"{stem}two#1", f"{stem}two#2"]


def test_the_time_is_told_with_its_bounds(network_of):
    time = ' ; nofuz:when "2014~/2015"^^edtf:EDTF ; nofuz:whenText "for a year or so"@en'
    [edge] = network_of(told("it", COMMAND + time, AFFIRMED)).edges
    times = edge.statement.times
    assert times["when"] == "2014~/2015"
    assert times["whenText"] == "for a year or so"
    assert times["latest"] == "2015-12-31"


def test_an_agent_has_its_narrowest_kind_and_all_its_names(network_of):
    agents = (
        'agent:a a nofuz:IntelligenceService , org:Organization ; rdfs:label "Service"@en ,'
        ' "سازمان"@fa ; skos:altLabel "the Service"@en .'
    )
    [agent] = network_of(agents).agents
    assert (agent.kind_name, agent.name) == ("intelligence service", "Service")
    assert set(agent.other_names) == {"سازمان", "the Service"}
