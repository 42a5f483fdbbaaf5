"""Results to the letter: JSON, XML, CSV and TSV as recommended, on values that test them."""

import csv
import json
from io import StringIO
from xml.etree import ElementTree

import pytest
from rdflib import Graph, Literal

SRX = "{http://www.w3.org/2005/sparql-results#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TEXTS = ["", " a ", "a,b", 'say "a"', "a\nb", "a\rb", "a\r\nb", "a\tb", "é\\n", "<&>]]>", "?a", "'"]
VALUES = " ".join(json.dumps(text, ensure_ascii=False) for text in TEXTS)
EVERY_TEXT = f"SELECT ?text {{ VALUES ?text {{ {VALUES} }} }}"


def get(client, query, accept):
    headers = {"Accept": accept}
    reply = client.get("/sparql", query_string={"query": query}, headers=headers)
    assert reply.status_code == 200, reply.text
    return reply.data.decode()


def parsed(text):
    return ElementTree.fromstring(text)  # noqa: S314 - what is parsed is our own


def test_csv_to_the_letter(client):
    query = """SELECT ?text ?iri ?number ?other { VALUES (?text ?iri ?number ?other) {
        ("a" <http://x/a> 1 "b"@en) ("a,b" <http://x/a,b> -4.4 UNDEF)
        ("say \\"a\\"" UNDEF 1e3 "c,d"^^<http://x/t>) ("a\\nb\\rc" UNDEF true "e,f"@en)
        (UNDEF UNDEF UNDEF UNDEF) ("" UNDEF UNDEF "\\t") } }"""
    assert get(client, query, "text/csv") == (
        "text,iri,number,other\r\n"
        "a,http://x/a,1,b\r\n"
        '"a,b","http://x/a,b",-4.4,\r\n'
        '"say ""a""",,1000,"c,d"\r\n'
        '"a\nb\rc",,true,"e,f"\r\n'
        ",,,\r\n"
        ",,,\t\r\n"
    )


def test_tsv_to_the_letter(client):
    query = """SELECT ?text ?iri ?number ?other { VALUES (?text ?iri ?number ?other) {
        ("a" <http://x/a> 1 "b"@en) ("a,b" <http://x/a,b> -4.4 UNDEF)
        ("say \\"a\\"" UNDEF "1000"^^<http://www.w3.org/2001/XMLSchema#double> "c"^^<http://x/t>)
        ("a\\nb\\rc\\td" UNDEF true "\\\\") (UNDEF UNDEF UNDEF UNDEF) } }"""
    assert get(client, query, "text/tab-separated-values") == (
        "?text\t?iri\t?number\t?other\n"
        '"a"\t<http://x/a>\t1\t"b"@en\n'
        '"a,b"\t<http://x/a,b>\t-4.4\t\n'
        '"say \\"a\\""\t\t"1000"^^<http://www.w3.org/2001/XMLSchema#double>\t"c"^^<http://x/t>\n'
        '"a\\nb\\rc\\td"\t\ttrue\t"\\\\"\n'
        "\t\t\t\n"
    )


def test_csv_gives_every_text_back(client):
    rows = list(csv.reader(StringIO(get(client, EVERY_TEXT, "text/csv"), newline="")))
    assert [row or [""] for row in rows] == [["text"], *([text] for text in TEXTS)]


def test_tsv_gives_every_text_back(client):
    head, *lines = get(client, EVERY_TEXT, "text/tab-separated-values").split("\n")[:-1]
    assert head == "?text"
    turtle = "".join(f"<http://x/s> <http://x/{n}> {line} ." for n, line in enumerate(lines))
    triples = Graph().parse(data=turtle, format="turtle")
    by_number = {int(p.rpartition("/")[2]): str(o) for _, p, o in triples}
    assert [by_number[number] for number in range(len(lines))] == TEXTS


def test_xml_gives_every_text_back(client):
    root = parsed(get(client, EVERY_TEXT, "application/sparql-results+xml"))
    assert [found.text or "" for found in root.iter(SRX + "literal")] == TEXTS


def test_json_gives_every_text_back(client):
    rows = json.loads(get(client, EVERY_TEXT, "application/json"))["results"]["bindings"]
    assert [row["text"]["value"] for row in rows] == TEXTS


