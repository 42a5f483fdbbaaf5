"""Claims: one speaker, one stance, one proposition, one certainty, one origin."""

from tests.shapes.tiny import Fault, each

# Each fault is one of claim:assent; another claim concerns the same proposition.
FAULTS = {
    "on nothing": Fault(
        "Claim-concerns",
        "nofuz:concerns proposition:command ;\n    nofuz:speaker agent:caller",
        "nofuz:speaker agent:caller",
    ),
    "on two propositions": Fault(
        "Claim-concerns", "", "claim:assent nofuz:concerns proposition:gift ."
    ),
    "on what is no proposition": Fault(
        "Claim-concerns",
        "nofuz:concerns proposition:command ;\n    nofuz:speaker agent:caller",
        "nofuz:concerns agent:general ;\n    nofuz:speaker agent:caller",
    ),
    "of nobody": Fault("Claim-speaker", "nofuz:speaker agent:caller ;", ""),
    "of two speakers": Fault("Claim-speaker", "agent:caller", "agent:caller , agent:militia"),
    "of a document": Fault("Claim-speaker", "agent:caller", "document:article"),
    "with no stance": Fault("Claim-stance", "nofuz:stance voc:affirms ;", ""),
    "with two stances": Fault("Claim-stance", "voc:affirms", "voc:affirms , voc:denies"),
    "with a certainty for a stance": Fault("Claim-stance", "voc:affirms", "voc:stated"),
    "with no certainty": Fault("Claim-certainty", "nofuz:certainty voc:stated ;", ""),
    "with two certainties": Fault("Claim-certainty", "voc:stated", "voc:stated , voc:hedged"),
    "with a confidence for a certainty": Fault("Claim-certainty", "voc:stated", "voc:high"),
    "from no origin": Fault("Claim-origin", "prov:hadPrimarySource origin:leak ;", ""),
    "from two origins": Fault(
        "Claim-origin",
        "",
        """claim:assent prov:hadPrimarySource origin:talk .
        document:wire prov:hadPrimarySource origin:talk .
        origin:talk a nofuz:Origin ; rdfs:label "Talk"@en ;
            nofuz:originType voc:interview ; rdfs:comment "Another root."@en .""",
    ),
    "from a document": Fault("Claim-origin", "origin:leak ;", "document:wire ;"),
    "relayed by a document": Fault(
        "Claim-relayedBy", "relayedBy agent:general", "relayedBy document:wire"
    ),
    "that nobody has read": Fault(
        "Claim-attestation",
        "",
        """claim:rumour a nofuz:Claim ; nofuz:concerns proposition:command ;
        nofuz:speaker agent:caller ; nofuz:stance voc:declines ; nofuz:certainty voc:stated ;
        prov:hadPrimarySource origin:leak .""",
    ),
    "with a paragraph": Fault("Claim", "", 'claim:assent nofuz:paragraph "9" .'),
    "with a standing": Fault("Claim", "", "claim:assent nofuz:standing voc:contested ."),
}


@each(FAULTS)
def test_a_claim_has_one_speaker_stance_proposition_certainty_and_origin(tiny, fault):
    assert tiny.reports("claims", fault) == set(fault.shapes.split())
