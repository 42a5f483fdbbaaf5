"""/sparql: queries by GET, form and body; a form for people, a description for programs."""

from typing import Any

from flask import Blueprint, Response, current_app, g, request

from nofuz.environment import ABANDONED, ACCOUNT, ARRIVAL, REFUSED
from nofuz.errors import MalformedRequest, NotAcceptable, Problem
from nofuz.formats import GRAPH_FORMATS, HTML, Format
from nofuz.negotiation import choose
from nofuz.pages.rendering import query_page
from nofuz.responses import answer, has_already, prefers_page, problem, respond, unchanged
from nofuz.settings import Settings
from nofuz.sparql.description import describe_service
from nofuz.sparql.editor import listed
from nofuz.sparql.evaluation import Held, evaluate
from nofuz.sparql.preparation import Prepared, prepare
from nofuz.sparql.protocol import Request, longest_body, read
from nofuz.sparql.results import result_form, shown
from nofuz.sparql.sharing import shared
from nofuz.store.conversion import to_quads
from nofuz.store.serialization import serialize

blueprint = Blueprint("sparql", __name__)

_DESCRIBED = '</.well-known/void>; rel="describedby"'
_EXAMPLE = """PREFIX nofuz: <https://w3id.org/nofuz/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?statement ?stance ?speaker ?origin WHERE {
  ?claim nofuz:concerns/rdfs:label ?statement ;
    nofuz:stance/rdfs:label ?stance ;
    nofuz:speaker/rdfs:label ?speaker ;
    prov:hadPrimarySource/rdfs:label ?origin .
  FILTER(LANG(?speaker) = "en")
} ORDER BY ?statement
"""


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query as the SPARQL 1.1 Protocol has it, or show the form."""
    settings = _settings()
    asked = _asked(settings)
    tag = f"{g.edition.name}-{asked.digest(request.headers.get('Accept', ''))}"
    if has_already(tag):
        return unchanged(f'W/"{tag}"', asked.vary)
    operation = read(asked, settings)
    if operation is None:
        return _introduction()
    try:
        if REFUSED in request.environ:
            raise request.environ[REFUSED]
        prepared = prepare(operation, request.headers.get("Accept"), settings)
        return _answer(prepared, tag, settings)
    except Problem as error:
        if not prefers_page():
            raise
        page = _page(operation.text, error=str(error))
        return problem(error, page)


def _asked(settings: Settings) -> Request:
    return Request(
        request.method,
        request.query_string,
        request.headers.get("Content-Type", ""),
        request.headers.get("Content-Encoding", ""),
        request.stream.read(longest_body(settings) + 1) if request.method == "POST" else b"",
        request.headers.get("Prefer", ""),
    )


def _answer(prepared: Prepared, tag: str, settings: Settings) -> Response:
    is_page = prepared.form == HTML
    held = evaluated(prepared, settings, result_form(prepared) if is_page else prepared.form)
    fields = prepared.fields(tag, is_cut=held.is_cut)
    if is_page:
        text, result = prepared.operation.text, shown(prepared, held)
        return answer(_page(text, shared=shared(text, settings), **result), fields)
    return answer(held.body, fields | {"Content-Length": str(held.length)})


def evaluated(prepared: Prepared, settings: Settings, form: Format) -> Held:
    """Have a child evaluate a query in this request.

    Raises:
        Problem: it may not run, or does not come to its end.
    """
    is_abandoned = request.environ.get(ABANDONED)
    arrival = request.environ.get(ARRIVAL)
    query, account = prepared.query(settings.base, form), request.environ.get(ACCOUNT)
    room = settings.room_on_disk
    return evaluate(g.edition, query, is_abandoned, arrival, room, account)


def _introduction() -> Response:
    """Answer a request without a query: the form for people, the service description else."""
    try:
        form = choose(request.headers.get("Accept"), (*GRAPH_FORMATS, HTML))
    except NotAcceptable:
        raise MalformedRequest("the parameter 'query' is missing") from None
    base = _settings().base
    if form == HTML:
        return respond(_page(_EXAMPLE), HTML)
    tag, fields = f"{g.edition.name}-{form.extension}", {"Link": _DESCRIBED}
    if has_already(tag):
        return respond(b"", form, tag=tag, headers=fields)
    triples = describe_service(base, *g.edition.sizes)
    return respond(serialize(to_quads(triples), form), form, tag=tag, headers=fields)


def _page(text: str, **result: Any) -> bytes:
    """Return the form with a query in it, and with what came of it."""
    examples = listed(g.edition.queries.values())
    return query_page(g.edition, _settings().base, text=text, examples=examples, **result)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
