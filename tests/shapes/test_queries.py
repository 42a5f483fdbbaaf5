"""Queries: what a parameter may be, and what a query says of itself."""

from tests.shapes.tiny import Fault, each

NUMBER = "sh:datatype xsd:integer ;"
TEXT = 'sh:select """SELECT ?it { ?it nofuz:documentCount ?n FILTER(?n >= $least) }"""'
TYPES = "sh:SPARQLExecutable , sh:SPARQLSelectExecutable"

FAULTS_OF_PARAMETERS = {
    "of no kind": Fault("Parameter-kind", NUMBER, ""),
    "of two kinds": Fault("Parameter-kind", NUMBER, f"{NUMBER} sh:class foaf:Agent ;"),
    "of a datatype that no address holds": Fault(
        "Parameter-datatype", NUMBER, NUMBER.replace("integer", "anyURI")
    ),
    "with neither default nor example": Fault(
        "Parameter-value", "sh:defaultValue 2", 'rdfs:label "n"@fa'
    ),
    "with two defaults": Fault("Parameter-defaultValue", "Value 2", "Value 2 , 3"),
    "with two examples": Fault(
        "Parameter-example", "voc:contested", "voc:contested , voc:corroborated"
    ),
    "of a concept for a code list": Fault(
        "Parameter-codeList", "nofuz:codeList voc:standing", "nofuz:codeList voc:contested"
    ),
    "of a class that is a text": Fault(
        "Parameter-class", "sh:class foaf:Agent", 'sh:class "Agent"'
    ),
    "of a broadest class that is a text": Fault(
        "Parameter-broadestClass",
        "broadestClass nofuz:InfluenceRelation",
        'broadestClass "relation"',
    ),
    "without a description": Fault(
        "Parameter-description", 'sh:description "A standing."@en ;', ""
    ),
    "with a description in no language": Fault(
        "Parameter-description", '"A standing."@en', '"A standing."'
    ),
    "without a name": Fault("Parameter-path", "sh:path parameter:who ;", ""),
    "with a name in capitals": Fault(
        "Parameter-path", "sh:path parameter:who", "sh:path parameter:WHO"
    ),
    "with a name that has a hyphen": Fault(
        "Parameter-path", "sh:path parameter:who", "sh:path parameter:who-it-is"
    ),
    "with a minimum": Fault("Parameter", "", "parameter:least sh:minInclusive 1 ."),
}
FAULTS_OF_QUERIES = {
    "without a comment": Fault(
        "Query-comment", 'rdfs:comment "What is told in several documents."@en ;', ""
    ),
    "with two comments": Fault("Query-comment", 'documents."@en', 'documents."@en , "Or not."@en'),
    "without a text": Fault(
        "Query-text", f"{TEXT} .", "sh:prefixes <https://w3id.org/nofuz/def> ."
    ),
    "with two texts": Fault("Query-text", "", 'query:reports sh:ask "ASK {}" .'),
    "without prefixes": Fault(
        "Query-prefixes",
        "sh:prefixes <https://w3id.org/nofuz/def> ;\n    sh:parameter parameter:least",
        "sh:parameter parameter:least",
    ),
    "with prefixes of its own": Fault(
        "Query-prefixes", "", "query:reports sh:prefixes <https://example.org/> ."
    ),
    "with what is no parameter": Fault(
        "Query-parameter", "sh:parameter parameter:least", "sh:parameter query:everything"
    ),
    "of no form": Fault("Query-type", TYPES, "sh:SPARQLExecutable"),
    "of two forms": Fault("Query-type", TYPES, f"{TYPES} , sh:SPARQLAskExecutable"),
    "with an emptiness that is a text": Fault(
        "Query-emptyExpected", "emptyExpected true", 'emptyExpected "yes"'
    ),
    "with an author": Fault("Query", "", 'query:reports dcterms:creator "me" .'),
}


@each(FAULTS_OF_PARAMETERS)
def test_a_parameter_says_what_it_takes(tiny, fault):
    assert tiny.reports("queries", fault) == set(fault.shapes.split())


@each(FAULTS_OF_QUERIES)
def test_a_query_says_what_it_is(tiny, fault):
    assert tiny.reports("queries", fault) == set(fault.shapes.split())
