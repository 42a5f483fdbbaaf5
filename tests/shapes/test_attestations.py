"""Attestations: one claim, read at one place of one document, with a few words as printed."""

import pytest

from tests.shapes.tiny import Fault, each

FAULTS = {
    "of no claim": Fault("Attestation-attests", "nofuz:attests claim:assent ;", ""),
    "of two claims": Fault(
        "Attestation-attests", "", "attestation:article-p9-1 nofuz:attests claim:denial ."
    ),
    "of what is no claim": Fault("Attestation-attests", "claim:assent", "agent:caller"),
    "in no document": Fault(
        "Attestation-hasSource",
        'oa:hasSource document:article ;\n    nofuz:paragraph "9"',
        'nofuz:paragraph "9"',
    ),
    "in two documents": Fault(
        "Attestation-hasSource SourceDocument-read",
        "",
        "attestation:article-p9-1 oa:hasSource document:wire .",
    ),
    "in what is no document": Fault(
        "Attestation-hasSource",
        'oa:hasSource document:article ;\n    nofuz:paragraph "9"',
        'oa:hasSource origin:leak ;\n    nofuz:paragraph "9"',
    ),
    "in no paragraph": Fault("Attestation-paragraph", 'nofuz:paragraph "9" ;', ""),
    "in two paragraphs": Fault("Attestation-paragraph", '"9"', '"8" , "9"'),
    "in a paragraph given as a number": Fault("Attestation-paragraph", '"9"', "9"),
    "in a paragraph that is no number": Fault("Attestation-paragraph", '"9"', '"p9"'),
    "in paragraph nought": Fault("Attestation-paragraph", '"9"', '"0"'),
    "in the body, marked as outside it": Fault(
        "Attestation-body", '"9"', '"9" ; nofuz:paratext true'
    ),
    "outside the body, not marked so": Fault("Attestation-body", "nofuz:paratext true ;", ""),
    "outside the body, marked as inside it": Fault(
        "Attestation-body Attestation-paratext", "paratext true", "paratext false"
    ),
    "with no quote": Fault("Attestation-exact", 'oa:exact "one" ;', ""),
    "with two quotes": Fault("Attestation-exact", '"one"', '"one" , "two"'),
    "with an empty quote": Fault("Attestation-exact", '"one"', '""'),
    "with a quote of seven words": Fault(
        "Attestation-exact", "four five six", "four five six seven"
    ),
    "with a quote that ends in a space": Fault("Attestation-exact", '"one"', '"one "'),
    "with a quote in a language": Fault("Attestation-exact", '"one"', '"one"@en'),
    "with no fidelity": Fault(
        "Attestation-fidelity", 'six" ;\n    nofuz:fidelity voc:quote .', 'six" .'
    ),
    "with two fidelities": Fault("Attestation-fidelity", "voc:quote", "voc:quote , voc:paraphrase"),
    "with a stance for a fidelity": Fault("Attestation-fidelity", "voc:quote", "voc:affirms"),
    "corrupt without an issue": Fault("Attestation-corrupt", "nofuz:hasIssue issue:misprint", ""),
    "with an issue that nobody describes": Fault(
        "Attestation-hasIssue", "issue:misprint", "issue:misprint , issue:unknown"
    ),
    "with a speaker": Fault(
        "Attestation", "", "attestation:article-p9-1 nofuz:speaker agent:caller ."
    ),
    "left out of no document": Fault(
        "Omission-hasSource",
        'oa:hasSource document:article ;\n    nofuz:paragraph "7"',
        'nofuz:paragraph "7"',
    ),
    "left out of two documents": Fault(
        "Omission-hasSource SourceDocument-read",
        "",
        "omission:article-p7 oa:hasSource document:wire .",
    ),
    "left out of what is no document": Fault(
        "Omission-hasSource",
        'oa:hasSource document:article ;\n    nofuz:paragraph "7"',
        'oa:hasSource origin:leak ;\n    nofuz:paragraph "7"',
    ),
    "left out under two numbers": Fault("Omission-paragraph", '"7"', '"7" , "8"'),
    "left out under a number that is no text": Fault("Omission-paragraph", '"7"', "7"),
    "left out without a number": Fault("Omission-paragraph", 'nofuz:paragraph "7" ;', ""),
    "left out under no number": Fault("Omission-paragraph", '"7"', '"seven"'),
    "left out without a reason": Fault(
        "Omission-comment", '"7" ;\n    rdfs:comment "it leads to another page"@en', '"7"'
    ),
    "left out for a reason in no language": Fault("Omission-comment", 'page"@en', 'page"'),
    "left out for two reasons": Fault(
        "Omission-comment", 'page"@en', 'page"@en , "it is empty"@en'
    ),
    "left out for a blank reason": Fault(
        "Omission-comment", '"it leads to another page"@en', '" "@en'
    ),
    "left out for a reason in another language": Fault("Omission-comment", 'page"@en', 'page"@fr'),
    "left out with a quote": Fault("Omission", "", 'omission:article-p7 oa:exact "one" .'),
}


@each(FAULTS)
def test_an_attestation_holds_one_claim_one_place_and_a_few_words(tiny, fault):
    assert tiny.reports("attestations", fault) == set(fault.shapes.split())


@pytest.mark.parametrize("quote", ["one", "one two three four five six", "al-Abadi's 'no'", "نعم"])
def test_a_quote_has_one_to_six_words(tiny, quote):
    assert tiny.changed("attestations", '"one"', f'"{quote}"').found() == set()


def test_a_corrupt_attestation_may_wait_for_its_issue(tiny):
    violations, warnings = tiny.changed(
        "attestations", "nofuz:hasIssue issue:misprint", ""
    ).findings()
    assert violations == set()
    assert warnings == {("attestation:article-px1-1", "Attestation-corrupt")}
