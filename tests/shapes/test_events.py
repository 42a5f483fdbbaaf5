"""Events: who is said to do what to whom, and for how long."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "done by a place": Fault("Event-actor", "actor agent:general", "actor place:town"),
    "chaired by a place": Fault("Event-chair", "chair agent:general", "chair place:town"),
    "attended by somebody unknown": Fault(
        "Event-participant", "participant agent:caller", "participant agent:unknown"
    ),
    "attended by a claim": Fault(
        "Event-participant", "participant agent:caller", "participant claim:meeting"
    ),
    "aimed at something unknown": Fault(
        "Event-target", "target place:town", "target place:unknown"
    ),
    "with a length in words": Fault("Event-duration", '"PT3H"^^xsd:duration', '"three hours"@en'),
    "with two lengths": Fault(
        "Event-duration", '"PT3H"^^xsd:duration', '"PT3H"^^xsd:duration , "PT2H"^^xsd:duration'
    ),
    "with an influencer": Fault(
        "Event", "", "proposition:meeting nofuz:influencer agent:general ."
    ),
    "with a standing": Fault("Event", "", "proposition:meeting nofuz:standing voc:contested ."),
}


@each(FAULTS)
def test_an_event_has_agents_who_act_and_a_length(tiny, fault):
    assert tiny.reports("events", fault) == set(fault.shapes.split())
