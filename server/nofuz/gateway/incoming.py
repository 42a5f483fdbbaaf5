"""One request as the gateway sees it."""

import asyncio
import io
import re
import sys
from collections.abc import Hashable
from hashlib import blake2b
from typing import Any

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

from nofuz.compression import chosen
from nofuz.edition import Edition
from nofuz.environment import ABANDONED, ACCOUNT, ARRIVAL, EDITION
from nofuz.gateway.departure import Departure
from nofuz.gateway.reply import names
from nofuz.gateway.visit import Visit
from nofuz.languages import liked
from nofuz.query.work import Account
from nofuz.sparql import protocol as sparql

QUERIES = "/sparql"
"""The path of the SPARQL endpoint."""

_NAMED_QUERIES = "/query/"

_DATES = frozenset(["if-modified-since", "if-unmodified-since", "if-range"])
_LONG_NUMBER = re.compile("[0-9]{5}")
_LONG = 256  # a longer body or address stands in a key by its digest
# An answer to a request with one of these may be another than to the same without it.
_PERSONAL = ("range", "prefer", "accept-datetime", "authorization", "expect", "if-match")


class Incoming:
    """A request with its body, and what of its headers decides on the way that it takes."""

    def __init__(
        self,
        scope: Scope,
        protocol: HTTPProtocol,
        body: bytes,
        visit: Visit,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        """Read the header.

        Args:
            scope: the request.
            protocol: where its answer goes.
            body: its body, cut where it is longer than any is taken with.
            visit: what is told of it at its end.
            loop: the event loop that answers it.
        """
        self.loop = loop  # asking for the running one costs a system call
        self.scope = scope
        self.protocol = protocol
        self.body = body
        self.visit = visit
        self.account: Account | None = None
        self.method = visit.method
        self.path = visit.path
        headers = scope.headers
        self.accept = _joined(headers, "accept")
        self.language = liked(_joined(headers, "accept-language"))
        self.coding = chosen(_joined(headers, "accept-encoding"))
        self.if_none_match = _joined(headers, "if-none-match")
        since: str = headers.get("if-modified-since", "")
        self.if_modified_since = since if is_date(since) else None
        self._is_shareable = not any(name in headers for name in _PERSONAL)
        self.departure = Departure(protocol, loop)

    @property
    def is_conditional(self) -> bool:
        """Whether the client says what it has already."""
        return self.if_none_match is not None or self.if_modified_since is not None

    @property
    def is_plain(self) -> bool:
        """Whether it only says what it wants, and how: a GET without conditions and wishes."""
        return self.method == "GET" and self._is_shareable and not self.is_conditional

    @property
    def is_query(self) -> bool:
        """Whether a child evaluates a query for the answer, so that it may take a while."""
        return self.path == QUERIES or self.path.startswith(_NAMED_QUERIES)

    def has(self, etag: str) -> bool:
        """Return whether the client says that it has the representation of an entity tag."""
        return (
            self.method == "GET"
            and self.if_none_match is not None
            and names(self.if_none_match, etag)
        )

    def key(self) -> Hashable | None:
        """Return what a shared answer is a function of, within a release; None for no such."""
        if not self._is_shareable:
            return None
        if self.method in ("GET", "HEAD"):
            query = _short(self.scope.query_string)
            return self.path, query, self.accept, self.coding, self.language
        if self.method == "POST" and self.path == QUERIES:
            asked = self.sparql_request()
            return self.coding, self.accept, self.language, asked.digest(asked.content_encoding)
        return None

    def sparql_request(self) -> sparql.Request:
        """Return what the SPARQL protocol looks at."""
        headers = self.scope.headers
        return sparql.Request(
            self.method,
            self.scope.query_string.encode(),
            headers.get("content-type", ""),
            headers.get("content-encoding", ""),
            self.body,
            headers.get("prefer", ""),
        )

    def environ(self, edition: Edition) -> dict[str, Any]:
        """Return the WSGI environment (PEP 3333), with our own keys."""
        scope = self.scope
        host, _, port = scope.server.rpartition(":")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path.encode().decode("latin-1"),
            "QUERY_STRING": scope.query_string,
            "SERVER_NAME": host,
            "SERVER_PORT": port,
            "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
            "REMOTE_ADDR": scope.client.rpartition(":")[0],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": scope.scheme,
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.input_terminated": True,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            ABANDONED: self.departure,
            ARRIVAL: self.visit.arrival,
            ACCOUNT: self.account,
            EDITION: edition,
        }
        _add_headers(environ, scope)
        return environ


def is_date(text: str) -> bool:
    """Return whether the value of a header field may be a date, as far as it can be read.

    Dates are read by a library of Python's own that fails over numbers of any length.

    >>> is_date("Fri, 20 Nov 2026 16:00:00 GMT"), is_date("1 Jan 99999999999999999999")
    (True, False)
    """
    return bool(text) and not _LONG_NUMBER.search(text)


def _joined(headers: Any, name: str) -> str | None:
    """Return the value of a field that is a list, and may come in several lines (RFC 9110, 5.3)."""
    return ",".join(headers.get_all(name)) or None


def _add_headers(environ: dict[str, Any], scope: Scope) -> None:
    for name, value in scope.headers.items():
        # As variables, X_Forwarded_For and X-Forwarded-For would be one.
        if "_" in name or (name in _DATES and '"' not in value and not is_date(value)):
            continue
        variable = name.upper().replace("-", "_")
        if variable not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            variable = f"HTTP_{variable}"
        environ[variable] = f"{environ[variable]},{value}" if variable in environ else value
    if scope.authority:  # it stands in the request's first line, and beats Host (RFC 9112, 3.2.2)
        environ["HTTP_HOST"] = scope.authority


def _short(text: str) -> str | bytes:
    return text if len(text) <= _LONG else blake2b(text.encode(), digest_size=16).digest()
