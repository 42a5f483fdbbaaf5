"""The Flask application: blueprints, and the table from error to answer."""

import logging
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, g, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

import nofuz.pages.views
import nofuz.resource.views
import nofuz.sparql.views
from nofuz.edition import Editions
from nofuz.environment import EDITION
from nofuz.errors import Problem
from nofuz.query.pool import Abandoned
from nofuz.responses import describe_problem, finish, problem
from nofuz.settings import Settings

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
    app.config["MAX_CONTENT_LENGTH"] = 4 * settings.query_text
    app.extensions["editions"] = editions or Editions(settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["capitalize_first"] = _capitalize_first
    for module in (nofuz.sparql.views, nofuz.resource.views, nofuz.pages.views):
        app.register_blueprint(module.blueprint)
    app.before_request(_take_edition)
    app.after_request(finish)
    app.register_error_handler(Problem, problem)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Abandoned, _answer_nobody)
    app.register_error_handler(Exception, _answer_fault)
    return app


def _take_edition() -> None:
    """Let a request see one release from its beginning to its end."""
    g.edition = request.environ.get(EDITION) or current_app.extensions["editions"].current()


def _answer_http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:  # a redirection that the router asks for
        return Response(status=code, headers=dict(error.get_headers()))
    headers = {name: value for name, value in error.get_headers() if name == "Allow"}
    return describe_problem(code, error.description or "", headers)


def _answer_nobody(_: Abandoned) -> Response:
    """End a request whose client has left; nobody reads this."""
    return Response(status=HTTPStatus.REQUEST_TIMEOUT)


def _answer_fault(error: Exception) -> Response:
    """Tell the client nothing, the log everything."""
    logging.getLogger("nofuz").error("unexpected fault", exc_info=error)
    return describe_problem(500, "the server met a fault of its own")


def _capitalize_first(text: str) -> str:
    """Return a sentence's beginning in upper case, markup kept."""
    upper = text[:1].upper() + text[1:]
    return Markup(upper) if isinstance(text, Markup) else upper  # noqa: S704 - it was markup before
