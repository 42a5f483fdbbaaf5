"""Ways to pass a query on: its short address, and programs that ask it."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, g, request

from nofuz.errors import MalformedRequest, Problem, TooLarge, UnknownResource
from nofuz.fields import REVALIDATED
from nofuz.formats import HTML, PLAIN_JSON
from nofuz.pages.rendering import query_page
from nofuz.parameters import FORM, decoded
from nofuz.query.inspection import inspect
from nofuz.release.files import to_json
from nofuz.responses import respond
from nofuz.settings import Settings
from nofuz.sparql.links import path_of, text_of
from nofuz.sparql.snippets import curl, python

blueprint = Blueprint("sharing", __name__)


@blueprint.route("/q", methods=["GET", "POST"])
def ways() -> Response:
    """Tell the short address of a query, and how curl and Python ask it."""
    return respond(to_json(shared(_sent(), _settings())), PLAIN_JSON)


@blueprint.get("/q/<code>")
def short(code: str) -> Response:
    """Lead from a short address to the query, which is answered there in any format."""
    settings = _settings()
    try:
        text = text_of(code, settings.query_text)
    except ValueError:
        raise UnknownResource("this is no address of a query") from None
    query = urlencode({"query": text})
    if len(query) > settings.query_string:  # too long to be asked so; the form can send it
        page = query_page(g.edition, settings.base, text=text, is_long=True)
        return respond(page, HTML)
    fields = {"Location": f"/sparql?{query}", "Cache-Control": REVALIDATED}
    return Response(status=307, headers=fields)


def shared(text: str, settings: Settings) -> dict[str, Any]:
    """Return how a query can be passed on: as "link", as "curl" and as "python"."""
    address = f"{settings.own_address}sparql"
    form = _form(text, settings)
    return {
        "path": path_of(text),
        "link": settings.own_address.rstrip("/") + path_of(text),
        "curl": curl(text, form, address),
        "python": python(text, form, address),
    }


def _form(text: str, settings: Settings) -> str:
    """Return the form of a query, of a malformed one that of most."""
    try:
        return inspect(text, settings).form
    except Problem:
        return "SELECT"


def _sent() -> str:
    """Return the query of this request.

    Raises:
        MalformedRequest: it has none, or several (400).
        TooLarge: the query is longer than one may be (413).
    """
    settings = _settings()
    is_form = request.method == "POST" and request.mimetype == FORM
    encoded = request.get_data() if is_form else request.query_string
    texts = decoded(encoded).get("query", [])
    if len(texts) != 1:
        raise MalformedRequest(f"one parameter 'query' is needed, {len(texts)} were sent")
    if len(texts[0].encode()) > settings.query_text:
        raise TooLarge(f"a query has at most {settings.query_text} bytes")
    return texts[0]


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
