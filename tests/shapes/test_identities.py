"""Identities: what may be the same, or a mere name for something else."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "with one candidate": Fault(
        "IdentityHypothesis-things", "agent:caller , agent:general", "agent:caller"
    ),
    "with nobody behind nothing": Fault(
        "IdentityHypothesis-things", "nofuz:frontGroup agent:militia ;", ""
    ),
    "with a candidate that nobody describes": Fault(
        "IdentityHypothesis-candidate", "agent:general .", "agent:general , agent:unknown ."
    ),
    "of a place as a front": Fault(
        "IdentityHypothesis-frontGroup", "frontGroup agent:militia", "frontGroup place:town"
    ),
    "of a front for a place": Fault(
        "IdentityHypothesis-frontFor", "frontFor agent:officers", "frontFor place:town"
    ),
    "with a party": Fault("IdentityHypothesis", "", "proposition:same nofuz:party agent:general ."),
}


@each(FAULTS)
def test_an_identity_hypothesis_names_a_front_or_two_candidates(tiny, fault):
    assert tiny.reports("identities", fault) == set(fault.shapes.split())
