"""/fragments: the quads of a pattern, a page at a time."""

from hashlib import blake2b

from flask import Blueprint, Response, current_app, g, request

from nofuz.errors import UnknownResource
from nofuz.formats import HTML, N_QUADS, N_TRIPLES, TRIG, TURTLE, Format
from nofuz.fragments.controls import PAGE, Place, controls
from nofuz.fragments.selector import POSITIONS, Selector, read
from nofuz.negotiation import choose
from nofuz.pages.rendering import fragment_page
from nofuz.responses import has_already, respond
from nofuz.settings import Settings
from nofuz.store.conversion import from_quad, to_quads_in
from nofuz.store.embedded import Quad
from nofuz.store.serialization import serialize

blueprint = Blueprint("fragments", __name__)

# Formats with graphs first: in the others data and controls are mixed.
_FORMATS = (TRIG, N_QUADS, TURTLE, N_TRIPLES, HTML)


@blueprint.get("/fragments")
def fragment() -> Response:
    """Answer with the quads that match a pattern, their number and the way to all others."""
    form = choose(request.headers.get("Accept"), _FORMATS)
    asked = request.args.to_dict(flat=False)
    selector = read(asked)
    digest = blake2b(request.query_string, digest_size=12).hexdigest()
    tag = f"{g.edition.name}-{digest}-{form.extension}"
    if has_already(tag):
        return respond(b"", form, tag=tag)
    place = _place(selector, {name: values[0] for name, values in asked.items()})
    return respond(_written(selector, place, form), form, tag=tag)


def _place(selector: Selector, asked: dict[str, str]) -> Place:
    total = g.edition.matching.count(selector.pattern)
    parameters = {name: asked[name] for name in POSITIONS if asked.get(name)}
    address, query = _settings().own_address, request.query_string.decode("latin-1")
    place = Place(address, query, parameters, selector.page, total)
    if place.page > place.last:
        raise UnknownResource(f"this fragment ends with page {place.last}")
    return place


def _written(selector: Selector, place: Place, form: Format) -> bytes:
    quads = g.edition.matching.quads(selector.pattern, (place.page - 1) * PAGE, PAGE)
    base = _settings().base
    if form == HTML:
        return _page(quads, place, base)
    graph, triples = controls(place, base)
    return serialize([*quads, *to_quads_in(triples, graph)], form)


def _page(quads: list[Quad], place: Place, base: str) -> bytes:
    rows = [dict(zip(POSITIONS, from_quad(quad), strict=True)) for quad in quads]
    return fragment_page(g.edition, base, rows=rows, place=place, positions=POSITIONS)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
