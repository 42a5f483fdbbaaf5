"""Posts: offices of one body, whoever holds them."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "of no body": Fault("Post-postIn", " ;\n    org:postIn agent:service", ""),
    "of two bodies": Fault("Post-postIn", "agent:service", "agent:service , agent:militia"),
    "of a person": Fault("Post-postIn", "agent:service", "agent:general"),
    "with a holder": Fault("Post", "", "post:envoy org:heldBy agent:general ."),
}


@each(FAULTS)
def test_a_post_belongs_to_one_body(tiny, fault):
    assert tiny.reports("posts", fault) == set(fault.shapes.split())
