"""Every paragraph of a source is attested, or left out for a reason."""

from nofuz.dataset.coverage import Coverage, coverage, coverage_findings
from nofuz.dataset.sources import Source

TEXTS = {str(number): "words" for number in range(1, 4)}
OMISSION = (
    "<https://w3id.org/nofuz/id/omission/{document}-p{paragraph}> a nofuz:Omission ;"
    ' oa:hasSource document:{document} ; nofuz:paragraph "{paragraph}" ; rdfs:comment "a link"@en .'
)


def attested(folder):
    """Return the slug of the tiny dataset's read document, and its attested paragraphs."""
    query = (
        "SELECT * { ?a a nofuz:Attestation ; oa:hasSource ?document ; nofuz:paragraph ?paragraph }"
    )
    rows = list(folder.graphs.new_store().rows(query))
    [document] = {row["document"].value.rpartition("/")[2] for row in rows}
    return document, {row["paragraph"].value for row in rows}


def test_what_was_read_left_out_and_forgotten_is_told_apart(folder):
    document, read = attested(folder)
    assert not read & {"101", "102"}
    folder.add("instances/omissions.ttl", OMISSION.format(document=document, paragraph="101"))
    texts = dict.fromkeys([*sorted(read), "101", "102"], "words")
    source = Source(document, "", texts)
    assert coverage(folder.graphs, {document: source}) == [
        Coverage(document, tuple(sorted(read)), {"101": "a link"}, ("102",))
    ]


def test_a_forgotten_paragraph_is_a_finding(folder):
    document, read = attested(folder)
    texts = dict.fromkeys([*sorted(read), "102"], "words")
    [finding] = coverage_findings(folder.graphs, {document: Source(document, "", texts)})
    assert finding.rule == "coverage"
    assert finding.focus == f"document:{document}"
    assert finding.message.startswith("Paragraph 102 ")


def test_a_source_that_nobody_has_read_is_not_asked_for(folder):
    assert coverage(folder.graphs, {"other": Source("other", "", TEXTS)}) == []


def test_our_own_example_reads_as_text():
    covered = Coverage("a", ("1", "2"), {"3": "a link"}, ("4",))
    assert str(covered).splitlines() == [
        "document:a: 2 of 4 paragraphs attested",
        "  3: left out: a link",
        "  4: not read",
    ]
