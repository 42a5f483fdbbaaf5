"""The addresses of releases, and of what changed from one to the next: lists and feeds."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, g, request
from werkzeug.http import http_date

from nofuz.edition import Edition
from nofuz.errors import UnknownResource
from nofuz.formats import HTML, PAGE_FORMATS, Format
from nofuz.history.atom import ATOM, LATEST, Entry, atom_feed
from nofuz.history.description import described_list, described_release
from nofuz.history.feed import ACTIVITY_STREAMS, FEED, Feed, page_path
from nofuz.history.releases import archive, find
from nofuz.history.telling import told_releases
from nofuz.history.wording import summary
from nofuz.negotiation import choose
from nofuz.pages.rendering import release_page, releases_page
from nofuz.release.files import to_json
from nofuz.release.history import Switch
from nofuz.release.layout import DUMP
from nofuz.release.statistics import dataset_iri
from nofuz.resource.answering import Request
from nofuz.resource.identifiers import split_extension
from nofuz.resource.representation import represent
from nofuz.responses import echoed, has_already, moved, respond
from nofuz.settings import Settings
from nofuz.store.conversion import to_quads_in

blueprint = Blueprint("history", __name__)

_LIST = "/release/list"


@blueprint.get("/release")
def without_slash() -> Response:
    """Lead to the list of releases."""
    return moved("/release/", "the list of releases ends with a slash")


@blueprint.get("/release/")
def releases() -> Response:
    """List the releases to people and to machines, and to feed readers as a feed."""
    offers = (*PAGE_FORMATS, ATOM, ACTIVITY_STREAMS)
    chosen = choose(request.headers.get("Accept"), offers)
    if chosen in (ATOM, ACTIVITY_STREAMS):
        response = atom() if chosen == ATOM else feed()
        response.headers["Vary"] = "Accept"
        return response
    return _list(Request(_LIST, None, canonical="/release/", is_dated=True))


@blueprint.get(_LIST, defaults={"extension": ""})
@blueprint.get(f"{_LIST}.<extension>")
def releases_as(extension: str) -> Response:
    """List the releases in the format that the address names."""
    return _list(Request(_LIST, _form(extension), canonical="/release/", is_dated=True))


@blueprint.get("/release/<name>")
def release(name: str) -> Response:
    """Describe a release: its files, and what it changed."""
    stem, form = split_extension(name)
    find(stem)
    asked = Request(f"/release/{stem}", form, is_dated=True)
    if asked.is_unchanged():
        return asked.answer(b"")
    edition: Edition = g.edition
    (told,) = (each for each in told_releases(edition, archive()) if each.name == stem)
    if asked.form == HTML:
        return asked.answer(release_page(edition, _base(), told))
    triples = described_release(told, _base(), _dataset(), edition.header.licence)
    iri = f"{_base()}release/{stem}"
    return asked.answer(represent(edition, to_quads_in(triples, iri), asked.choice, iri))


@blueprint.get("/release/feed.atom")
def atom() -> Response:
    """Tell feed readers of the latest releases."""
    return _whole(ATOM, lambda: atom_feed(_entries(), _base(), _title()))


@blueprint.get(f"/{FEED}")
def feed() -> Response:
    """Tell a mirror where to begin."""
    found = _feed()
    ends = {"first": found.places[0], "last": found.places[-1]}
    return _whole(ACTIVITY_STREAMS, lambda: to_json(found.collection()), ends)


@blueprint.get(f"/{FEED}/<int:switch>/<int:page>")
def feed_page(switch: int, page: int) -> Response:
    """Tell a mirror what a release changed."""
    found, place = _feed(), (switch, page)
    if place not in found.places:
        raise UnknownResource(f"the feed has no page {switch}/{page}")
    return _whole(ACTIVITY_STREAMS, lambda: to_json(found.page(place)), found.beside(place))


def _list(asked: Request) -> Response:
    if asked.is_unchanged():
        return asked.answer(b"")
    edition: Edition = g.edition
    told = told_releases(edition, archive())
    if asked.form == HTML:
        return asked.answer(releases_page(edition, _base(), told))
    quads = to_quads_in(described_list(told, _base(), _dataset()), f"{_base()}release/")
    return asked.answer(represent(edition, quads, asked.choice, _dataset()))


def _whole(
    form: Format,
    written: Callable[[], bytes],
    links: dict[str, tuple[int, int]] | None = None,
) -> Response:
    """Answer with what has one representation, which another switch changes."""
    edition: Edition = g.edition
    tag = f"{edition.name}-{edition.date:%Y%m%d%H%M%S}-{form.extension}"
    body = b"" if has_already(tag) else written()
    fields = {"Last-Modified": http_date(edition.date)}
    if links:
        fields["Link"] = ", ".join(
            f'</{page_path(place)}>; rel="{relation}"' for relation, place in links.items()
        )
    return respond(body, form, tag=tag, vary="Accept-Encoding", headers=fields)


def _feed() -> Feed:
    edition: Edition = g.edition
    settings: Settings = current_app.config["SETTINGS"]
    own = settings.own_address
    return Feed(edition.history, edition.changes, settings.base, own, _dataset())


def _dataset() -> str:
    return dataset_iri(g.edition.store, _base())


def _form(extension: str) -> Format | None:
    known = {each.extension: each for each in PAGE_FORMATS}
    if extension and extension not in known:
        raise UnknownResource(f"there is no format with the extension {echoed(extension)}")
    return known.get(extension)


def _entries() -> list[Entry]:
    edition: Edition = g.edition
    latest = list(zip(edition.history, edition.changes, strict=True))[: -LATEST - 1 : -1]
    return [
        Entry(switch, summary(changed, switch.predecessor), _dump_size(switch))
        for switch, changed in latest
    ]


def _dump_size(switch: Switch) -> int:
    if not archive().is_kept(switch.name):
        return 0
    return int(archive().release(switch.name).files[DUMP]["size"])


def _title() -> str:
    edition: Edition = g.edition
    return edition.header.title or "Nofuz"


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
