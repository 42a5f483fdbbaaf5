"""Run the WSGI application in a thread, as far as its answer fits in one write."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from nofuz.compression import CODINGS
from nofuz.gateway.reply import Headers, Reply
from nofuz.spool import Part

# An answer below this size is written at once, a longer one piece by piece.
_AT_ONCE = 256 * 1024
_CODED_TAG = re.compile(f'-({"|".join(CODINGS)})"')


def call(app: Callable[..., Iterable[bytes]], environ: dict[str, Any], coding: str) -> Reply:
    """Return the application's answer in a content coding.

    The application knows nothing of codings, nor of the entity tags of coded answers.
    """
    if_none_match = environ.get("HTTP_IF_NONE_MATCH")
    for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"):
        if name in environ:
            environ[name] = _CODED_TAG.sub('"', environ[name])
    is_head = environ["REQUEST_METHOD"] == "HEAD"
    return _called(app, environ).coded(coding, if_none_match, is_head=is_head)


def _called(app: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Reply:
    started: list[tuple[int, Headers]] = []

    def start_response(status: str, headers: Headers, _: Any = None) -> None:
        started.append((int(status[:3]), [(name.lower(), value) for name, value in headers]))

    answer = app(environ, start_response)
    if isinstance(answer, Part):
        return Reply(*started[-1], b"", answer)
    close = getattr(answer, "close", None)
    pieces, size = [], 0
    iterator = iter(answer)
    for piece in iterator:
        pieces.append(piece)
        size += len(piece)
        if size > _AT_ONCE:
            return Reply(*started[-1], b"".join(pieces), iterator, close)
    if close is not None:
        close()
    return Reply(*started[-1], b"".join(pieces))
