"""The addresses under which the dataset describes itself, and the home page."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, g
from werkzeug.http import http_date

from nofuz.archive import CONTEXT_ADDRESS
from nofuz.catalogue.dataset import CATALOGUE, VOID, catalogue, dumps, statistics, void
from nofuz.catalogue.schema_org import schema_org
from nofuz.catalogue.sitemap import part, robots, sitemap
from nofuz.catalogue.tables import tables
from nofuz.errors import UnknownResource
from nofuz.formats import HTML, JSON_LD, Format
from nofuz.pages.rendering import dataset_page, home_page, statistics_page
from nofuz.release.files import to_json
from nofuz.release.statistics import dataset_iri
from nofuz.resource.answering import Request
from nofuz.resource.identifiers import fixed_format
from nofuz.resource.representation import represent
from nofuz.responses import has_already, respond, see_other
from nofuz.settings import Settings
from nofuz.store.conversion import to_quads_in
from nofuz.store.terms import Triple

blueprint = Blueprint("catalogue", __name__)

_TEXT = Format("text", "txt", "text/plain")
_XML = Format("xml", "xml", "application/xml")


@blueprint.get("/")
def home() -> Response:
    """Say to people what this is and where to begin, to machines what the dataset is."""
    asked = Request(f"/{CATALOGUE}", None, canonical="/", is_dated=True)
    return _answer(
        asked,
        CATALOGUE,
        page=lambda: home_page(g.edition, _base(), schema_org(g.edition, _base())),
        data=lambda: catalogue(g.edition, _base()),
    )


@blueprint.get("/catalogue", defaults={"extension": ""})
@blueprint.get("/catalogue.<extension>")
def catalogued(extension: str) -> Response:
    """Describe the dataset and where to get it, in DCAT."""
    return _answer(
        Request(f"/{CATALOGUE}", fixed_format(extension), is_dated=True),
        CATALOGUE,
        page=lambda: dataset_page(g.edition, _base(), dumps(g.edition, _base())),
        data=lambda: catalogue(g.edition, _base()),
    )


@blueprint.get("/void", defaults={"extension": ""})
@blueprint.get("/void.<extension>")
def described(extension: str) -> Response:
    """Describe what the dataset holds, in VoID."""
    return _answer(
        Request(f"/{VOID}", fixed_format(extension), is_dated=True),
        VOID,
        page=lambda: statistics_page(g.edition, _base(), tables(statistics(g.edition))),
        data=lambda: void(g.edition, _base()),
    )


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """Lead to the description of the dataset (VoID, section 7.2)."""
    return see_other(f"/{VOID}")


@blueprint.get(CONTEXT_ADDRESS)
def context() -> Response:
    """Publish the JSON-LD context of all documents."""
    return _whole(JSON_LD, lambda: to_json(g.edition.release.context))


@blueprint.get("/sitemap.xml")
def all_addresses() -> Response:
    """List the documents, or the sitemaps that do."""
    return _whole(_XML, lambda: sitemap(_addresses(), _own_address()))


@blueprint.get("/sitemap-<int:number>.xml")
def some_addresses(number: int) -> Response:
    """List some of the documents, where they are too many for one sitemap."""
    found = part(_addresses(), number)
    if found is None:
        raise UnknownResource(f"there is no sitemap {number}")
    return _whole(_XML, lambda: found)


@blueprint.get("/robots.txt")
def for_crawlers() -> Response:
    """Say what crawlers may visit."""
    return _whole(_TEXT, lambda: robots(_own_address()))


def _answer(
    asked: Request, name: str, page: Callable[[], bytes], data: Callable[[], list[Triple]]
) -> Response:
    if asked.is_unchanged():
        return asked.answer(b"")
    if asked.form == HTML:
        return asked.answer(page())
    quads = to_quads_in(data(), _base() + name)
    root = dataset_iri(g.edition.store, _base())
    return asked.answer(represent(g.edition, quads, asked.choice, root))


def _whole(form: Format, written: Callable[[], bytes]) -> Response:
    """Answer with what has one representation only."""
    tag, date = f"{g.edition.name}-{form.extension}", g.edition.date
    body = b"" if has_already(tag, date) else written()
    fields = {"Last-Modified": http_date(date)}
    return respond(body, form, tag=tag, vary="Accept-Encoding", headers=fields)


def _addresses() -> list[str]:
    """Return the addresses of all documents, here where it is known where that is."""
    published: list[str] = g.edition.release.sitemap.read_text("utf-8").splitlines()
    base, own = _base(), _own_address()
    return [own + address.removeprefix(base) for address in published]


def _own_address() -> str:
    """Return what addresses here begin with: as it is set, or else the published base."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.address or settings.base


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
