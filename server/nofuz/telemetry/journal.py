"""The log: one JSON object a line (RFC 8259), on the error stream.

Whatever a stranger sends stays within its string: JSON escapes control
characters, and all that is not ASCII is escaped as well.  What may endanger who
asks, such as an address or a query, is written only where the operator wants it.
"""

import json
import logging
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from nofuz.telemetry.lines import LONGEST, Lines

_LONGEST_PATH = 250  # characters, each at most 12 bytes when it is escaped
_CUT = "…"
_DIGITS = 16

_log = logging.getLogger(__name__)


def start_journal(level: int = logging.INFO) -> Lines:
    """Have all records of this process written as JSON, and return the stream they go to."""
    lines = Lines()
    handler = _LineHandler(lines)
    handler.setFormatter(_JsonFormatter())
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(True)
    sys.excepthook = _tell_uncaught
    threading.excepthook = lambda args: _tell_uncaught(
        args.exc_type, args.exc_value, args.exc_traceback
    )
    return lines


def granian_logging() -> dict[str, Any]:
    """Return the part of a logging.config dictionary that leads granian's records to ours."""
    return {"loggers": {name: {"handlers": [], "propagate": True} for name in ("_granian",)}}


class RequestLog:
    """Writes a line for each request."""

    def __init__(self, lines: Lines, *, is_private: bool = False) -> None:
        """Begin.

        Args:
            lines: where to.
            is_private: write the client and the query string as well.
        """
        self._lines = lines
        self._is_private = is_private
        self._second, self._stamp = 0, ""

    def write(
        self,
        *,
        method: str,
        path: str,
        route: str,
        status: int,
        size: int,
        seconds: float,
        release: str,
        cache: str,
        problem: str = "",
        client: str = "",
        query_string: str = "",
    ) -> None:
        """Write the line of a request that has ended.

        Args:
            method: as the client sent it.
            path: as the client sent it, decoded; a long one is cut.
            route: one of the server's, by a fixed name.
            status: of the answer; 0 when there was nobody to answer.
            size: bytes of its body.
            seconds: from the first look at the request to the end of the answer.
            release: name of the release that answered.
            cache: "hit", "miss" or "none".
            problem: name of the error, if there was one.
            client: its name; written only in a private log.
            query_string: as the client sent it; written only in a private log.
        """
        if len(path) > _LONGEST_PATH:
            path = path[:_LONGEST_PATH] + _CUT
        text = (
            f'{{"time":"{self._now()}","event":"request","method":{quoted(method[:20])}'
            f',"path":{quoted(path)},"route":"{route}","status":{status},"bytes":{size}'
            f',"ms":{1000 * seconds:.3f},"release":"{release}","cache":"{cache}"'
        )
        if problem:
            text += f',"problem":"{problem}"'
        if self._is_private:
            text += f',"client":{quoted(client)},"query":{_cut_to_fit(query_string, text)}'
        self._lines.write(f"{text}}}\n".encode())

    def _now(self) -> str:
        """Return the time, formatted once a second."""
        now = time.time()
        second = int(now)
        if second != self._second:
            self._second, self._stamp = second, _timestamp(second)[:-5]
        return f"{self._stamp}.{int(1000 * (now - second)):03}Z"


def log_slow_query(
    text: str, *, seconds: float, form: str, outcome: str, is_private: bool = False
) -> None:
    """Warn of a query that took long, by its digest: the first 16 digits of its SHA-256.

    >>> digest("ASK {}")
    '819ea91ed5f12b38'
    """
    fields = {"digest": digest(text), "seconds": round(seconds, 3), "form": form}
    fields |= {"outcome": outcome} | ({"query": text} if is_private else {})
    _log.warning("slow query", extra={"fields": fields})


def digest(text: str) -> str:
    """Return what tells a query from others without telling what it asks."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]


class _LineHandler(logging.Handler):
    """Takes the records of the program."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; one that cannot be formatted is told of, and harms nobody."""
        try:
            self._lines.write(self.format(record).encode() + b"\n")
        except Exception:  # a fault in a message is never one of the service
            self.handleError(record)


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": _timestamp(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields |= getattr(record, "fields", {})
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return _fitted(fields)


def _fitted(fields: Mapping[str, Any]) -> str:
    """Return the fields as JSON that fits into a line, the middle of the longest cut out."""
    fields = dict(fields)
    while len(text := json.dumps(fields, separators=(",", ":"))) >= LONGEST:
        name = max(fields, key=lambda name: len(json.dumps(fields[name])))
        value = str(fields[name])
        keep = len(value) * 2 // 5  # at each end, so that four fifths stay
        fields[name] = f"{value[:keep]}{_CUT}{value[-keep:]}"
    return text


def _cut_to_fit(value: str, line: str) -> str:
    """Return a string in JSON, cut so that it fits into what is left of a line."""
    room = LONGEST - len(line) - 200
    text = quoted(value[:room])
    return text if len(text) <= room else quoted(value[: room // 12] + _CUT)


def _timestamp(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return moment.replace("+00:00", "Z")


def _tell_uncaught(kind: Any, error: Any, trace: Any) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    logging.getLogger("nofuz").critical("uncaught", exc_info=(kind, error, trace))
