"""The addresses of the exports of the current release."""

from collections.abc import Mapping
from hashlib import blake2b

from flask import Blueprint, Response, current_app, g, request
from werkzeug.http import http_date

from nofuz.edition import Edition
from nofuz.errors import UnknownResource
from nofuz.export.filtering import filtered, read_filter
from nofuz.export.nanopublication import LOSSES, Published, nanopublication
from nofuz.fields import REVALIDATED
from nofuz.formats import HTML, PLAIN_JSON, TRIG
from nofuz.history.files import send_content
from nofuz.negotiation import choose
from nofuz.pages.rendering import export_page
from nofuz.release.exports.formats import BY_FILE, EDGES, EXPORTS, README, Export, stored_name
from nofuz.release.files import to_json
from nofuz.release.tombstones import DEPRECATED
from nofuz.responses import echoed, has_already, respond, see_other

blueprint = Blueprint("export", __name__)


@blueprint.get("/export")
def exports() -> Response:
    """List the exports with their sizes, and what each of them loses."""
    form = choose(request.headers.get("Accept"), (HTML, PLAIN_JSON))
    tag = f"{_edition().name}-{form.extension}"
    if has_already(tag):
        return respond(b"", form, tag=tag)
    listed = [_listed(export) for export in EXPORTS if _size(export)]
    if form == HTML:
        page = export_page(_edition(), _base(), exports=listed, nanopublication=LOSSES)
        return respond(page, form, tag=tag)
    return respond(to_json({"release": _edition().name, "exports": listed}), form, tag=tag)


@blueprint.get("/export/<file>")
def export(file: str) -> Response:
    """Send an export, or those edges of the table that the parameters choose."""
    found = BY_FILE.get(file)
    if found is None or not _size(found):
        raise UnknownResource(f"there is no export {echoed(file)}; /export lists them")
    parameters = request.args.to_dict(flat=False)
    if parameters:
        return _some(found, parameters)
    release, name = _edition().release, stored_name(found)
    stored = {".gz": release.files[f"{name}.gz"]}
    content = release.contents[name]
    response = send_content(
        release.path / name,
        content,
        stored,
        found.form.content_type,
        _edition().date,
        REVALIDATED,
    )
    response.headers.extend(_fields(found))
    return response


@blueprint.get("/export/claim/<name>.trig")
def claim(name: str) -> Response:
    """Send one claim as a nanopublication."""
    edition, date = _edition(), _edition().date
    tag = f"{edition.name}-{date:%Y%m%d%H%M%S}-nanopublication"
    fields = {"Last-Modified": http_date(date)}
    if has_already(tag):
        return respond(b"", TRIG, tag=tag, vary="Accept-Encoding", headers=fields)
    if edition.store.values(f"{_base()}id/claim/{name}", DEPRECATED):
        return see_other(f"/doc/claim/{name}")  # which tells what became of it
    body = nanopublication(edition.store, name, Published(_base(), edition.name, date))
    return respond(body, TRIG, tag=tag, vary="Accept-Encoding", headers=fields)


def _some(found: Export, parameters: Mapping[str, list[str]]) -> Response:
    if found != EDGES:
        raise UnknownResource(f"{found.file} comes as a whole; {EDGES.file} takes a filter")
    asked = read_filter(parameters, _base())
    path = _edition().release.path / f"{stored_name(found)}.gz"
    tag = f"{_edition().name}-{blake2b(repr(sorted(asked.items())).encode()).hexdigest()[:16]}"
    body = b"" if has_already(tag) else filtered(path, asked)
    return respond(body, found.form, tag=tag, vary="Accept-Encoding", headers=_fields(found))


def _fields(found: Export) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{found.file}"',
        "Link": f'</export>; rel="describedby", </export/{README.file}>; rel="describedby"',
    }


def _listed(found: Export) -> dict[str, object]:
    return {
        "address": f"/export/{found.file}",
        "mediaType": found.form.media_type,
        "title": found.title,
        "size": _size(found),
        "loses": list(found.losses) if found != README else [],
    }


def _size(found: Export) -> int:
    """Return the bytes of an export, 0 where the release does not have it."""
    content = _edition().release.contents.get(stored_name(found), {})
    return int(content.get("size", 0))


def _edition() -> Edition:
    edition: Edition = g.edition
    return edition


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
