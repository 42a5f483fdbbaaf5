"""Text issues: what is printed, what it should say, and how sure that is."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "of no type": Fault("TextIssue-issueType", "nofuz:issueType voc:mistranslation ;", ""),
    "of a type that is a text": Fault("TextIssue-issueType", "voc:mistranslation", '"slip"'),
    "of a type of another list": Fault(
        "TextIssue-issueType-list", "voc:mistranslation", "voc:quote"
    ),
    "with seven printed words": Fault(
        "TextIssue-printed", '"an old clerk"', '"one two three four five six seven"'
    ),
    "with nothing printed": Fault("TextIssue-printed", '"an old clerk"', '""'),
    "with a thing printed": Fault("TextIssue-printed", '"an old clerk"', "agent:caller"),
    "with a reading in no language": Fault(
        "TextIssue-reading", '"a retired clerk"@en', '"a retired clerk"'
    ),
    "with a blank reading": Fault("TextIssue-reading", '"a retired clerk"@en', '" "@en'),
    "without a confidence": Fault("TextIssue-confidence", "nofuz:confidence voc:high ;", ""),
    "with two confidences": Fault("TextIssue-confidence", "voc:high", "voc:high , voc:low"),
    "with a certainty for a confidence": Fault("TextIssue-confidence", "voc:high", "voc:stated"),
    "that concerns nothing": Fault(
        "TextIssue-place",
        "",
        """issue:stray a nofuz:TextIssue ; rdfs:label "Stray"@en ;
        nofuz:issueType voc:name-form ; nofuz:confidence voc:low .""",
    ),
    "with an author": Fault("TextIssue", "", "issue:misprint nofuz:credit agent:gazette ."),
}


@each(FAULTS)
def test_a_text_issue_says_what_is_printed_and_how_to_read_it(tiny, fault):
    assert tiny.reports("issues", fault) == set(fault.shapes.split())
