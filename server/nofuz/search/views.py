"""/search: things by the words of their names and descriptions, as JSON and as a page."""

from hashlib import blake2b
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, g, request
from werkzeug.http import http_date

from nofuz.errors import MalformedRequest, UnknownResource
from nofuz.formats import HTML, PLAIN_JSON, Format
from nofuz.negotiation import choose
from nofuz.pages.rendering import search_page
from nofuz.parameters import decoded
from nofuz.responses import has_already, respond
from nofuz.search.asking import FARTHEST, LONGEST, Search, read
from nofuz.search.results import as_json, find_or_match

blueprint = Blueprint("search", __name__)

_FORMATS = (HTML, PLAIN_JSON)
_BY_EXTENSION = {known.extension: known for known in _FORMATS}


@blueprint.get("/search", defaults={"extension": ""})
@blueprint.get("/search.<extension>")
def search(extension: str) -> Response:
    """Find things by words, in the representation that the client prefers."""
    form = _form(extension)
    asked = read(decoded(request.query_string), g.edition.index)
    if asked is None and form == PLAIN_JSON:
        raise MalformedRequest("the parameter 'q' with words to search for is missing")
    tag = _tag(form)
    fields = {"Last-Modified": http_date(g.edition.date)}
    if asked is not None:
        fields["Link"] = _alternates(asked)
    body = b"" if has_already(tag) else _body(asked, form)
    return respond(body, form, tag=tag, headers=fields)


def _form(extension: str) -> Format:
    """Return the format that the extension fixes, else the one that the client likes best."""
    if not extension:
        return choose(request.headers.get("Accept"), _FORMATS)
    if extension not in _BY_EXTENSION:
        raise UnknownResource("a search is answered as json and html")
    return _BY_EXTENSION[extension]


def _body(asked: Search | None, form: Format) -> bytes:
    edition, base = g.edition, str(current_app.config["SETTINGS"].base)
    of_form = {"kinds": edition.index.kinds(), "longest": LONGEST}
    if asked is None:
        return search_page(edition, base, **of_form)
    results, similar = find_or_match(edition.index, asked)
    if form == PLAIN_JSON:
        return as_json(edition, base, asked, results, similar)
    return search_page(
        edition,
        base,
        **of_form,
        **_neighbours(asked, results.total),
        search=asked,
        results=results,
        similar=similar,
        data=_address(asked, asked.offset, ".json"),
    )


def _neighbours(asked: Search, total: int) -> dict[str, str]:
    """Return the addresses of the pages before and after, as far as there are any."""
    before, after = max(0, asked.offset - asked.limit), asked.offset + asked.limit
    found = {"earlier": _address(asked, before)} if asked.offset else {}
    return found | ({"later": _address(asked, after)} if after < min(total, FARTHEST + 1) else {})


def _address(asked: Search, offset: int, extension: str = "") -> str:
    parameters = {"q": asked.text, "type": asked.kind, "limit": asked.limit, "offset": offset}
    given = {name: value for name, value in parameters.items() if value}
    return f"/search{extension}?{urlencode(given)}"


def _tag(form: Format) -> str:
    digest = blake2b(request.query_string, digest_size=8).hexdigest()
    return f"{g.edition.name}-search-{digest}-{form.extension}"


def _alternates(asked: Search) -> str:
    return ", ".join(
        f'<{_address(asked, asked.offset, f".{form.extension}")}>; rel="alternate"; '
        f'type="{form.media_type}"'
        for form in _FORMATS
    )
