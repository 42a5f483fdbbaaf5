"""The description of the addresses is OpenAPI 3.1, and says what is there."""

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from nofuz.namespaces import BASE
from nofuz.queries.openapi import _PARAMETERS


@pytest.fixture
def description(client):
    reply = client.get("/openapi.json")
    assert reply.status_code == 200
    assert reply.content_type == "application/vnd.oai.openapi+json; version=3.1"
    return reply.get_json(force=True)


def test_it_is_valid(description):
    assert list(OpenAPIV31SpecValidator(description).iter_errors()) == []


def test_every_query_stands_in_it_with_its_parameters(description, client):
    found = client.get("/query", headers={"Accept": "application/json"}).json["queries"]
    for query in found:
        operation = description["paths"][query["address"]]["get"]
        assert operation["summary"] == query["title"]
        told = {known["name"]: known for known in operation.get("parameters", [])}
        assert told.keys() == {known["name"] for known in query["parameters"]}
        for known in query["parameters"]:
            assert told[known["name"]]["required"] == known["required"]


def test_what_it_says_of_values_is_what_the_server_takes(description, client):
    of_standing = description["paths"]["/query/statements-by-standing"]["get"]["parameters"]
    [standing] = of_standing
    for value in standing["schema"]["enum"]:
        reply = client.get(f"/query/statements-by-standing?standing={value}")
        assert reply.status_code == 200
    [least] = description["paths"]["/query/circular-reporting"]["get"]["parameters"]
    assert least["schema"] == {"type": "integer", "default": 2}


def test_every_address_of_the_application_stands_in_it(description, app):
    told = set(description["paths"])
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)
        if path not in {"/static/{filename}", "/{path}", "/query/{name}"}:
            assert path in told


def test_every_operation_says_what_it_does(description):
    operations = [
        operation for path in description["paths"].values() for operation in path.values()
    ]
    assert all(
        operation["summary"].endswith(".") or "tags" in operation for operation in operations
    )
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)


SENT = {
    "/sparql": {"query": "ASK {}", "format": "json"},
    "/fragments": {"subject": f"{BASE}id/agent/iran", "page": "1"},
    "/doc/{name}": {"page": "1"},
    "/export/{file}": {"standing": "contested", "class": "Tie", "origin": "iran-cables"},
    "/search": {"q": "Soleimani", "type": "agent", "limit": "3", "offset": "0"},
    "/reconcile": {"queries": '{"q0": {"query": "Soleimani"}}'},
    "/reconcile/suggest/{kind}": {"prefix": "Sol", "cursor": "0"},
    "/reconcile/flyout/{kind}": {"id": "agent/iran"},
    "/reconcile/preview": {"id": "agent/iran"},
    "/reconcile/properties": {"type": "agent", "limit": "3"},
}
FILLED = {"file": "edges.csv", "kind": "entity", "name": "agent/iran"}


@pytest.mark.parametrize("path", SENT)
def test_parameters_that_it_tells_of_are_taken(description, client, path):
    told = description["paths"][path]["get"]["parameters"]
    assert SENT[path].keys() <= {known["name"] for known in told if known["in"] == "query"}
    reply = client.get(path.format(**FILLED), query_string=SENT[path])
    assert reply.status_code == 200, reply.text


def test_every_address_with_parameters_is_there(description):
    assert {path for path in _PARAMETERS if path not in description["paths"]} == set()
