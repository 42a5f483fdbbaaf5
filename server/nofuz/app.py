"""The Flask application: blueprints, and the table from error to answer."""

import logging
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, g, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, MethodNotAllowed

import nofuz.catalogue.views
import nofuz.citation.views
import nofuz.comparing.views
import nofuz.export.views
import nofuz.fragments.views
import nofuz.history.downloads
import nofuz.history.time_travel
import nofuz.history.views
import nofuz.network.views
import nofuz.pages.speaking
import nofuz.pages.views
import nofuz.queries.views
import nofuz.resource.views
import nofuz.search.reconciling
import nofuz.search.views
import nofuz.sparql.editor
import nofuz.sparql.sharing
import nofuz.sparql.views
from nofuz.clients.hosts import host_check
from nofuz.edition import Editions
from nofuz.environment import EDITION, INADMISSIBLE, PROBLEM
from nofuz.errors import Problem, UnknownHost, UnknownResource
from nofuz.fields import IMMUTABLE
from nofuz.pages.assets import Assets
from nofuz.query.pool import Abandoned
from nofuz.responses import describe_problem, echoed, finish, problem
from nofuz.settings import Settings
from nofuz.sparql.protocol import longest_body

_PAGES = Path(__file__).parent / "pages"


def create_app(settings: Settings, editions: Editions | None = None) -> Flask:
    """Return the application that serves the current release of a folder.

    Args:
        settings: what the operator set.
        editions: the open releases; opened from settings.releases when not given.

    Raises:
        CommandError: there is no release to serve.
    """
    app = Flask("nofuz", static_folder=_PAGES / "static", template_folder=_PAGES / "templates")
    app.config["SETTINGS"] = settings
    app.config["MAX_CONTENT_LENGTH"] = longest_body(settings)
    app.url_map.merge_slashes = False  # a redirection would go where the request's Host says
    app.extensions["answers_for"] = host_check(settings.trusted_hosts, settings.host)
    app.extensions["editions"] = editions or Editions(settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["capitalize_first"] = _capitalize_first
    assets = Assets(_PAGES / "static")
    app.extensions["assets"] = assets
    app.jinja_env.globals.update(asset=assets.address, asset_styles=assets.styles)
    for module in (
        nofuz.fragments.views,
        nofuz.sparql.editor,
        nofuz.sparql.sharing,
        nofuz.sparql.views,
        nofuz.export.views,
        nofuz.network.views,
        nofuz.history.downloads,
        nofuz.history.time_travel,
        nofuz.history.views,
        nofuz.queries.views,
        nofuz.resource.views,
        nofuz.catalogue.views,
        nofuz.citation.views,
        nofuz.comparing.views,
        nofuz.search.views,
        nofuz.search.reconciling,
        nofuz.pages.views,
    ):
        app.register_blueprint(module.blueprint)
    app.add_url_rule("/<path:path>", view_func=_nothing)
    app.before_request(_take_edition)
    app.before_request(_refuse)
    nofuz.pages.speaking.set_up(app)
    app.after_request(finish)
    app.after_request(_keep_assets)
    app.register_error_handler(Problem, problem)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Abandoned, _answer_nobody)
    app.register_error_handler(Exception, _answer_fault)
    return app


def _take_edition() -> None:
    """Let a request see one release from its beginning to its end."""
    g.edition = request.environ.get(EDITION) or current_app.extensions["editions"].current()


def _refuse() -> None:
    """Refuse what the gateway has found, and a method whose name is not in capitals.

    Raises:
        Problem: the gateway will not have the request answered.
        UnknownHost: it is for a host that is not ours; for servers without the gateway (400).
        MethodNotAllowed: `get` is another method than GET (RFC 9110, section 9.1).
    """
    if INADMISSIBLE in request.environ:
        raise request.environ[INADMISSIBLE]
    host = request.environ.get("HTTP_HOST")
    if not current_app.extensions["answers_for"]([] if host is None else [host]):
        raise UnknownHost
    if request.environ["REQUEST_METHOD"] != request.method and request.url_rule is not None:
        raise MethodNotAllowed(sorted(request.url_rule.methods or ()))


def _keep_assets(response: Response) -> Response:
    """Have clients keep what is named by the hash of its content."""
    file = (request.view_args or {}).get("filename")
    if request.endpoint == "static" and file in current_app.extensions["assets"].files:
        response.headers["Cache-Control"] = IMMUTABLE
    return response


def _nothing(path: str) -> Response:
    """Answer for every address that nothing else answers for; the rule lets it be read only."""
    raise UnknownResource(f"there is no page /{echoed(path)}")


def _answer_http_error(error: HTTPException) -> Response:
    request.environ[PROBLEM] = type(error).__name__
    headers = {name: value for name, value in error.get_headers() if name == "Allow"}
    return describe_problem(error.code or 500, error.description or "", headers)


def _answer_nobody(_: Abandoned) -> Response:
    """End a request whose client has left; nobody reads this."""
    return Response(status=HTTPStatus.REQUEST_TIMEOUT)


def _answer_fault(error: Exception) -> Response:
    """Tell the client nothing, the log everything."""
    request.environ[PROBLEM] = type(error).__name__
    logging.getLogger("nofuz").error("unexpected fault", exc_info=error)
    return describe_problem(500, "the server met a fault of its own")


def _capitalize_first(text: str) -> str:
    """Return a sentence's beginning in upper case, markup kept."""
    upper = text[:1].upper() + text[1:]
    return Markup(upper) if isinstance(text, Markup) else upper  # noqa: S704 - it was markup before
