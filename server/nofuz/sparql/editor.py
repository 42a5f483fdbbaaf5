"""What the query editor of a browser gets from the server: terms to complete, and examples."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g
from werkzeug.http import http_date

from nofuz.dataset.queries import NamedQuery
from nofuz.edition import Edition
from nofuz.formats import PLAIN_JSON
from nofuz.release.files import to_json
from nofuz.responses import has_already, respond
from nofuz.sparql.completion import completion

blueprint = Blueprint("editor", __name__)


@blueprint.get("/editor/completion.json")
def offered() -> Response:
    """Offer what can be completed in a query: prefixes, classes, properties and concepts."""
    return _whole("completion", lambda: completion(g.edition.store))


@blueprint.get("/editor/examples.json")
def examples() -> Response:
    """Give the queries with a name as they run, a value in the place of each parameter."""
    edition: Edition = g.edition
    return _whole(
        "examples", lambda: {query.name: runnable(query) for query in edition.queries.values()}
    )


def runnable(query: NamedQuery) -> str:
    """Return the text of a query with the value that each parameter is tried with."""
    return query.bound({known.name: known.trial for known in query.parameters})


def example_address(query: NamedQuery) -> str:
    """Return an address at which a query with a name has an answer."""
    needed = [known for known in query.parameters if known.default is None]
    sent = {known.name: known.short(known.trial) for known in needed}
    address = f"/query/{query.name}"
    return f"{address}?{urlencode(sent)}" if sent else address


def listed(queries: Iterable[NamedQuery]) -> list[dict[str, str]]:
    """Return what the page of the editor says of each query."""
    return [
        {
            "address": example_address(query),
            "comment": query.comment,
            "name": query.name,
            "title": query.title,
        }
        for query in queries
    ]


def _whole(name: str, told: Callable[[], dict[str, Any]]) -> Response:
    tag, date = f"{g.edition.name}-{name}", g.edition.date
    body = b"" if has_already(tag, date) else to_json(told())
    fields = {"Last-Modified": http_date(date)}
    return respond(body, PLAIN_JSON, tag=tag, vary="Accept-Encoding", headers=fields)
