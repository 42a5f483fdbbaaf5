"""Tenures: who holds which place in which body."""

import pytest

from tests.shapes.tiny import Fault, each

FAULTS = {
    "of nobody": Fault("Tenure-member", "org:member agent:general ;", ""),
    "of two": Fault("Tenure-member", "agent:general", "agent:general , agent:caller"),
    "of a place": Fault("Tenure-member", "agent:general", "place:town"),
    "in a place": Fault(
        "Tenure-organization", "org:organization agent:service", "org:organization place:town"
    ),
    "in a person": Fault(
        "Tenure-organization", "org:organization agent:service", "org:organization agent:caller"
    ),
    "in two posts": Fault(
        "Tenure-post",
        "",
        """proposition:envoyship nofuz:post post:clerk .
        post:clerk a org:Post ; rdfs:label "Clerk"@en ; org:postIn agent:service .""",
    ),
    "in a post that is a body": Fault("Tenure-post", "post:envoy", "agent:service"),
    "nowhere": Fault(
        "Tenure-where", "org:organization agent:service ;\n    nofuz:post post:envoy ;", ""
    ),
    "of no kind": Fault("Tenure-tenureKind", " ;\n    nofuz:tenureKind voc:office-held", ""),
    "of two kinds": Fault(
        "Tenure-tenureKind", "voc:office-held", "voc:office-held , voc:membership"
    ),
    "of a kind of another list": Fault("Tenure-tenureKind", "voc:office-held", "voc:office"),
    "with an influencer": Fault(
        "Tenure", "", "proposition:envoyship nofuz:influencer agent:general ."
    ),
}


@each(FAULTS)
def test_a_tenure_says_who_holds_which_place_where(tiny, fault):
    assert tiny.reports("tenures", fault) == set(fault.shapes.split())


@pytest.mark.parametrize("body", ["agent:militia", "agent:officers"])
def test_a_place_is_held_in_an_organization_or_a_group(tiny, body):
    found = tiny.changed("tenures", "org:organization agent:service", f"org:organization {body}")
    assert found.found() == set()


@pytest.mark.parametrize("where", ["org:organization agent:service ;", "nofuz:post post:envoy ;"])
def test_the_body_or_the_post_is_enough(tiny, where):
    assert tiny.changed("tenures", where, "").found() == set()
