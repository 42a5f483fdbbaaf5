"""The pages that list things."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, g, request
from werkzeug.http import http_date

from nofuz.errors import UnknownResource
from nofuz.formats import HTML
from nofuz.namespaces import NOFUZ, PREFIXES
from nofuz.pages.rendering import list_page, report_page
from nofuz.pages.reports import REPORTS
from nofuz.parameters import decoded
from nofuz.responses import echoed, has_already, respond

blueprint = Blueprint("pages", __name__)

# Address of a list: its heading, and the class whose members it lists.
LISTS = {
    "agents": ("Agents", PREFIXES["foaf"] + "Agent"),
    "attestations": ("Attestations", NOFUZ + "Attestation"),
    "claims": ("Claims", NOFUZ + "Claim"),
    "documents": ("Documents", NOFUZ + "SourceDocument"),
    "instruments": ("Instruments", NOFUZ + "Instrument"),
    "origins": ("Origins", NOFUZ + "Origin"),
    "places": ("Places", PREFIXES["schema"] + "Place"),
    "posts": ("Posts", PREFIXES["org"] + "Post"),
    "propositions": ("Propositions", NOFUZ + "Proposition"),
}


@blueprint.get(f"/<any({', '.join(REPORTS)}):name>")
def report(name: str) -> Response:
    """Report on the whole release: disputes, events, text issues, what is repeated."""
    parameters = decoded(request.query_string)
    return _page(lambda: report_page(g.edition, _base(), name, parameters))


@blueprint.get("/<name>")
def listing(name: str) -> Response:
    """List all things of one kind."""
    if name not in LISTS:
        raise UnknownResource(f"there is no page /{echoed(name)}")
    title, kind = LISTS[name]
    return _page(lambda: list_page(g.edition, _base(), title, kind))


def _page(written: Callable[[], bytes]) -> Response:
    tag, date = f"{g.edition.name}-html", g.edition.date
    body = b"" if has_already(tag, date) else written()
    return respond(body, HTML, tag=tag, headers={"Last-Modified": http_date(date)})


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
