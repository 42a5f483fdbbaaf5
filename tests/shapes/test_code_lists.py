"""Code lists: what each concept, list and collection says, and which lists the shapes spell out."""

from collections import defaultdict

from tests.shapes.tiny import Fault, each

FAULTS = {
    "a collection of nothing": Fault("Collection-member", " ;\n    skos:member voc:red", ""),
    "a collection of what is no concept": Fault(
        "Collection-member", "skos:member voc:red", "skos:member voc:colour"
    ),
    "a collection without a definition": Fault(
        "Concept-definition", 'skos:definition "hues of fire"@en ;', ""
    ),
    "a collection with two labels in a language": Fault(
        "Thing-label", '"warm colours"@en', '"warm colours"@en , "warm ones"@en'
    ),
    "a collection without an English label": Fault(
        "Thing-label-english", '"warm colours"@en', '"couleurs chaudes"@fr'
    ),
    "a list without a definition": Fault(
        "Concept-definition", ' ;\n    skos:definition "hues of flags"@en', ""
    ),
    "a list with two labels in a language": Fault(
        "Thing-label", 'rdfs:label "colour"@en', 'rdfs:label "colour"@en , "color"@en'
    ),
    "a list without an English label": Fault("Thing-label-english", '"colour"@en', '"couleur"@fr'),
    "a concept without a definition": Fault(
        "Concept-definition", 'skos:definition "hue of blood"@en ;', ""
    ),
    "a concept with two definitions": Fault(
        "Concept-definition", '"hue of blood"@en', '"hue of blood"@en , "hue of rage"@en'
    ),
    "a concept defined in another language": Fault(
        "Concept-definition", '"hue of blood"@en', '"couleur du sang"@fr'
    ),
    "a concept without an example": Fault(
        "Concept-example", 'skos:example "A banner of the left."@en ;', ""
    ),
    "a concept with an example in no language": Fault(
        "Concept-example", '"A banner of the left."@en', '"A banner of the left."'
    ),
    "a concept with a blank example": Fault(
        "Concept-example", '"A banner of the left."@en', '" "@en'
    ),
    "a concept of no list": Fault(
        "Concept-inScheme Concept-topConceptOf", "skos:inScheme voc:colour ;", ""
    ),
    "a concept of two lists": Fault(
        "Concept-inScheme Concept-topConceptOf",
        "inScheme voc:colour",
        "inScheme voc:colour , voc:means",
    ),
    "a concept of a list that nobody describes": Fault(
        "Concept-inScheme",
        "skos:inScheme voc:colour ;\n    skos:topConceptOf voc:colour",
        "skos:inScheme voc:shade ;\n    skos:topConceptOf voc:shade",
    ),
    "a concept that is not on top of its list": Fault(
        "Concept-topConceptOf", " ;\n    skos:topConceptOf voc:colour", ""
    ),
    "a concept on top of two lists": Fault(
        "Concept-topConceptOf", "topConceptOf voc:colour", "topConceptOf voc:colour , voc:means"
    ),
    "a concept without labels": Fault(
        "Concept-label Thing-label-english", 'rdfs:label "red"@en ;', ""
    ),
    "a concept with two names": Fault(
        "Concept-label", 'rdfs:label "red"@en', 'rdfs:label "rouge"@en'
    ),
    "a concept without a preferred label": Fault(
        "Concept-label Concept-prefLabel", 'skos:prefLabel "red"@en ;', ""
    ),
    "a concept with two preferred labels in a language": Fault(
        "Concept-label Concept-prefLabel", 'prefLabel "red"@en', 'prefLabel "red"@en , "rose"@en'
    ),
    "a concept with a preferred label in no language": Fault(
        "Concept-label Concept-prefLabel", 'prefLabel "red"@en', 'prefLabel "red"@en , "rose"'
    ),
    "a concept with a blank preferred label": Fault(
        "Concept-label Concept-prefLabel", 'prefLabel "red"@en', 'prefLabel "red"@en , " "@ar'
    ),
    "a concept without an English label": Fault(
        "Thing-label-english",
        "",
        """voc:blue a skos:Concept ; rdfs:label "bleu"@fr ; skos:prefLabel "bleu"@fr ;
        skos:definition "hue of the sky"@en ; skos:example "A banner of the right."@en ;
        skos:inScheme voc:colour ; skos:topConceptOf voc:colour .""",
    ),
    "a concept with a scope note in no language": Fault(
        "Concept-scopeNote", '"Not: orange."@en', '"Not: orange."'
    ),
    "a concept with a blank scope note": Fault("Concept-scopeNote", '"Not: orange."@en', '" "@en'),
    "a concept with an alternative label like its label": Fault(
        "Thing-altLabel", '"scarlet"@en', '"red"@en'
    ),
    "a concept like a text": Fault("Thing-closeMatch", "<https://example.org/red>", '"red"'),
    "a concept with a note in no language": Fault(
        "Thing-note", '"To be kept."@en', '"To be kept."'
    ),
    "a concept below another": Fault("Concept", "", "voc:red skos:broader voc:colour ."),
}


@each(FAULTS)
def test_a_code_list_is_flat_and_each_entry_is_defined_and_exemplified(tiny, fault):
    assert tiny.reports("code-lists", fault) == set(fault.shapes.split())


def test_a_shape_that_spells_out_a_code_list_names_all_of_it(tiny):
    store = tiny.true.new_store()
    spelt_out = defaultdict(set)
    for row in store.rows("""SELECT ?shape ?scheme ?concept WHERE {
        ?shape a sh:PropertyShape ; sh:in/rdf:rest*/rdf:first ?concept .
        ?concept skos:inScheme ?scheme }"""):
        spelt_out[row["shape"], row["scheme"]].add(row["concept"])
    lists = defaultdict(set)
    for row in store.rows("SELECT ?scheme ?concept { ?concept skos:topConceptOf ?scheme }"):
        lists[row["scheme"]].add(row["concept"])
    assert spelt_out
    assert all(concepts == lists[scheme] for (_, scheme), concepts in spelt_out.items())
