"""Documents: where the texts come from, and that those which were read can be told for sure."""

import pytest

from tests.shapes.tiny import Fault, each

CHECKSUM = '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"'

FAULTS = {
    "a derivation without a reason": Fault(
        "Derivation-comment", ' ;\n    rdfs:comment "Both have the same slip."@en', ""
    ),
    "a derivation with a reason in no language": Fault(
        "Derivation-comment", '"Both have the same slip."@en', '"Both have the same slip."'
    ),
    "a derivation with a blank reason": Fault(
        "Derivation-comment", '"Both have the same slip."@en', '" "@en'
    ),
    "a derivation of no document": Fault(
        "Derivation-document", " ;\n    prov:qualifiedDerivation derivation:article-from-wire", ""
    ),
    "a derivation of two documents": Fault(
        "Derivation-document",
        "",
        "document:wire prov:qualifiedDerivation derivation:article-from-wire .",
    ),
    "a derivation from no document": Fault("Derivation-entity", "prov:entity document:wire ;", ""),
    "a derivation from two documents": Fault(
        "Derivation-entity",
        "prov:entity document:wire",
        "prov:entity document:wire , document:article",
    ),
    "a derivation from what is no document": Fault(
        "Derivation-entity", "prov:entity document:wire", "prov:entity origin:leak"
    ),
    "a derivation of which nobody knows whether it is inferred": Fault(
        "Derivation-inferred", "nofuz:inferred true ;", ""
    ),
    "a derivation both inferred and not": Fault(
        "Derivation-inferred", "inferred true", "inferred true , false"
    ),
    "a derivation inferred by a text": Fault(
        "Derivation-inferred", "inferred true", 'inferred "true"'
    ),
    "a derivation with a date": Fault(
        "Derivation", "", 'derivation:article-from-wire dcterms:issued "2019"^^edtf:EDTF .'
    ),
    "a document of no type": Fault(
        "SourceDocument-documentType", "nofuz:documentType voc:wire-report ;", ""
    ),
    "a document of a type that is a text": Fault(
        "SourceDocument-documentType", "voc:wire-report", '"wire report"'
    ),
    "a document with a type of another list": Fault(
        "SourceDocument-documentType-list", "voc:wire-report", "voc:interview"
    ),
    "a document without a safe address": Fault(
        "SourceDocument-url", "<https://example", "<http://example"
    ),
    "a document with an address that is a text": Fault(
        "SourceDocument-url", "<https://example.org/article>", '"https://example.org/article"'
    ),
    "a document with two addresses": Fault(
        "SourceDocument-url", "article> ;", "article> , <https://example.org/other> ;"
    ),
    "a document published by a place": Fault(
        "SourceDocument-publisher", "publisher agent:gazette", "publisher place:town"
    ),
    "a document credited to a place": Fault(
        "SourceDocument-credit", "credit agent:gazette", "credit place:town"
    ),
    "a document with a date that is a text": Fault(
        "SourceDocument-issued", '"2019-11-18"^^edtf:EDTF', '"2019-11-18"'
    ),
    "a document with a date of another datatype": Fault(
        "SourceDocument-issued", '"2019-11-18"^^edtf:EDTF', '"2019-11-18"^^xsd:date'
    ),
    "a document with two dates": Fault(
        "SourceDocument-issued",
        '"2019-11-18"^^edtf:EDTF',
        '"2019-11-18"^^edtf:EDTF , "2019-11-19"^^edtf:EDTF',
    ),
    "a document in a language by name": Fault("SourceDocument-language", '"en" ;', '"English" ;'),
    "a document in a language with a language": Fault(
        "SourceDocument-language", '"en" ;', '"en"@en ;'
    ),
    "a document with a checksum in capitals": Fault(
        "SourceDocument-sha256", '"e3b0c442', '"E3B0C442'
    ),
    "a document with two checksums": Fault(
        "SourceDocument-sha256", CHECKSUM, f'{CHECKSUM} , "{"0" * 64}"'
    ),
    "a document with a checksum of another datatype": Fault(
        "SourceDocument-sha256", CHECKSUM, f"{CHECKSUM}^^xsd:hexBinary"
    ),
    "a document that was read, without its checksum": Fault(
        "SourceDocument-read", "", "attestation:wire-p1-1 oa:hasSource document:wire ."
    ),
    "a document with an issue that nobody describes": Fault(
        "SourceDocument-hasIssue", "issue:misprint", "issue:misprint , issue:unknown"
    ),
    "a document that cites an origin": Fault(
        "SourceDocument-citesPassageOf",
        "citesPassageOf document:wire",
        "citesPassageOf origin:leak",
    ),
    "a document that copies an origin": Fault(
        "SourceDocument-copiesTextOf", "copiesTextOf document:wire", "copiesTextOf origin:leak"
    ),
    "a document that digests an origin": Fault(
        "SourceDocument-digests", "digests document:wire", "digests origin:leak"
    ),
    "a document that reports on an origin": Fault(
        "SourceDocument-reportsOn", "reportsOn document:wire", "reportsOn origin:leak"
    ),
    "a document that translates an outlet": Fault(
        "SourceDocument-translates", "translates document:wire", "translates agent:gazette"
    ),
    "a document whose origin is a document": Fault(
        "SourceDocument-origin", "", "document:article prov:hadPrimarySource document:wire ."
    ),
    "a document derived by the plain link": Fault(
        "SourceDocument", "", "document:article prov:wasDerivedFrom document:wire ."
    ),
    "a document derived in a way that nobody describes": Fault(
        "SourceDocument-qualifiedDerivation",
        "",
        "document:article prov:qualifiedDerivation derivation:unknown .",
    ),
    "a document from nowhere": Fault(
        "SourceDocument-root",
        "",
        """document:waif a nofuz:SourceDocument ; rdfs:label "Waif"@en ;
        nofuz:documentType voc:web-text .""",
    ),
}


@each(FAULTS)
def test_a_document_says_what_it_is_and_where_its_statements_come_from(tiny, fault):
    assert tiny.reports("documents", fault) == set(fault.shapes.split())


@pytest.mark.parametrize(
    "link",
    [
        "nofuz:citesPassageOf document:wire",
        "nofuz:copiesTextOf document:wire",
        "nofuz:digests document:wire",
        "nofuz:reportsOn document:wire",
        "nofuz:translates document:wire",
        "prov:hadPrimarySource origin:leak",
    ],
)
def test_one_link_to_a_document_or_an_origin_is_enough(tiny, link):
    waif = f"""document:waif a nofuz:SourceDocument ; rdfs:label "Waif"@en ;
        nofuz:documentType voc:web-text ; {link} ."""
    assert tiny.changed("documents", "", waif).found() == set()


@pytest.mark.parametrize("tag", ["ar", "fa", "es-419", "zh-Hans"])
def test_a_language_is_written_as_a_tag(tiny, tag):
    assert tiny.changed("documents", '"en" ;', f'"{tag}" ;').found() == set()
