"""The check of named queries, each of its rules broken once."""

from dataclasses import replace

import pytest

from nofuz.dataset.trying import query_findings
from tests.ontology.conftest import beside, ontology, repository_graphs

__all__ = ["beside", "ontology", "repository_graphs"]

DATA = """
agent:iran a nofuz:State ; rdfs:label "Iran"@en .
proposition:it a nofuz:Command ; rdfs:label "it"@en ; nofuz:influencer agent:iran .
claim:it a nofuz:Claim ; nofuz:concerns proposition:it ; nofuz:stance voc:affirms ;
    nofuz:speaker agent:iran ; prov:hadPrimarySource origin:o .
"""
AGENT = "sh:class foaf:Agent ; skos:example agent:iran"
NUMBER = "sh:datatype xsd:integer ; sh:defaultValue 0"
OTHER = "<https://w3id.org/nofuz/id/parameter/others/agent>"
DAY = 'sh:datatype xsd:date ; skos:example "2019-11-18"^^xsd:date'
STANDING = "nofuz:codeList voc:standing ; sh:defaultValue voc:contested"
KIND = "nofuz:broadestClass nofuz:InfluenceRelation ; sh:defaultValue nofuz:Tie"


def declared(name, text):
    return (
        f'parameter:{name} a sh:Parameter ; sh:path parameter:{name} ; rdfs:label "{name}"@en ;'
        f" {text} .\n"
    )


def named(text, *parameters, name="q", form="select", more=""):
    kind = f"SPARQL{form.capitalize()}Executable"
    used = "".join(f"sh:parameter parameter:{parameter} ; " for parameter in parameters)
    return (
        f'query:{name} a sh:SPARQLExecutable , sh:{kind} ; rdfs:label "Q"@en ; {used}{more}'
        f'sh:prefixes <https://w3id.org/nofuz/def> ; sh:{form} """{text}""" .\n'
    )


@pytest.fixture
def found(beside):
    """Returns what is found in a query, as pairs of rule and message."""

    def found(*turtle):
        return [(f.rule, f.message) for f in query_findings(beside(DATA + "".join(turtle)))]

    return found


GOOD = "SELECT ?it WHERE { ?it nofuz:influencer $agent }"
WHOLE = "SELECT * WHERE { ?it nofuz:originCount ?count FILTER(?count > $n) }"


@pytest.mark.parametrize(
    "turtle",
    [
        [named(GOOD, "agent"), declared("agent", AGENT)],
        [named(WHOLE, "n"), declared("n", NUMBER)],
        [named("SELECT * { ?it nofuz:standing voc:single-origin }")],
        [named("ASK { FILTER(false) }", form="ask")],
        [named("CONSTRUCT WHERE { ?s nofuz:influencer ?o }", form="construct")],
        [named("SELECT * { ?a nofuz:none ?b }", more="nofuz:emptyExpected true ; ")],
        [named("# $x ?y\nSELECT ?it { ?it a nofuz:Command FILTER('$z' != \"?n\") }")],
    ],
)
def test_a_good_query_has_no_finding(found, turtle):
    assert found(*turtle) == []


