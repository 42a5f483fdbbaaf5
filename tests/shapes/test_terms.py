"""Terms: what the ontology says of itself, and of each class and property."""

import pytest

from tests.shapes.tiny import Fault, each

FAULTS = {
    "an ontology without a title": Fault("Ontology-title", 'dcterms:title "Tiny"@en ;', ""),
    "an ontology with a title in no language": Fault("Ontology-title", '"Tiny"@en', '"Tiny"'),
    "an ontology with a blank title": Fault("Ontology-title", '"Tiny"@en', '" "@en'),
    "an ontology without a description": Fault(
        "Ontology-description", 'dcterms:description "One term of each kind."@en ;', ""
    ),
    "an ontology with a description in no language": Fault(
        "Ontology-description", '"One term of each kind."@en', '"One term of each kind."'
    ),
    "an ontology with a blank description": Fault(
        "Ontology-description", '"One term of each kind."@en', '" "@en'
    ),
    "an ontology without a licence": Fault(
        "Ontology-license",
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;",
        "",
    ),
    "an ontology with two licences": Fault(
        "Ontology-license", "by/4.0/>", "by/4.0/> , <https://creativecommons.org/licenses/by/3.0/>"
    ),
    "an ontology with a licence that is a text": Fault(
        "Ontology-license", "<https://creativecommons.org/licenses/by/4.0/>", '"CC BY 4.0"'
    ),
    "an ontology without a version": Fault(
        "Ontology-version", ' ;\n    owl:versionInfo "0.1.0"', ""
    ),
    "an ontology with two versions": Fault("Ontology-version", '"0.1.0"', '"0.1.0" , "0.2.0"'),
    "an ontology with a version of two numbers": Fault("Ontology-version", '"0.1.0"', '"0.1"'),
    "a term of no vocabulary": Fault(
        "Term-isDefinedBy", " ;\n    rdfs:isDefinedBy <http://xmlns.com/foaf/0.1/>", ""
    ),
    "a term of two vocabularies": Fault(
        "Term-isDefinedBy",
        "isDefinedBy <http://xmlns.com",
        "isDefinedBy <http://www.w3.org/ns/org#> , <http://xmlns.com",
    ),
    "a term of a vocabulary that is a text": Fault(
        "Term-isDefinedBy", "isDefinedBy <http://xmlns.com/foaf/0.1/>", 'isDefinedBy "FOAF"'
    ),
    "a term without a label": Fault(
        "Term-label Thing-label-english", 'rdfs:label "flag"@en , "علم"@ar ;', ""
    ),
    "a term with two labels in a language": Fault(
        "Term-label", '"flag"@en', '"flag"@en , "ensign"@en'
    ),
    "a term with a label in no language": Fault("Term-label", '"flag"@en', '"flag"@en , "ensign"'),
    "a term with a blank label": Fault("Term-label", '"علم"@ar', '" "@ar'),
    "a term without an English label": Fault("Thing-label-english", '"flag"@en', '"drapeau"@fr'),
    "a term of ours without a definition": Fault(
        "Term-definition", 'skos:definition "cloth with a sign"@en ;', ""
    ),
    "a term of ours with two definitions": Fault(
        "Term-definition", '"cloth with a sign"@en', '"cloth with a sign"@en , "cloth on a pole"@en'
    ),
    "a term of ours defined in another language": Fault(
        "Term-definition", '"cloth with a sign"@en', '"tissu avec un signe"@fr'
    ),
    "a term of ours without an example": Fault(
        "Term-example", 'skos:example "A cloth with a star."@en ;', ""
    ),
    "a term of ours with an example in no language": Fault(
        "Term-example", '"A cloth with a star."@en', '"A cloth with a star."'
    ),
    "a term of ours with a blank example": Fault(
        "Term-example", '"A cloth with a star."@en', '" "@en'
    ),
    "a term of ours with a scope note in no language": Fault(
        "Term-scopeNote", '"Not: flag."@en', '"Not: flag."'
    ),
    "a term of ours with a blank scope note": Fault("Term-scopeNote", '"Not: flag."@en', '" "@en'),
    "a term of ours of two kinds": Fault("Term-type", "", "nofuz:Banner a owl:ObjectProperty ."),
    "a term of ours of another kind": Fault(
        "Term-type", "nofuz:Banner a owl:Class", "nofuz:Banner a rdfs:Datatype"
    ),
}


@each(FAULTS)
def test_a_term_is_labelled_and_one_of_ours_is_defined_and_exemplified(tiny, fault):
    assert tiny.reports("terms", fault) == set(fault.shapes.split())


@pytest.mark.parametrize("kind", ["Annotation", "Datatype", "Object"])
def test_a_property_of_any_kind_needs_a_label(tiny, kind):
    nameless = f"""foaf:nameless a owl:{kind}Property ;
        rdfs:isDefinedBy <http://xmlns.com/foaf/0.1/> ."""
    assert tiny.changed("terms", "", nameless).found() == {
        ("foaf:nameless", "Term-label"),
        ("foaf:nameless", "Thing-label-english"),
    }
