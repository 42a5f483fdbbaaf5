"""Answer a query in the event loop: no thread and no Flask on its way to a child and back.

This is the way of the usual query.  A long one, which takes a while to read, and
one from a browser, which gets a page, go the application's way; so does every
problem, since errors have one way out.
"""

from concurrent.futures import Executor

from nofuz.edition import Edition
from nofuz.fields import EVERYWHERE, RELEASE
from nofuz.formats import HTML
from nofuz.gateway.incoming import Incoming
from nofuz.gateway.reply import Reply
from nofuz.languages import suffix, varied
from nofuz.settings import Settings
from nofuz.sparql.evaluation import Held, hold
from nofuz.sparql.preparation import Prepared, prepare
from nofuz.sparql.protocol import read

_LONG = 8192  # bytes of a request; reading so many takes about a millisecond
_LONG_ANSWER = 32768  # bytes; coding more of them is a thread's work

_EVERYWHERE = [(name.lower(), value) for name, value in EVERYWHERE.items()]


async def look_up(
    incoming: Incoming, edition: Edition, settings: Settings, lane: Executor
) -> Reply | None:
    """Return the answer to a query, None when it is for the application to answer.

    Args:
        incoming: a request to the SPARQL endpoint.
        edition: the release to ask.
        settings: the limits.
        lane: threads for an answer that is too long for the loop to hold.

    Raises:
        Problem: the query cannot be answered.
        Abandoned: the client has left.
    """
    if len(incoming.scope.query_string) + len(incoming.body) > _LONG:
        return None
    asked = incoming.sparql_request()
    tag = f"{edition.name}-{asked.digest(incoming.accept or '')}{suffix(incoming.language)}"
    if incoming.has(f'W/"{tag}"'):
        vary = varied(asked.vary, incoming.accept)
        return Reply(304, [*_EVERYWHERE, ("etag", f'W/"{tag}"'), ("vary", vary)], b"")
    operation = read(asked, settings)
    if operation is None:
        return None
    prepared = prepare(operation, incoming.accept, settings)
    if prepared.form == HTML:
        return None
    query = prepared.query(settings.base)
    answer = await edition.pool.run_in_loop(
        query, incoming.departure, incoming.visit.arrival, incoming.loop, incoming.account
    )
    if answer.body is not None and len(answer.body) <= _LONG_ANSWER:
        held = hold(answer, settings.room_on_disk)
        return _reply(held, prepared, edition, tag).coded(incoming.coding)
    held = await incoming.loop.run_in_executor(lane, hold, answer, settings.room_on_disk)
    reply = _reply(held, prepared, edition, tag)
    return await incoming.loop.run_in_executor(lane, reply.coded, incoming.coding)


def _reply(held: Held, prepared: Prepared, edition: Edition, tag: str) -> Reply:
    fields = prepared.fields(tag, is_cut=held.is_cut) | {"Content-Length": str(held.length)}
    headers = [*_EVERYWHERE, (RELEASE.lower(), edition.name)]
    headers += [(name.lower(), value) for name, value in fields.items()]
    if isinstance(held.body, bytes):
        return Reply(200, headers, held.body)
    return Reply(200, headers, b"", held.body, held.body.close)
