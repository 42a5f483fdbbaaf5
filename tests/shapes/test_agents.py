"""Agents: the registry says who exists, not what anybody does."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "an agent of no kind": Fault("Agent", "a nofuz:ArmedGroup", "a foaf:Agent"),
    "an anonymous speaker whom nobody describes": Fault(
        "AnonymousSpeaker-describedAs", ' ;\n    nofuz:describedAs "a retired clerk"@en', ""
    ),
    "an anonymous speaker described twice in a language": Fault(
        "AnonymousSpeaker-describedAs", '"a retired clerk"@en', '"a clerk"@en , "retired"@en'
    ),
    "an anonymous speaker described in no language": Fault(
        "AnonymousSpeaker-describedAs", '"a retired clerk"@en', '"a retired clerk"'
    ),
    "an anonymous speaker described by a blank": Fault(
        "AnonymousSpeaker-describedAs", '"a retired clerk"@en', '" "@en'
    ),
    "an anonymous speaker with members": Fault(
        "AnonymousSpeaker", "", "agent:caller foaf:member agent:general ."
    ),
    "a group with a place as member": Fault(
        "Group-member", "foaf:member agent:general", "foaf:member place:town"
    ),
    "a group in a larger body": Fault(
        "Group", "", "agent:officers org:subOrganizationOf agent:service ."
    ),
    "an organization in a larger one": Fault(
        "Organization", "", "agent:militia org:subOrganizationOf agent:service ."
    ),
    "a person with an office": Fault("Person", "", "agent:general org:holds post:envoy ."),
    "a person with a misspelt property": Fault(
        "Person", "", 'agent:general skos:alternativeLabel "Chief"@en .'
    ),
}


@each(FAULTS)
def test_an_agent_has_a_kind_names_and_notes_and_nothing_else(tiny, fault):
    assert tiny.reports("agents", fault) == set(fault.shapes.split())
