"""The addresses of things and of the documents about them."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, request

from nofuz.errors import MalformedRequest, UnknownResource, Withdrawn
from nofuz.formats import HTML, Format
from nofuz.namespaces import BASE
from nofuz.pages.rendering import ontology_page, thing_page
from nofuz.pages.times import asked_day
from nofuz.release.tombstones import DEPRECATED, REASON, SUCCESSOR
from nofuz.resource.answering import Request, below
from nofuz.resource.identifiers import fixed_format, identifier, split_extension
from nofuz.resource.links import Place
from nofuz.resource.representation import described, represent
from nofuz.responses import echoed, moved, see_other
from nofuz.store.embedded import Quad

blueprint = Blueprint("resource", __name__)

_PAGE = re.compile("[1-9][0-9]{0,5}")


@blueprint.get("/id/<path:name>")
def thing(name: str) -> Response:
    """Send the client from a thing to the document about it."""
    iri = identifier(_base(), name)
    if not g.edition.store.is_described(iri):
        raise UnknownResource(f"no thing is named {echoed(name)}")
    successor = _successor(iri)
    if successor is not None:
        return moved(f"/id/{successor.name}", successor.reason)
    return see_other("/doc/" + quote(name))


@blueprint.get("/doc/<path:name>")
def document(name: str) -> Response:
    """Describe one thing in the representation that the client prefers."""
    stem, form = split_extension(name)
    iri = identifier(_base(), stem)
    successor = _successor(iri)
    if successor is not None:
        extension = f".{form.extension}" if form else ""
        return moved(below(f"/doc/{successor.name}{extension}"), successor.reason)
    return _described(f"/doc/{stem}", iri, form)


@blueprint.get("/<any(voc, shape):kind>/<path:name>")
def term(kind: str, name: str) -> Response:
    """Describe a concept of a code list, or a shape; they keep the base of our ontology."""
    stem, form = split_extension(name)
    return _described(f"/{kind}/{stem}", f"{BASE}{kind}/{stem}", form)


@blueprint.get("/def", defaults={"extension": ""})
@blueprint.get("/def.<extension>")
def ontology(extension: str) -> Response:
    """Publish the ontology: all its terms in one document."""
    return _collected(
        "/def",
        fixed_format(extension),
        page=lambda: ontology_page(g.edition, _base()),
        data=lambda: g.edition.store.graphs(_base() + "graph/ontology/"),
    )


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> Response:
    """Publish the content of one named graph."""
    stem, form = split_extension(name)
    iri = f"{_base()}graph/{stem}"
    if not g.edition.store.has_graph(iri):
        raise UnknownResource(f"no graph is named {echoed(stem)}")
    return _collected(
        f"/graph/{stem}",
        form,
        page=lambda: thing_page(g.edition, _base(), iri),
        data=lambda: g.edition.store.graph(iri),
    )


class _Successor(NamedTuple):
    """What another thing was merged into: its quoted name, and why."""

    name: str
    reason: str


def _successor(iri: str) -> _Successor | None:
    """Return what a thing was merged into, None for a living one.

    Raises:
        Withdrawn: it was published once, and withdrawn with a reason (410).
    """
    store = g.edition.store
    if not store.values(iri, DEPRECATED):
        return None
    reason = "; ".join(map(str, store.values(iri, REASON)))
    for successor in store.values(iri, SUCCESSOR):
        name = successor.value.removeprefix(identifier(_base(), ""))
        return _Successor(quote(name), f"merged into {successor}: {reason}")
    raise Withdrawn(reason)


def _described(path: str, iri: str, form: Format | None) -> Response:
    """Answer with a description; the first page is made only for a client that lacks it."""
    if not g.edition.store.is_described(iri):
        raise UnknownResource(f"nothing is known of {echoed(iri)}")
    page = _page()
    asked = Request(quote(path), form)
    if page == 1 and asked.is_unchanged():
        return asked.answer(b"")
    if asked.form == HTML:
        return asked.answer(thing_page(g.edition, _base(), iri, _day()))
    found = g.edition.store.describe(iri, page)
    body = described(g.edition, _base(), iri, found, asked.choice)
    return asked.answer(body, Place(page, found.pages))


def _collected(
    path: str, form: Format | None, page: Callable[[], bytes], data: Callable[[], list[Quad]]
) -> Response:
    """Answer with the content of graphs."""
    asked = Request(quote(path), form, has_root=False)
    if asked.is_unchanged():
        return asked.answer(b"")
    body = page() if asked.form == HTML else represent(g.edition, data(), asked.choice)
    return asked.answer(body)


def _day() -> date | None:
    """Return the day of which a page is to show what is said; the data is not cut by it."""
    return asked_day(request.args.get("asOf")) if request.query_string else None


def _page() -> int:
    """Return the number of the page that is asked for."""
    if not request.query_string:
        return 1
    text = request.args.get("page", "1")
    if not _PAGE.fullmatch(text):
        raise MalformedRequest("a page is a number from 1 on")
    return int(text)


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
