"""What curl and Python are told to ask gets the answer of the query."""

import json
import shutil
import subprocess
import sys

import pytest

from nofuz.sparql.snippets import curl, python

ADDRESS = "https://example.org/sparql"
ROWS = 'SELECT ?x { VALUES ?x { "a\'b" "\\\\\\"$HOME`id`" """"q""" } } ORDER BY ?x'
HOSTILE = [
    ROWS,
    'SELECT ("""\\"""" AS ?x) {}',
    'SELECT ?x { BIND(\'$(touch x); """ + exit()\' AS ?x) } # ends in \\',
    'SELECT ("\u202egnp" AS ?x) {}',
    "SELECT ?x\r\n{ BIND(1 AS ?x) }",
    'SELECT ("نفوذ" AS ?x) { } #"',
]


def asked(client, query):
    reply = client.get("/sparql", query_string={"query": query})
    assert reply.status_code == 200, reply.text
    rows = reply.get_json(force=True)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def local(text, server):
    return text.replace(ADDRESS, f"{server.url}/sparql")


@pytest.mark.parametrize("query", HOSTILE)
def test_python_gets_the_rows(client, server, query):
    program = local(python(query, "SELECT", ADDRESS), server)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.splitlines() == [str(row) for row in asked(client, query)]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("query", HOSTILE)
def test_curl_gets_the_rows(client, server, query):
    command = local(curl(query, "SELECT", ADDRESS), server)
    run = subprocess.run(
        ["sh", "-c", command.replace("curl", "curl --silent", 1)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    rows = json.loads(run.stdout)["results"]["bindings"]
    assert [{name: term["value"] for name, term in row.items()} for row in rows] == asked(
        client, query
    )


@pytest.mark.parametrize("query", HOSTILE)
def test_no_character_of_them_hides_another(query):
    for text in (curl(query, "SELECT", ADDRESS), python(query, "SELECT", ADDRESS)):
        assert "\u202e" not in text
        assert "\r" not in text


@pytest.mark.parametrize(
    ("query", "form", "expected"),
    [("ASK {}", "ASK", "True"), ("CONSTRUCT { <urn:a> <urn:b> 1 } {}", "CONSTRUCT", "<urn:a>")],
)
def test_python_prints_what_is_neither_rows(server, query, form, expected):
    program = local(python(query, form, ADDRESS), server)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert expected in run.stdout
