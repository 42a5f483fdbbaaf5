"""Verifications: one attestation, one outcome, one day, and only the last of each."""

import pytest

from nofuz.verification.outcomes import Outcome
from tests.shapes.tiny import Fault, each

ONE = "nofuz:verifies attestation:article-p9-1 ;"
AGAIN = f"""
verification:again a nofuz:Verification ; {ONE}
    nofuz:outcome voc:gone ; dcterms:date "2026-11-21"^^xsd:date .
"""

FAULTS = {
    "of no attestation": Fault("Verification-verifies", ONE, ""),
    "of two attestations": Fault(
        "Verification-verifies", ONE, f"{ONE} nofuz:verifies attestation:article-px1-1 ;"
    ),
    "of what is no attestation": Fault(
        "Verification-verifies", "attestation:article-p9-1 ;", "claim:assent ;"
    ),
    "twice of one attestation": Fault("Verification-last", "", AGAIN),
    "with no outcome": Fault("Verification-outcome", "nofuz:outcome voc:found ;", ""),
    "with two outcomes": Fault("Verification-outcome", "voc:found", "voc:found , voc:gone"),
    "with a fidelity for an outcome": Fault("Verification-outcome", "voc:found", "voc:quote"),
    "on no day": Fault("Verification-date", ';\n    dcterms:date "2026-11-20"^^xsd:date', ""),
    "on two days": Fault("Verification-date", "^^xsd:date", '^^xsd:date , "2026-11-21"^^xsd:date'),
    "on a day in EDTF": Fault("Verification-date", "^^xsd:date", "^^edtf:EDTF"),
    "with a label": Fault("Verification", "", 'verification:article-p9-1 rdfs:label "found"@en .'),
}


@each(FAULTS)
def test_a_verification_is_of_one_attestation_with_one_outcome_on_one_day(tiny, fault):
    assert tiny.reports("verifications", fault) == set(fault.shapes.split())


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_that_the_program_knows_is_valid(tiny, outcome):
    assert tiny.changed("verifications", "voc:found", f"voc:{outcome}").found() == set()
