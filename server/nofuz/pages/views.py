"""The pages that list things."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, g, request
from flask_babel import lazy_gettext
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
    "agents": (lazy_gettext("Agents"), PREFIXES["foaf"] + "Agent"),
    "attestations": (lazy_gettext("Attestations"), NOFUZ + "Attestation"),
    "claims": (lazy_gettext("Claims"), NOFUZ + "Claim"),
    "documents": (lazy_gettext("Documents"), NOFUZ + "SourceDocument"),
    "instruments": (lazy_gettext("Instruments"), NOFUZ + "Instrument"),
    "origins": (lazy_gettext("Origins"), NOFUZ + "Origin"),
    "places": (lazy_gettext("Places"), PREFIXES["schema"] + "Place"),
    "posts": (lazy_gettext("Posts"), PREFIXES["org"] + "Post"),
    "propositions": (lazy_gettext("Propositions"), NOFUZ + "Proposition"),
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
    return _page(lambda: list_page(g.edition, _base(), str(title), kind))


def _page(written: Callable[[], bytes]) -> Response:
    tag, date = f"{g.edition.name}-html", g.edition.date
    body = b"" if has_already(tag, date) else written()
    return respond(body, HTML, tag=tag, headers={"Last-Modified": http_date(date)})


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
