"""/reconcile: the Reconciliation Service API 0.2, by which other datasets find our names.

Source: Reconciliation Service API v0.2, final report of the W3C Entity
Reconciliation Community Group, 10 April 2023.
"""

import json
from hashlib import blake2b
from typing import Any

from flask import Blueprint, Response, current_app, g, request
from werkzeug.http import http_date

from nofuz.errors import MalformedRequest, TooLarge, UnknownResource, UnsupportedMediaType
from nofuz.fields import UNREPEATABLE
from nofuz.formats import HTML, PLAIN_JSON
from nofuz.namespaces import expand
from nofuz.pages.rendering import preview_page, reconciliation_page
from nofuz.parameters import FORM, Parameters, decoded, number, single
from nofuz.responses import has_already, respond
from nofuz.search import suggestions
from nofuz.search.batch import read_extension, read_queries
from nofuz.search.entities import entity, named
from nofuz.search.extension import extended, proposals
from nofuz.search.manifest import manifest
from nofuz.settings import Settings

blueprint = Blueprint("reconciliation", __name__, url_prefix="/reconcile")

_LONGEST = 300  # characters of what is to be completed
_MOST_SKIPPED = 1000
_MOST_PROPERTIES = 100
# A client shows previews in a frame of its own page.
_FRAMED = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)


@blueprint.route("", methods=["GET", "POST"])
def service() -> Response:
    """Answer a batch of queries or an extension; without either, with the manifest."""
    parameters = _parameters()
    queries, extension = single(parameters, "queries"), single(parameters, "extend")
    if queries is not None and extension is not None:
        raise MalformedRequest("send 'queries' or 'extend', not both")
    if queries is not None:
        return _json(_results(queries))
    if extension is not None:
        asked = read_extension(extension, _settings().reconcile_batch)
        return _json(extended(g.edition, _base(), asked))
    if request.method == "POST":
        raise MalformedRequest("a form with 'queries' or 'extend' is needed")
    return _json(manifest(g.edition, _settings()))


@blueprint.get("/suggest/<any(entity, property, type):kind>")
def suggest(kind: str) -> Response:
    """Complete what a person types."""
    parameters = _parameters()
    prefix = (single(parameters, "prefix") or "")[:_LONGEST]
    skipped = number(parameters, "cursor", 0, least=0, most=_MOST_SKIPPED)
    if kind == "entity":
        return _json({"result": suggestions.entities(g.edition, _base(), prefix, skipped)})
    return _json({"result": suggestions.completions(_known(kind), prefix, skipped)})


@blueprint.get("/flyout/<any(entity, property, type):kind>")
def flyout(kind: str) -> Response:
    """Show a little of what a person points at in a list of suggestions."""
    name = _identifier()
    if kind == "entity":
        return _json(suggestions.entity_flyout(g.edition, _base(), name))
    return _json(suggestions.flyout(_known(kind), name))


@blueprint.get("/properties")
def properties() -> Response:
    """Propose properties that an extension may ask for."""
    parameters = _parameters()
    kind = single(parameters, "type")
    if not kind:
        raise MalformedRequest("the parameter 'type' is missing")
    most = _MOST_PROPERTIES
    limit = number(parameters, "limit", most, least=1, most=most)
    return _json(proposals(g.edition, expand(kind), limit))


@blueprint.get("/preview")
def preview() -> Response:
    """Show an entity in the frame of another program."""
    thing = entity(g.edition.index, _base(), _identifier())
    if thing is None:
        raise UnknownResource("no entity has this identifier")
    kind = named(g.edition, thing.classes[0]) if thing.classes else None
    page = preview_page(g.edition, _base(), thing.iri, found=thing, kind=kind)
    return respond(page, HTML, vary="Accept-Encoding", headers={"Content-Security-Policy": _FRAMED})


@blueprint.get("/about")
def about() -> Response:
    """Explain the service to people."""
    described = manifest(g.edition, _settings())
    page = reconciliation_page(g.edition, _base(), manifest=described)
    return respond(page, HTML, tag=f"{g.edition.name}-html", vary="Accept-Encoding")


def _results(queries: str) -> dict[str, Any]:
    # Only here, since the libraries that compare names take memory.
    from nofuz.search.candidates import candidates

    asked = read_queries(queries, _settings().reconcile_batch)
    return {key: {"result": candidates(g.edition, _base(), query)} for key, query in asked.items()}


def _known(kind: str) -> list[suggestions.Suggestion]:
    known = suggestions.all_types if kind == "type" else suggestions.all_properties
    return known(g.edition)


def _identifier() -> str:
    name = single(_parameters(), "id")
    if not name:
        raise MalformedRequest("the parameter 'id' is missing")
    return name


def _parameters() -> Parameters:
    """Return the parameters of the address, or of the form that is posted.

    Raises:
        UnsupportedMediaType: the body is no form (415).
        TooLarge: it is longer than a form may be (413).
    """
    if request.method != "POST":
        return decoded(request.query_string)
    if request.mimetype != FORM or request.headers.get("Content-Encoding"):
        raise UnsupportedMediaType(f"a batch is posted as {FORM}")
    longest = int(current_app.config["MAX_CONTENT_LENGTH"])
    body = request.stream.read(longest + 1)
    if len(body) > longest:
        raise TooLarge(f"a form has at most {longest} bytes")
    return decoded(body)


def _json(content: dict[str, Any]) -> Response:
    body = (json.dumps(content) + "\n").encode()
    if request.method == "POST":
        return respond(
            body, PLAIN_JSON, vary="Accept-Encoding", headers={"Cache-Control": UNREPEATABLE}
        )
    digest = blake2b(request.query_string, digest_size=8).hexdigest()
    tag = f"{g.edition.name}-reconcile-{digest}"
    fields = {"Last-Modified": http_date(g.edition.date)}
    return respond(
        b"" if has_already(tag) else body,
        PLAIN_JSON,
        tag=tag,
        vary="Accept-Encoding",
        headers=fields,
    )


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _base() -> str:
    return _settings().base
