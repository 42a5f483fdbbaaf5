"""Influence: which agents a relation relates, and by which sort of means."""

import pytest

from tests.shapes.tiny import Fault, each

FAULTS = {
    "with a place as influencer": Fault(
        "InfluenceRelation-influencer", "influencer agent:general", "influencer place:town"
    ),
    "with a place as influenced": Fault(
        "InfluenceRelation-influenced", "influenced agent:militia", "influenced place:town"
    ),
    "with a place as giver": Fault(
        "InfluenceRelation-giver", "giver agent:service", "giver place:town"
    ),
    "with a place as receiver": Fault(
        "InfluenceRelation-receiver", "receiver agent:militia", "receiver place:town"
    ),
    "with a place as beneficiary": Fault(
        "InfluenceRelation-beneficiary", "beneficiary agent:officers", "beneficiary place:town"
    ),
    "with a place as party": Fault(
        "InfluenceRelation-party", "party agent:militia", "party place:town"
    ),
    "with means that are a text": Fault("InfluenceRelation-means", "voc:money", '"money"'),
    "with means of another list": Fault("InfluenceRelation-means-list", "voc:money", "voc:quote"),
    "without sides": Fault(
        "InfluenceRelation-sides", "nofuz:party agent:militia , agent:service", ""
    ),
    "with an actor": Fault("InfluenceRelation", "", "proposition:gift nofuz:actor agent:service ."),
    "with a standing": Fault(
        "InfluenceRelation", "", "proposition:gift nofuz:standing voc:contested ."
    ),
    "with a shortcut": Fault(
        "InfluenceRelation", "", "proposition:gift nofuz:reportedlyAids agent:militia ."
    ),
}


@each(FAULTS)
def test_an_influence_relation_relates_agents(tiny, fault):
    assert tiny.reports("influence", fault) == set(fault.shapes.split())


@pytest.mark.parametrize(
    "side", ["beneficiary", "giver", "influenced", "influencer", "party", "receiver"]
)
def test_one_side_is_enough(tiny, side):
    found = tiny.changed(
        "influence", "nofuz:party agent:militia , agent:service", f"nofuz:{side} agent:militia"
    ).found()
    assert found == set()
