"""The addresses of Memento (RFC 7089): TimeGates, TimeMaps, and documents as they were.

A document of a release is made as that of the current one is, only from the
store of that release.  Its links to things lead to what is there now.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, request
from werkzeug.http import http_date

from nofuz.errors import UnknownResource, Withdrawn
from nofuz.fields import IMMUTABLE, REVALIDATED
from nofuz.history.mementos import (
    LINK_FORMAT,
    LINK_SET,
    Link,
    link_set,
    memento_links,
    neighbour_links,
    original_links,
    published_iri,
    read_datetime,
    time_map,
)
from nofuz.history.releases import archive, find, lifespan, open_known
from nofuz.negotiation import choose
from nofuz.release.lifespans import Lifespan, Memento
from nofuz.resource import views as documents
from nofuz.resource.identifiers import split_extension
from nofuz.resource.links import TIME_GATE, TIME_MAP
from nofuz.responses import echoed, has_already, problem, respond
from nofuz.settings import Settings

blueprint = Blueprint("time_travel", __name__)

_DOCUMENTS: dict[str, Callable[[str], Response]] = {
    "doc": documents.document,
    "graph": documents.graph,
    "shape": partial(documents.term, "shape"),
    "voc": partial(documents.term, "voc"),
}


@blueprint.get(f"{TIME_GATE}/<path:path>")
def time_gate(path: str) -> Response:
    """Send the client to a document as it was at a time."""
    when = read_datetime(request.headers.get("Accept-Datetime"), datetime.now(UTC))
    found = _lifespan(path)
    switch = found.at(when, archive().is_kept)
    if switch is None:
        raise UnknownResource(f"there was never anything at /{echoed(path)}")
    ends = [link for link in memento_links(path, _kept(found)) if link.relations != "memento"]
    fields = {
        "Cache-Control": REVALIDATED,
        "Link": _header([*original_links(path), *ends], without="timegate"),
        "Location": f"/release/{switch.name}/{quote(path)}{_query()}",
        "Vary": "Accept-Datetime",
    }
    return Response(status=HTTPStatus.FOUND, headers=fields)


@blueprint.get(f"{TIME_MAP}/<path:path>")
def list_of_states(path: str) -> Response:
    """List all states of a document that are kept."""
    mementos = _kept(_lifespan(path))
    if not mementos:
        raise UnknownResource(f"there was never anything at /{echoed(path)}")
    form = choose(request.headers.get("Accept"), (LINK_FORMAT, LINK_SET))
    write = time_map if form == LINK_FORMAT else link_set
    edition = g.edition
    tag = f"{edition.name}-{edition.date:%Y%m%d%H%M%S}-{form.extension}"
    fields = {
        "Last-Modified": http_date(edition.date),
        "Link": _header(original_links(path), without="timemap"),
    }
    body = b"" if has_already(tag, edition.date) else write(path, mementos, _settings().own_address)
    return respond(body, form, tag=tag, headers=fields)


@blueprint.get("/release/<name>/<any(doc, graph, shape, voc):kind>/<path:rest>")
def state(name: str, kind: str, rest: str) -> Response:
    """Send a document as a release has it."""
    return _state(name, f"{kind}/{rest}", lambda: _DOCUMENTS[kind](rest))


@blueprint.get("/release/<name>/def", defaults={"extension": ""})
@blueprint.get("/release/<name>/def.<extension>")
def state_of_ontology(name: str, extension: str) -> Response:
    """Send the ontology as a release has it."""
    path = f"def.{extension}" if extension else "def"
    return _state(name, path, lambda: documents.ontology(extension))


def _state(name: str, path: str, written: Callable[[], Response]) -> Response:
    known = find(name)
    links = [*original_links(path), *neighbour_links(path, _kept(_lifespan(path)), name)]
    stem, _ = split_extension(path)
    # From here on the request sees that release, as it would have seen it then.
    g.edition, g.root, g.now = open_known(known), f"/release/{name}", f"/{quote(stem)}"
    try:
        response = written()
    except Withdrawn as error:  # that it was gone is the state of that time
        response = problem(error)
    if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        response.headers["Cache-Control"] = IMMUTABLE
    before = response.headers.get("Link")
    response.headers["Link"] = ", ".join(filter(None, (before, _header(links))))
    response.headers["Memento-Datetime"] = http_date(known.date)
    response.headers["X-Robots-Tag"] = "noindex"  # who searches shall find what is here now
    return response


def _lifespan(path: str) -> Lifespan:
    iri = published_iri(path, _settings().base)
    if iri is None:
        raise UnknownResource(f"no states are kept of /{echoed(path)}")
    return lifespan(iri)


def _kept(found: Lifespan) -> list[Memento]:
    return [memento for memento in found.mementos if archive().is_kept(memento.name)]


def _header(links: list[Link], without: str = "") -> str:
    return ", ".join(link.written("/") for link in links if link.relations != without)


def _query() -> str:
    """Return the query of the address as it came, such as the page of a document."""
    query: str = request.query_string.decode("latin-1")
    return f"?{query}" if query else ""


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
