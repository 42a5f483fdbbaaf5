"""Origins: one root, of one sort, that a document brings to the public."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "of no type": Fault("Origin-originType", "nofuz:originType voc:leaked-documents ;", ""),
    "of two types": Fault(
        "Origin-originType", "voc:leaked-documents", "voc:leaked-documents , voc:interview"
    ),
    "of a type that is a text": Fault("Origin-originType", "voc:leaked-documents", '"leak"'),
    "of a type of another list": Fault(
        "Origin-originType-list", "voc:leaked-documents", "voc:wire-report"
    ),
    "without a reason": Fault(
        "Origin-comment", ' ;\n    rdfs:comment "Whatever came from the archive."@en', ""
    ),
    "with a reason in no language": Fault("Origin-comment", 'the archive."@en', 'the archive."'),
    "with a blank reason": Fault(
        "Origin-comment", '"Whatever came from the archive."@en', '" "@en'
    ),
    "that no document brings to the public": Fault(
        "Origin-document",
        "",
        """origin:dream a nofuz:Origin ; rdfs:label "Dream"@en ;
        nofuz:originType voc:interview ; rdfs:comment "Nobody printed it."@en .""",
    ),
    "that may be the same as a document": Fault(
        "Origin-independenceUndecided",
        "",
        "origin:leak nofuz:independenceUndecided document:wire .",
    ),
    "with a document of its own": Fault(
        "Origin", "", "origin:leak nofuz:reportsOn document:wire ."
    ),
}


@each(FAULTS)
def test_an_origin_is_one_root_that_a_document_brings_to_the_public(tiny, fault):
    assert tiny.reports("origins", fault) == set(fault.shapes.split())


def test_a_claim_alone_does_not_bring_an_origin_to_the_public(tiny):
    dream = """origin:dream a nofuz:Origin ; rdfs:label "Dream"@en ;
        nofuz:originType voc:interview ; rdfs:comment "Nobody printed it."@en ."""
    spoken = tiny.changed("origins", "", dream).changed("claims", "origin:leak ;", "origin:dream ;")
    assert spoken.found() == {("origin:dream", "Origin-document")}
