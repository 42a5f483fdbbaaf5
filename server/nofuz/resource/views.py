"""The addresses of things and of the documents about them."""

from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, request

from nofuz.errors import UnknownResource, Withdrawn
from nofuz.formats import HTML, PAGE_FORMATS, Format
from nofuz.namespaces import BASE
from nofuz.negotiation import choose
from nofuz.pages.rendering import ontology_page, thing_page
from nofuz.release.tombstones import DEPRECATED, REASON, SUCCESSOR
from nofuz.resource.identifiers import alternates, identifier, split_extension
from nofuz.responses import echoed, has_already, moved, respond, see_other
from nofuz.store.embedded import Quad, serialize

blueprint = Blueprint("resource", __name__)


@blueprint.get("/id/<path:name>")
def thing(name: str) -> Response:
    """Send the client from a thing to the document about it."""
    iri = identifier(_base(), name)
    if not g.edition.store.is_described(iri):
        raise UnknownResource(f"no thing is named {echoed(name)}")
    successor = _successor(iri)
    return see_other("/doc/" + quote(name)) if successor is None else moved(f"/id/{successor}")


@blueprint.get("/doc/<path:name>")
def document(name: str) -> Response:
    """Describe one thing in the representation that the client prefers."""
    stem, form = split_extension(name)
    iri = identifier(_base(), stem)
    successor = _successor(iri)
    if successor is not None:
        return moved(f"/doc/{successor}" + (f".{form.extension}" if form else ""))
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
    form = _form(split_extension(f"def.{extension}")[1] if extension else None, extension)
    return _answer(
        "/def",
        form,
        page=lambda: ontology_page(g.edition, _base()),
        data=lambda: g.edition.store.graphs(_base() + "graph/ontology/"),
    )


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> Response:
    """Publish the content of one named graph."""
    stem, form = split_extension(name)
    form = _form(form)
    iri = f"{_base()}graph/{stem}"
    quads = g.edition.store.graph(iri)
    if not quads:
        raise UnknownResource(f"no graph is named {echoed(stem)}")
    return _answer(
        f"/graph/{stem}",
        form,
        page=lambda: thing_page(g.edition, _base(), iri),
        data=lambda: quads,
    )


def _successor(iri: str) -> str | None:
    """Return the quoted name of the thing that another was merged into, None for a living thing.

    Raises:
        Withdrawn: it was published once, and withdrawn with a reason (410).
    """
    store = g.edition.store
    if not store.values(iri, DEPRECATED):
        return None
    for successor in store.values(iri, SUCCESSOR):
        return quote(successor.value.removeprefix(identifier(_base(), "")))
    raise Withdrawn("; ".join(str(reason) for reason in store.values(iri, REASON)))


def _described(path: str, iri: str, form: Format | None) -> Response:
    form = _form(form)
    if not g.edition.store.is_described(iri):
        raise UnknownResource(f"nothing is known of {echoed(iri)}")
    return _answer(
        path,
        form,
        page=lambda: thing_page(g.edition, _base(), iri),
        data=lambda: g.edition.store.describe(iri),
    )


def _form(form: Format | None, extension: str = "") -> Format:
    """Return the format that the extension fixes, else the one that the client likes best."""
    if extension and form is None:
        raise UnknownResource(f"there is no format with the extension {echoed(extension)}")
    return form or choose(request.headers.get("Accept"), PAGE_FORMATS)


def _answer(
    path: str, form: Format, *, page: Callable[[], bytes], data: Callable[[], list[Quad]]
) -> Response:
    tag = f"{g.edition.name}-{form.extension}"
    headers = {"Link": alternates(quote(path))}
    if has_already(tag):
        return respond(b"", form, tag=tag, headers=headers)
    body = page() if form == HTML else serialize(data(), form)
    return respond(body, form, tag=tag, headers=headers)


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
