"""Describe the addresses of the server (OpenAPI 3.1.1).

The addresses and what is said of them come from the application itself: each
rule of its map, with the first line of its view.  Queries with a name stand
there one by one, with their parameters.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from inspect import getdoc
from typing import Any

from werkzeug.routing import Map, Rule

from nofuz.formats import BOOLEAN_FORMATS, GRAPH_FORMATS, HTML, RESULT_FORMATS, Format

OPENAPI = Format("openapi", "json", "application/vnd.oai.openapi+json", parameter="version=3.1")

_FITTING = {"SELECT": RESULT_FORMATS, "ASK": BOOLEAN_FORMATS, "CONSTRUCT": GRAPH_FORMATS}
_VARIABLE = re.compile(r"<(?:(?P<converter>[^:<>]+):)?(?P<name>\w+)>")
_ONE_OF = re.compile(r"any\((.*)\)")
_NAMED = "/query/{name}"
_HIDDEN = frozenset(["/static/{filename}", "/{path}", _NAMED])
_METHODS = ("GET", "POST")
_SEARCH = {
    "q": "words to search for",
    "type": "a kind such as agent, or a class such as foaf:Person",
    "limit": "results on one page",
    "offset": "results to skip",
}
_ENTITY = {"id": "identifier of an entity, as the service gives it"}
# What the views read from the address beside its path.
_PARAMETERS: dict[str, dict[str, str]] = {
    "/sparql": {
        "query": "a SPARQL 1.1 query",
        "default-graph-uri": "IRI of a graph to merge into the default graph; may be repeated",
        "named-graph-uri": "IRI of a named graph of the dataset; may be repeated",
        "format": "name of the format, for clients that cannot set Accept",
    },
    "/fragments": {
        "subject": "IRI of the subject",
        "predicate": "IRI of the predicate",
        "object": "IRI or literal of the object",
        "graph": "IRI of the graph",
        "page": "number of the page",
    },
    "/doc/{name}": {
        "page": "number of the page of what points at the thing",
        "asOf": "of a page for people: the day of which it shows what is said",
    },
    "/compare": {
        "one": "a release, document or origin, such as document/ahram-2019-11-18",
        "other": "another one; two releases, or two sources",
    },
    "/export/{file}": {
        "standing": "of edges.csv: only edges of this standing",
        "origin": "of edges.csv: only edges with a claim from this origin",
        "class": "of edges.csv: only relations of this class",
    },
    "/search": _SEARCH,
    "/search.{extension}": _SEARCH,
    "/q": {"query": "a SPARQL query to pass on"},
    "/reconcile": {
        "queries": "a batch of queries, in JSON",
        "extend": "entities and the properties to extend them with, in JSON",
    },
    "/reconcile/suggest/{kind}": {
        "prefix": "what was typed so far",
        "cursor": "suggestions to skip",
    },
    "/reconcile/flyout/{kind}": _ENTITY,
    "/reconcile/preview": _ENTITY,
    "/reconcile/properties": {
        "type": "type of the entities",
        "limit": "properties to propose at most",
    },
}
_TYPES: dict[str, dict[str, str]] = {
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "string": {"type": "string"},
}
_PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail"],
}
_DESCRIPTION = (
    "An open graph of claims about political influence. Nothing that it answers is a finding of"
    " fact: each statement leads to who says so, where it was read, and who denies it."
)


def openapi(
    rules: Map, views: Mapping[str, Callable[..., Any]], queries: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the description.

    Args:
        rules: the addresses of the application.
        views: the functions that answer for them, by endpoint.
        queries: the named queries, as `nofuz.queries.listing` describes them.
    """
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(rules.iter_rules(), key=lambda rule: rule.rule):
        path = _VARIABLE.sub(r"{\g<name>}", rule.rule)
        if path not in _HIDDEN:
            paths.setdefault(path, {}).update(_operations(rule, path, views[rule.endpoint]))
    for query in queries:
        paths[str(query["address"])] = {"get": _named(query)}
    return {
        "openapi": "3.1.1",
        "info": {"title": "Nofuz", "version": _version(), "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": _PROBLEM},
            "responses": {
                "Problem": {
                    "description": "The request cannot be answered as asked.",
                    "content": {
                        "application/problem+json": {
                            "schema": {"$ref": "#/components/schemas/Problem"}
                        }
                    },
                }
            },
        },
    }


def _operations(rule: Rule, path: str, view: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    for method in _METHODS:
        if method in (rule.methods or ()):
            yield method.lower(), _operation(rule, path, view, method)


def _operation(rule: Rule, path: str, view: Callable[..., Any], method: str) -> dict[str, Any]:
    told = [*_in_path(rule), *(_in_query(path) if method == "GET" else ())]
    operation = {
        "operationId": _identifier(method, path),
        "summary": (getdoc(view) or "").partition("\n")[0],
        "responses": _responses(()),
    }
    if method == "POST":
        operation["requestBody"] = {
            "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}
        }
    return operation | ({"parameters": told} if told else {})


def _in_path(rule: Rule) -> Iterator[dict[str, Any]]:
    for found in _VARIABLE.finditer(rule.rule):
        schema: dict[str, Any] = {"type": "string"}
        choices = _ONE_OF.fullmatch(found["converter"] or "")
        if found["converter"] == "int":
            schema = {"type": "integer"}
        elif choices:
            schema["enum"] = [choice.strip(" '\"") for choice in choices[1].split(",")]
        yield {"name": found["name"], "in": "path", "required": True, "schema": schema}


def _in_query(path: str) -> Iterator[dict[str, Any]]:
    for name, meaning in _PARAMETERS.get(path, {}).items():
        schema = {"type": "string"}
        yield {"name": name, "in": "query", "description": meaning, "schema": schema}


def _named(query: Mapping[str, Any]) -> dict[str, Any]:
    operation = {
        "operationId": _identifier("GET", str(query["address"])),
        "summary": query["title"],
        "description": query["description"],
        "tags": ["queries"],
        "externalDocs": {"url": query["iri"]},
        "responses": _responses((*_FITTING[query["form"]], HTML)),
    }
    told = [_parameter(parameter) for parameter in query["parameters"]]
    return operation | ({"parameters": told} if told else {})


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    datatype = str(parameter.get("datatype", "")).rpartition("#")[2]
    schema: dict[str, Any] = dict(_TYPES.get(datatype, {"type": "string"}))
    number = datatype == "integer"
    if "choices" in parameter:
        schema["enum"] = parameter["choices"]
    if "default" in parameter:
        schema["default"] = int(parameter["default"]) if number else parameter["default"]
    return {
        "name": parameter["name"],
        "in": "query",
        "required": parameter["required"],
        "description": parameter["description"],
        "schema": schema,
        "example": int(parameter["example"]) if number else parameter["example"],
    }


def _responses(forms: Iterable[Format]) -> dict[str, Any]:
    content: dict[str, Any] = {form.media_type: {} for form in forms}
    told: dict[str, Any] = {"description": "What was asked for."}
    return {
        "200": told | ({"content": content} if content else {}),
        "default": {"$ref": "#/components/responses/Problem"},
    }


def _identifier(method: str, path: str) -> str:
    name = re.sub("[^A-Za-z0-9]+", "_", path).strip("_") or "home"
    is_folder = path.endswith("/") and path != "/"
    return f"{method.lower()}_{name}{'_' if is_folder else ''}"


def _version() -> str:
    try:
        return version("nofuz")
    except PackageNotFoundError:  # run from its source tree
        return "0"
