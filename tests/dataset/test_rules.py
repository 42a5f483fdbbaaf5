"""The rules that a dataset carries for its build."""

import pytest

from nofuz.dataset.rules import rule_findings
from tests.dataset.trap import trap

GRAPH = "# graph: derived/x\n"


def found(folder, text):
    (folder.path / "ontology/rules/20-bad.rq").write_text(text)
    return [(f.file, f.rule, f.message) for f in rule_findings(folder.dataset)]


def test_rules_that_the_build_can_run_pass(folder):
    assert found(folder, GRAPH + "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CONSTRUCT { } WHERE { }", "its first line must be: # graph: derived/<name>"),
        (GRAPH + "SELECT ?s WHERE { ?s ?p ?o }", "it is no CONSTRUCT query"),
        (
            GRAPH + "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://a.example/> { ?s ?p ?o } }",
            "a rule must not ask another server: leave SERVICE out, in names too",
        ),
        (
            GRAPH + "CONSTRUCT { ?s ?p ?o } WHERE { serVice silent ?where { ?s ?p ?o } }",
            "a rule must not ask another server: leave SERVICE out, in names too",
        ),
    ],
)
def test_a_rule_that_the_build_cannot_run_is_told(folder, text, message):
    ((file, rule, told),) = found(folder, text)
    assert (file, rule) == ("ontology/rules/20-bad.rq", "rule")
    assert told == message


@pytest.mark.parametrize(
    "text",
    ["CONSTRUCT { ?s ?p }", "CONSTRUCT { ?s ?p ?x } WHERE { BIND(<http://a.example/f>(1) AS ?x) }"],
)
def test_a_syntax_error_or_unknown_function_is_told(folder, text):
    assert [rule for _, rule, _ in found(folder, GRAPH + text)] == ["rule"]


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICESILENT<URL> { ?s ?p ?o }",
        "SERVICE: { ?s ?p ?o }",
        "SERVICE:b { ?s ?p ?o }",
        "?s ?p trueSERVICE:b { }",
        "?s ?p 1.SERVICE <URL> { }",
        "?s ?p x:SERVICE?u { }",
        "?s ?p x:.SERVICE:b { }",
        "FILTER(?s<?p)SERVICE<URL#>\n{ } }",
        "FILTER(?s<?p)?s?p?o.SERVICE:b#>\n{ } }",
        "{ SELECT * { ?s ?p ?o OPTIONAL { service<URL> {} } } }",
        "# comment \r SERVICE <URL> { } \n",
    ],
)
def test_no_rule_reaches_another_server(folder, pattern):
    with trap() as url:
        prefixes = f"PREFIX : <{url}> PREFIX x: <{url[:-1]}:> "
        text = f"{GRAPH}{prefixes}CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
        assert [rule for _, rule, _ in found(folder, text.replace("URL", url))] == ["rule"]


def test_a_name_that_ends_in_service_is_no_call(folder):
    text = f"{GRAPH}CONSTRUCT {{ ?s a <http://a.example/SecretService> }} WHERE {{ ?s ?p ?o }}"
    assert found(folder, text) == []


def test_the_word_service_in_a_string_or_comment_is_no_call(folder):
    text = GRAPH + 'CONSTRUCT { ?s ?p "SERVICE" } WHERE { ?s ?p ?o } # SERVICE'
    assert found(folder, text) == []