MIXED = """SELECT ?iri ?plain ?tagged ?typed ?unbound { VALUES (?iri ?plain ?tagged ?typed) {
    (<http://x/a> "a" "b"@en 7) } }"""


def test_json_says_what_each_term_is(client):
    assert json.loads(get(client, MIXED, "application/sparql-results+json")) == {
        "head": {"vars": ["iri", "plain", "tagged", "typed", "unbound"]},
        "results": {
            "bindings": [
                {
                    "iri": {"type": "uri", "value": "http://x/a"},
                    "plain": {"type": "literal", "value": "a"},
                    "tagged": {"type": "literal", "value": "b", "xml:lang": "en"},
                    "typed": {
                        "type": "literal",
                        "value": "7",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                }
            ]
        },
    }


def test_xml_says_what_each_term_is(client):
    root = parsed(get(client, MIXED, "application/sparql-results+xml"))
    names = ["iri", "plain", "tagged", "typed", "unbound"]
    assert [variable.get("name") for variable in root.iter(SRX + "variable")] == names
    [result] = root.iter(SRX + "result")
    found = {binding.get("name"): binding[0] for binding in result}
    assert set(found) == set(names) - {"unbound"}
    assert {name: term.tag.removeprefix(SRX) for name, term in found.items()} == {
        **dict.fromkeys(["plain", "tagged", "typed"], "literal"),
        "iri": "uri",
    }
    assert found["plain"].attrib == {}
    assert found["tagged"].attrib == {LANGUAGE: "en"}
    assert found["typed"].attrib == {"datatype": "http://www.w3.org/2001/XMLSchema#integer"}


@pytest.mark.parametrize(
    ("query", "expected"), [("ASK {}", True), ("ASK { FILTER(1 = 2) }", False)]
)
def test_a_boolean_is_one(client, query, expected):
    assert json.loads(get(client, query, "application/json")) == {"head": {}, "boolean": expected}
    root = parsed(get(client, query, "application/xml"))
    assert root.findtext(SRX + "boolean") == str(expected).lower()


def test_a_blank_node_has_one_label_in_a_result(client):
    query = """SELECT ?a ?b { { SELECT ?a { BIND(BNODE() AS ?a) } }
        { BIND(1 AS ?n) } UNION { BIND(2 AS ?n) } BIND(?a AS ?b) }"""
    rows = json.loads(get(client, query, "application/json"))["results"]["bindings"]
    assert len({term["value"] for row in rows for term in row.values()}) == 1
    lines = get(client, query, "text/csv").splitlines()[1:]
    assert len({cell for line in lines for cell in line.split(",")}) == 1
    assert lines[0].startswith("_:")


@pytest.mark.parametrize(
    ("query", "accept", "reason"),
    [
        (r'SELECT ("\u0001" AS ?a) {}', "application/sparql-results+xml", "U+0001"),
        (r'SELECT ("a\uFFFE" AS ?a) {}', "application/xml", "U+FFFE"),
        (r'CONSTRUCT { <a> <b> "\u000C" } {}', "application/rdf+xml", "U+000C"),
        ("CONSTRUCT { <a> <http://x/1> 1 } {}", "application/rdf+xml", "property"),
    ],
)
def test_what_no_xml_can_hold_is_not_acceptable_as_xml(client, query, accept, reason):
    reply = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert reply.status_code == 406
    assert reason in reply.get_json(force=True)["detail"]
    other = client.get("/sparql", query_string={"query": query})
    assert other.status_code == 200


def test_rdf_xml_gives_every_text_back(client):
    query = "CONSTRUCT { <http://x/s> <http://x/p> ?text } " + EVERY_TEXT.partition("?text ")[2]
    triples = Graph().parse(data=get(client, query, "application/rdf+xml"), format="xml")
    assert set(triples.objects()) == {Literal(text) for text in TEXTS}


def test_a_long_result_is_the_same_in_csv_and_tsv(client):
    query = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(isIRI(?o)) } ORDER BY ?s ?p ?o"
    lines = get(client, query, "text/tab-separated-values").splitlines()[1:]
    rows = list(csv.reader(StringIO(get(client, query, "text/csv"), newline="")))[1:]
    assert len(rows) > 5000
    assert rows == [[cell.strip("<>") for cell in line.split("\t")] for line in lines]
