"""The addresses of what changed from release to release: feeds for readers and mirrors."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, g
from werkzeug.http import http_date

from nofuz.edition import Edition
from nofuz.errors import UnknownResource
from nofuz.formats import Format
from nofuz.history.atom import ATOM, LATEST, Entry, atom_feed
from nofuz.history.feed import ACTIVITY_STREAMS, FEED, Feed, page_path
from nofuz.history.releases import archive
from nofuz.history.wording import summary
from nofuz.release.files import to_json
from nofuz.release.history import Switch
from nofuz.release.layout import DUMP
from nofuz.responses import has_already, moved, respond

blueprint = Blueprint("history", __name__)


@blueprint.get("/release")
def without_slash() -> Response:
    """Lead to the list of releases."""
    return moved("/release/", "the list of releases ends with a slash")


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
    return Feed(edition.history, edition.changes, _base(), _base() + "release/")


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
    return "Nofuz"


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
