"""The addresses of citations: /cite and then the path of the page, with the ending of a form."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode

from flask import Blueprint, Response, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date

from nofuz.archive import Opened
from nofuz.citation.gathering import page_reference, passages, source_references, thing
from nofuz.citation.reference import Reference
from nofuz.citation.writing import BIBTEX, CSL, PLAIN, RIS, sentence, written
from nofuz.errors import UnknownResource
from nofuz.formats import HTML, Format
from nofuz.history.releases import find, open_known
from nofuz.negotiation import choose
from nofuz.pages.rendering import citation_page
from nofuz.pages.views import LISTS
from nofuz.responses import echoed, has_already, respond
from nofuz.sparql.links import path_of

blueprint = Blueprint("citation", __name__)

_TITLES = {PLAIN: "plain text", BIBTEX: "BibTeX", RIS: "RIS", CSL: "CSL-JSON"}
_BY_EXTENSION = {form.extension: form for form in _TITLES}
_STATES = ("doc/", "def", "graph/", "shape/", "voc/")
_UNSAID = {"format", "lang", "output", "results"}  # how a page is shown, not what it says
_LONGEST_QUERY = 1000  # characters


class Cited(NamedTuple):
    """A page that may be cited."""

    edition: Opened
    path: str
    """Decoded, without the slash at its beginning and without a release."""
    query: str
    is_past: bool
    """Whether the address names the release."""

    def address(self, form: Format | None = None) -> str:
        """Return the path of its citation in a form; of the page of all forms without one."""
        release = f"release/{self.edition.name}/" if self.is_past else ""
        extension = f".{form.extension}" if form else ""
        query = f"?{self.query}" if self.query else ""
        return f"/cite/{release}{quote(self.path)}{extension}{query}"

    def reference(self) -> Reference:
        """Return what the citation says."""
        served = str(current_app.config["SETTINGS"].address)
        return page_reference(self.edition, _base(), self.path, self.query, served)

    def told(self) -> dict[str, Any]:
        """Return what a page says of its own citation."""
        return {
            "text": sentence(self.reference()),
            "address": self.address(),
            "forms": [(self.address(form), title) for form, title in _TITLES.items()],
        }


@blueprint.get("/cite/", defaults={"path": ""})
@blueprint.get("/cite/<path:path>")
def cite(path: str) -> Response:
    """Tell how to cite a page, with its release and the documents behind it."""
    path, form = _split(path)
    cited = _cited(path, is_current=True)
    _refuse_unknown(cited)
    form = form or choose(request.headers.get("Accept"), (HTML, *_TITLES))
    tag, date = f"{cited.edition.name}-cite-{form.name}", cited.edition.date
    body = b"" if has_already(tag, date) else _written(cited, form)
    return respond(body, form, tag=tag, headers={"Last-Modified": http_date(date)})


@blueprint.app_context_processor
def citing() -> dict[str, Callable[[], dict[str, Any]]]:
    """Let every page say how it is cited."""
    return {"citation": lambda: _cited(_asked()).told()}


def _asked() -> str:
    """Return the path of the page that is asked for, by whatever extension."""
    path = unquote(g.page) if "page" in g else request.path.removesuffix(".html")
    return path.removeprefix("/")


def _cited(path: str, *, is_current: bool = False) -> Cited:
    """Return the page at a path.

    Args:
        path: decoded, without the slash at its beginning.
        is_current: whether the edition of the request is the current one, although the
            path may name another one.

    Raises:
        UnknownResource, Withdrawn: it names a release that is not there (404, 410).
    """
    edition, is_past = g.edition, False
    first, _, rest = path.partition("/")
    name, _, below = rest.partition("/")
    if first == "release" and below.startswith(_STATES):
        edition = open_known(find(name)) if is_current else edition
        path, is_past = below, True
    text = request.args.get("query", "") if path == "sparql" else ""
    if text:  # its short address names the same answer
        return Cited(edition, path_of(text).removeprefix("/"), "", is_past=False)
    return Cited(edition, path, _query(), is_past)


def _written(cited: Cited, form: Format) -> bytes:
    base = _base()
    references = [
        cited.reference(),
        *source_references(cited.edition, base, cited.path),
    ]
    if form != HTML:
        return written(references, form)
    rows = passages(cited.edition, base, cited.path)
    sentences = [sentence(reference) for reference in references]
    return citation_page(
        cited.edition, base, rows, cited=cited.told(), page=_page_of(cited), sentences=sentences
    )


def _page_of(cited: Cited) -> str:
    return cited.address().removeprefix("/cite")


def _split(path: str) -> tuple[str, Format | None]:
    """Return a path without the ending of a form, and that form."""
    stem, dot, extension = path.rpartition(".")
    form = _BY_EXTENSION.get(extension) if dot else None
    return (stem, form) if form else (path, None)


def _refuse_unknown(cited: Cited) -> None:
    """Raise UnknownResource where there is no such page to cite."""
    about = thing(cited.path, _base())
    if about is not None:
        is_known = cited.edition.store.is_described(about) or cited.edition.store.has_graph(about)
    else:
        is_known = cited.path.partition("/")[0] != "cite" and _has_page(f"/{cited.path}")
    if not is_known:
        raise UnknownResource(f"there is no page /{echoed(cited.path)} to cite")


def _has_page(path: str) -> bool:
    try:
        endpoint, values = current_app.url_map.bind("localhost").match(path)
    except HTTPException:
        return False
    return endpoint != "_nothing" and (endpoint != "pages.listing" or values["name"] in LISTS)


def _query() -> str:
    """Return those parameters of the address that say what the page shows."""
    try:
        fields = parse_qsl(request.query_string.decode("ascii"), max_num_fields=50)
    except ValueError:
        return ""
    query = urlencode([field for field in fields if field[0] not in _UNSAID])
    return query if len(query) <= _LONGEST_QUERY else ""


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