@pytest.mark.parametrize(
    ("rule", "message", "turtle"),
    [
        ("query-name", "small letters", [named("SELECT * { ?s ?p ?o }", name="Q_1")]),
        ("query-parameter", "$agent has no parameter", [named(GOOD)]),
        (
            "query-parameter",
            "The parameter agent is not used",
            [named("SELECT * { ?s ?p ?o }", "agent"), declared("agent", AGENT)],
        ),
        (
            "query-parameter",
            "?agent is the parameter $agent",
            [
                named("SELECT ?agent { ?it nofuz:influencer $agent }", "agent"),
                declared("agent", AGENT),
            ],
        ),
        (
            "query-parameter",
            "Two parameters are named agent",
            [
                named(GOOD, "agent", more=f"sh:parameter {OTHER} ; "),
                declared("agent", AGENT),
                declared("agent", AGENT).replace("parameter:agent", OTHER),
            ],
        ),
        (
            "query-parameter",
            "format names the format of the answer",
            [
                named("SELECT * { ?it ?p $format }", "format"),
                declared("format", AGENT),
            ],
        ),
        (
            "query-service",
            "leave SERVICE out",
            [named("SELECT * { SERVICE <urn:x> { ?s ?p ?o } }")],
        ),
        (
            "query-service",
            "leave SERVICE out",
            [named("SELECT * { FILTER(trueSERVICE <urn:x> { ?s ?p ?o }) }")],
        ),
        ("query-form", "begins with SELECT", [named("ASK { ?s ?p ?o }")]),
        ("query-form", "begins with ASK", [named("DESCRIBE ?s { ?s ?p ?o }", form="ask")]),
        ("query-form", "begins with SELECT", [named("INSERT DATA { <urn:a> <urn:b> <urn:c> }")]),
        (
            "query-form",
            "begins with SELECT",
            [named("SELECT * { ?s ?p ?o }").replace("SPARQLSelect", "SPARQLAsk")],
        ),
        ("query-syntax", "is no SPARQL: error at", [named("SELECT * { ?s ?p }")]),
        ("query-syntax", "is no SPARQL", [named("SELECT * { ?s unknown:p ?o }")]),
        (
            "query-syntax",
            "is no SPARQL",
            [named("SELECT $agent { ?s ?p $agent }", "agent"), declared("agent", AGENT)],
        ),
        (
            "query-empty",
            "finds nothing",
            [named("SELECT * { ?s nofuz:giver $agent }", "agent"), declared("agent", AGENT)],
        ),
        ("query-empty", "finds nothing", [named("SELECT * { ?s nofuz:giver ?o }")]),
        (
            "query-empty",
            "finds nothing",
            [named("CONSTRUCT WHERE { ?s nofuz:giver ?o }", form="construct")],
        ),
        (
            "query-value",
            "is not the name of a thing of the class http://xmlns.com/foaf/0.1/Agent",
            [named(GOOD, "agent"), declared("agent", AGENT.replace(":iran", ":nobody"))],
        ),
        (
            "query-value",
            "is not one of",
            [
                named("SELECT * { ?s nofuz:standing $standing }", "standing"),
                declared("standing", STANDING.replace("contested", "affirms")),
            ],
        ),
        (
            "query-value",
            "is not one of",
            [
                named("SELECT * { ?s a $kind }", "kind"),
                declared("kind", KIND.replace("Tie", "Meeting")),
            ],
        ),
        (
            "query-value",
            "is not an integer",
            [named(WHOLE, "n"), declared("n", NUMBER.replace("0", '"two"'))],
        ),
        (
            "query-value",
            "is not a day",
            [
                named("SELECT * { ?s ?p $day }", "day"),
                declared("day", DAY.replace("11-18", "11-31")),
            ],
        ),
        (
            "query-value",
            "as a literal of",
            [named(WHOLE, "n"), declared("n", NUMBER.replace("0", '"0"'))],
        ),
    ],
)
def test_a_fault_is_found_with_what_to_write(found, rule, message, turtle):
    [(rule_found, message_found)] = found(*turtle)
    assert rule_found == rule
    assert message in message_found


def test_a_rule_that_cannot_run_is_told_by_the_step_of_the_rules(beside, tmp_path):
    graphs = beside(DATA + named("SELECT * { ?s ?p }"))
    broken = tmp_path / "10-broken.rq"
    broken.write_text("# graph: derived/broken\nCONSTRUCT {")
    dataset = replace(graphs.dataset, path=tmp_path, rules=(broken,))
    assert query_findings(replace(graphs, dataset=dataset)) == []


def test_a_dataset_without_queries_is_not_derived_for_them(beside, tmp_path):
    graphs = beside(DATA)
    dataset = replace(graphs.dataset, rules=(tmp_path / "missing.rq",))
    assert query_findings(replace(graphs, dataset=dataset)) == []
