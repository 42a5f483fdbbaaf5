"""The addresses of the queries with a name, and the description of all addresses."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

from flask import Blueprint, Response, current_app, g, request
from werkzeug.http import http_date

from nofuz.dataset.queries import NamedQuery
from nofuz.edition import Edition
from nofuz.errors import NotAcceptable, Problem, UnknownResource
from nofuz.formats import GRAPH_FORMATS, HTML, PAGE_FORMATS, PLAIN_JSON, Format
from nofuz.namespaces import SPARQL_PREFIXES
from nofuz.negotiation import choose
from nofuz.pages.rendering import named_query_page, queries_page
from nofuz.parameters import decoded
from nofuz.queries.asking import values
from nofuz.queries.listing import described
from nofuz.queries.openapi import OPENAPI, openapi
from nofuz.release.files import to_json
from nofuz.release.tombstones import DEPRECATED
from nofuz.resource.answering import Request as Asked
from nofuz.resource.identifiers import fixed_format
from nofuz.resource.representation import represent
from nofuz.responses import (
    answer,
    echoed,
    has_already,
    prefers_page,
    problem,
    respond,
    see_other,
    unchanged,
)
from nofuz.settings import Settings
from nofuz.sparql.preparation import prepare
from nofuz.sparql.protocol import Operation, hint, most_rows
from nofuz.sparql.results import result_form, shown
from nofuz.sparql.sharing import shared
from nofuz.sparql.views import evaluated
from nofuz.store.conversion import to_quads_in
from nofuz.store.embedded import Scope
from nofuz.store.terms import Triple

blueprint = Blueprint("queries", __name__)

_STATEMENTS = f"""{SPARQL_PREFIXES}SELECT ?subject ?predicate ?object WHERE {{
  VALUES ?kind {{ sh:SPARQLExecutable sh:Parameter sh:PrefixDeclaration }}
  ?subject a ?kind ; ?predicate ?object .
}} ORDER BY ?subject ?predicate ?object"""


@blueprint.get("/query", defaults={"extension": ""})
@blueprint.get("/query.<extension>")
def queries(extension: str) -> Response:
    """List the queries with a name: for people, as JSON, and as what they are in SHACL."""
    form = fixed_format(extension)
    if (
        form is None
        and choose(request.headers.get("Accept"), (*PAGE_FORMATS, PLAIN_JSON)) == PLAIN_JSON
    ):
        return _whole(PLAIN_JSON, lambda: {"queries": _described()})
    asked = Asked("/query", form, has_root=False)
    if asked.is_unchanged():
        return asked.answer(b"")
    if asked.form == HTML:
        return asked.answer(queries_page(_edition(), _settings().base, queries=_described()))
    rows = _edition().store.select(_STATEMENTS)
    triples = [Triple(row["subject"], row["predicate"], row["object"]) for row in rows]
    quads = to_quads_in(triples, f"{_settings().base}query")
    return asked.answer(represent(_edition(), quads, asked.choice))


@blueprint.get("/query/<name>")
def named_query(name: str) -> Response:
    """Answer a query with a name, with its parameters, in any format of results."""
    query = _edition().queries.get(name)
    if query is None:
        return _gone(name)
    settings, accept = _settings(), request.headers.get("Accept", "")
    said = b"\0".join([request.query_string, accept.encode(), _prefer().encode()])
    tag = f"{_edition().name}-{blake2b(said, digest_size=12).hexdigest()}"
    if has_already(tag):
        return unchanged(f'W/"{tag}"')
    parameters = decoded(request.query_string)
    if not parameters and _needs_values(query) and _prefers_page(accept):
        return respond(_page(query, {}), HTML)
    try:
        return _answer(query, parameters, tag, settings)
    except Problem as error:
        if not prefers_page():
            raise
        return problem(error, _page(query, parameters, error=str(error)))


@blueprint.get("/openapi.json")
def described_addresses() -> Response:
    """Describe all addresses of this server, those of the queries one by one (OpenAPI 3.1)."""
    rules, views = current_app.url_map, current_app.view_functions
    return _whole(OPENAPI, lambda: openapi(rules, views, _described()))


def _whole(form: Format, told: Callable[[], dict[str, Any]]) -> Response:
    tag, date = f"{_edition().name}-{form.name}", _edition().date
    body = b"" if has_already(tag, date) else to_json(told())
    fields = {"Last-Modified": http_date(date)}
    return respond(body, form, tag=tag, headers=fields)


def _answer(
    query: NamedQuery, parameters: Mapping[str, list[str]], tag: str, settings: Settings
) -> Response:
    text = query.bound(values(query, parameters, _edition().store))
    operation = Operation(text, Scope(), hint(dict(parameters)), most_rows(_prefer()))
    prepared = prepare(operation, request.headers.get("Accept"), settings)
    is_page = prepared.form == HTML
    held = evaluated(prepared, settings, result_form(prepared) if is_page else prepared.form)
    fields = prepared.fields(tag, is_cut=held.is_cut) | {"Link": _links(query)}
    if is_page:
        told = {"text": text, "shared": shared(text, settings), **shown(prepared, held)}
        return answer(_page(query, parameters, **told), fields)
    return answer(held.body, fields | {"Content-Length": str(held.length)})


def _page(query: NamedQuery, parameters: Mapping[str, list[str]], **result: Any) -> bytes:
    """Return the form of a query, filled in with what was sent, and the result if there is one."""
    told = described(query, _edition().store)
    for parameter in told["parameters"]:
        sent = parameters.get(parameter["name"])
        parameter["value"] = sent[0] if sent else parameter.get("default", "")
    return named_query_page(_edition(), _settings().base, query=told, **result)


def _described() -> list[dict[str, Any]]:
    return [described(query, _edition().store) for query in _edition().queries.values()]


def _gone(name: str) -> Response:
    """Lead to what became of a query, if it was there once.

    Raises:
        UnknownResource: it never was (404).
    """
    if _edition().store.values(f"{_settings().base}id/query/{name}", DEPRECATED):
        return see_other(f"/doc/query/{name}")
    raise UnknownResource(f"no query is named {echoed(name)}; /query lists them")


def _needs_values(query: NamedQuery) -> bool:
    return any(parameter.default is None for parameter in query.parameters)


def _prefers_page(accept: str) -> bool:
    try:
        return choose(accept, (*GRAPH_FORMATS, HTML)) == HTML
    except NotAcceptable:
        return False


def _links(query: NamedQuery) -> str:
    return f'</doc/query/{query.name}>; rel="describedby"'


def _prefer() -> str:
    return request.headers.get("Prefer", "")


def _edition() -> Edition:
    edition: Edition = g.edition
    return edition


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
