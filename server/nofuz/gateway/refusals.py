"""Answer in the event loop what needs neither a page nor a thread: refusals, and health."""

from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from nofuz.errors import Problem
from nofuz.fields import EVERYWHERE
from nofuz.gateway.reply import Reply
from nofuz.problems import PLAIN_TEXT, PROBLEM_JSON, problem_text

_LONGEST = 1000  # characters of a header field that is read
_EVERYWHERE = [(name.lower(), value) for name, value in EVERYWHERE.items()]
_FORGOTTEN = ("cache-control", "no-store")


def refused(problem: Problem, accept: str | None) -> Reply:
    """Return the answer that tells a client of a problem, as JSON or plain text."""
    media_type = _media_type((accept or "")[:_LONGEST])
    text = problem_text(problem.status, str(problem), media_type)
    fields = [(name.lower(), value) for name, value in problem.headers.items()]
    # Its body, if it has one, is not read.
    return _reply(problem.status, text, media_type, [*fields, ("connection", "close")])


def told(status: int, text: str) -> Reply:
    """Return an answer of one line for a program that looks after the server."""
    return _reply(status, f"{text}\n", PLAIN_TEXT, [])


def _reply(status: int, text: str, media_type: str, fields: list[tuple[str, str]]) -> Reply:
    body = text.encode()
    content_type = f"{media_type}; charset=utf-8" if media_type == PLAIN_TEXT else media_type
    headers = [*_EVERYWHERE, _FORGOTTEN, ("content-type", content_type), *fields]
    return Reply(int(status), [*headers, ("content-length", str(len(body)))], body)


@lru_cache(256)
def _media_type(accept: str) -> str:
    """Return plain text for a browser or who asks for it, and JSON for all others."""
    accepted = parse_accept_header(accept, MIMEAccept)
    best = accepted.best_match([PROBLEM_JSON, "application/json", PLAIN_TEXT, "text/html"])
    return PLAIN_TEXT if best in {PLAIN_TEXT, "text/html"} else PROBLEM_JSON
