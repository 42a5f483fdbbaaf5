"""/sparql: queries by GET, form and body; a form for people."""

from flask import Blueprint, Response, current_app, g, request

from nofuz.errors import MalformedRequest, NotAcceptable, Problem
from nofuz.formats import (
    BY_MEDIA_TYPE,
    BY_NAME,
    GRAPH_FORMATS,
    HTML,
    PLAIN_FORMATS,
    RESULT_FORMATS,
    Format,
)
from nofuz.negotiation import choose
from nofuz.pages.rendering import query_page
from nofuz.query.inspection import Inspected, inspect
from nofuz.responses import prefers_page, problem, respond
from nofuz.settings import Settings
from nofuz.sparql.evaluation import evaluate
from nofuz.sparql.protocol import Operation, read
from nofuz.sparql.results import shown

blueprint = Blueprint("sparql", __name__)

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
    operation = read(request, settings)
    if operation is None:
        return _form()
    try:
        return _answer(operation, settings)
    except Problem as error:
        if not prefers_page():
            raise
        page = query_page(g.edition, settings.base, text=operation.text, error=str(error))
        return problem(error, page)


def _answer(operation: Operation, settings: Settings) -> Response:
    inspected = inspect(operation.text, settings)
    form = _format(inspected, operation.hint)
    if form == HTML:
        return _page(operation, inspected)
    held = evaluate(g.edition, operation, inspected, form, settings.base)
    return respond(held.body, form, headers={"Content-Length": str(held.length)})


def _form() -> Response:
    try:
        choose(request.headers.get("Accept"), [HTML])
    except NotAcceptable:
        raise MalformedRequest("the parameter 'query' is missing") from None
    return respond(query_page(g.edition, _settings().base, text=_EXAMPLE), HTML)


def _format(inspected: Inspected, hint: str) -> Format:
    """Return the format of the answer: by Accept, or by parameter where Accept leaves it open.

    Browsers and command lines cannot set Accept well, and name a format in the
    address; clients that do set it often name another one there as well.
    """
    is_graph = inspected.form in {"CONSTRUCT", "DESCRIBE"}
    fitting = GRAPH_FORMATS if is_graph else RESULT_FORMATS
    accept = request.headers.get("Accept")
    named = BY_NAME.get(hint) or BY_MEDIA_TYPE.get(hint)
    if named is not None and named in (HTML, *fitting) and choose(accept, [HTML, *fitting]) == HTML:
        return named
    return choose(accept, [*fitting, HTML, *([] if is_graph else PLAIN_FORMATS)])


def _page(operation: Operation, inspected: Inspected) -> Response:
    """Show the result to a person, with the query to edit."""
    base = _settings().base
    data = shown(g.edition, operation, inspected, base)
    return respond(query_page(g.edition, base, text=operation.text, **data), HTML)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
