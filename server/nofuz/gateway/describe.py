"""Answer with the description of a thing in the event loop: no thread and no Flask on its way.

This is the way of the usual document of data.  A page for people, one of
several pages, a framed tree, a conditional request and whatever is not there go
the application's way, which is the only one that knows of errors.
"""

from concurrent.futures import Executor
from urllib.parse import quote

from nofuz.edition import Edition
from nofuz.errors import Problem
from nofuz.fields import EVERYWHERE, RELEASE
from nofuz.formats import HTML
from nofuz.gateway.incoming import Incoming
from nofuz.gateway.reply import Reply
from nofuz.release.tombstones import DEPRECATED
from nofuz.resource.asking import Asked
from nofuz.resource.identifiers import identifier, split_extension
from nofuz.resource.representation import described
from nofuz.store.description import Description

DOCUMENTS = "/doc/"
"""What the paths of documents begin with."""

_LONG = 300  # statements; writing more of them is a thread's work
_EVERYWHERE = [(name.lower(), value) for name, value in EVERYWHERE.items()]


async def describe(incoming: Incoming, edition: Edition, base: str, lane: Executor) -> Reply | None:
    """Return a document, None when it is for the application to answer.

    Args:
        incoming: a request for an address of a document.
        edition: the release that describes the thing.
        base: IRI that all published IRIs begin with.
        lane: threads for a description that is too long for the loop to write.
    """
    if not incoming.is_plain or incoming.scope.query_string:
        return None
    stem, form = split_extension(incoming.path.removeprefix(DOCUMENTS))
    try:
        asked = Asked(quote(DOCUMENTS + stem), form, incoming.accept)
    except Problem:
        return None
    thing = identifier(base, stem)
    if asked.choice.form == HTML or asked.choice.profile or _is_past(edition, thing):
        return None
    description = edition.store.describe(thing)
    if description.pages != 1:
        return None
    writing = (edition, base, thing, description, asked, incoming.coding)
    if len(description.quads) <= _LONG:
        return _written(*writing)
    return await incoming.loop.run_in_executor(lane, _written, *writing)


def _is_past(edition: Edition, thing: str) -> bool:
    """Return whether a thing was merged or withdrawn, or never was."""
    store = edition.store
    return not store.is_described(thing) or bool(store.values(thing, DEPRECATED))


def _written(
    edition: Edition, base: str, thing: str, description: Description, asked: Asked, coding: str
) -> Reply:
    body = described(edition, base, thing, description, asked.choice)
    fields = asked.fields(edition) | {RELEASE: edition.name, "Content-Length": str(len(body))}
    headers = [*_EVERYWHERE, *((name.lower(), value) for name, value in fields.items())]
    return Reply(200, headers, body).coded(coding)
