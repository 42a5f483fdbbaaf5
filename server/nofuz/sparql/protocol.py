"""Read a request of the SPARQL 1.1 Protocol, section 2.1: the query operation."""

import re
from dataclasses import dataclass
from hashlib import blake2b

from werkzeug.http import parse_options_header

from nofuz.errors import (
    MalformedRequest,
    QueryStringTooLong,
    TooLarge,
    UnsupportedMediaType,
)
from nofuz.formats import FORMAT_HINTS
from nofuz.parameters import FORM, Parameters, decoded
from nofuz.settings import Settings
from nofuz.store.embedded import Scope

_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_NO_UPDATES = "this is a query endpoint, which takes no updates"
_CHARSETS = ("", "utf-8", "utf8", "us-ascii")
# A preference as in RFC 7240; what is not understood is passed over.
_MOST_ROWS = re.compile(
    r'(?:^|,)\s*+max-rows\s*+=\s*+"?([1-9][0-9]{0,8})"?\s*+(?:[,;]|$)', re.IGNORECASE
)
_KNOWN = {"query", "default-graph-uri", "named-graph-uri", *FORMAT_HINTS}


@dataclass(frozen=True)
class Request:
    """What of an HTTP request the protocol looks at."""

    method: str
    query_string: bytes
    content_type: str = ""
    content_encoding: str = ""
    body: bytes = b""
    """At least one byte more than `longest_body`, where it is longer than that."""
    prefer: str = ""

    @property
    def media_type(self) -> str:
        """The media type of the body, without parameters."""
        return parse_options_header(self.content_type)[0].lower()

    @property
    def charset(self) -> str:
        """The charset that the body is said to be in; empty where nothing is said."""
        return parse_options_header(self.content_type)[1].get("charset", "").lower()

    @property
    def vary(self) -> str:
        """Value of Vary: the header fields that its answer may depend on."""
        return "Accept, Prefer" if self.prefer else "Accept"

    def digest(self, accept: str) -> str:
        """Return what tells this request from all others, for an entity tag."""
        said = (self.content_type, accept, self.prefer)
        parts = [self.query_string, *(text.encode() for text in said), self.body]
        digest = blake2b(digest_size=12)
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()


def longest_body(settings: Settings) -> int:
    """Return the most bytes of a body: a form may percent-encode every byte of a query."""
    return 3 * settings.query_text


@dataclass(frozen=True)
class Operation:
    """One query operation: its text, the dataset it names, and the format it hints at.

    `most_rows` is how many solutions the client prefers at most, 0 for all of them.
    """

    text: str
    scope: Scope
    hint: str
    most_rows: int = 0


def read(request: Request, settings: Settings) -> Operation | None:
    """Return the operation that a request carries, None for a bare GET without a query.

    Raises:
        MalformedRequest: a parameter is missing, doubled or unknown (400).
        QueryStringTooLong, TooLarge: the query passes its limit (414, 413).
        UnsupportedMediaType: the body is neither a form nor a query (415).
    """
    parameters = _parameters(request, settings)
    if not parameters and request.method in {"GET", "HEAD"}:
        return None
    _refuse_unknown(parameters)
    texts = parameters.get("query", [])
    if len(texts) != 1:
        raise MalformedRequest(f"one parameter 'query' is needed, {len(texts)} were sent")
    if len(texts[0].encode()) > settings.query_text:
        raise _too_large(settings)
    most = most_rows(request.prefer)
    return Operation(texts[0], _scope(parameters), hint(parameters), most)


def most_rows(prefer: str) -> int:
    """Return how many solutions a Prefer header asks for at most, 0 for all of them.

    >>> most_rows("max-rows=10, wait=2"), most_rows("")
    (10, 0)
    """
    preferred = _MOST_ROWS.search(prefer)
    return int(preferred[1]) if preferred else 0


def _parameters(request: Request, settings: Settings) -> Parameters:
    if len(request.query_string) > settings.query_string:
        raise QueryStringTooLong(
            f"a query in the address has at most {settings.query_string} bytes; POST takes more"
        )
    in_address = decoded(request.query_string)
    if request.method != "POST":
        return in_address
    if request.content_encoding:
        raise UnsupportedMediaType("a request body is taken without Content-Encoding")
    media_type = request.media_type
    _refuse_other(media_type, request.charset)
    longest = settings.query_text if media_type == _QUERY else longest_body(settings)
    if len(request.body) > longest:
        raise _too_large(settings)
    in_body = {"query": [_text(request.body)]} if media_type == _QUERY else decoded(request.body)
    # Of a form, all stands in the body; a dataset in the address of one would be lost in silence.
    return {
        name: in_address.get(name, []) + in_body.get(name, []) for name in {**in_address, **in_body}
    }


def _too_large(settings: Settings) -> TooLarge:
    return TooLarge(f"a query has at most {settings.query_text} bytes")


def _refuse_other(media_type: str, charset: str) -> None:
    """Refuse a body that is no query, or not in UTF-8."""
    if media_type == _UPDATE:
        raise MalformedRequest(_NO_UPDATES)
    if media_type not in (FORM, _QUERY):
        raise UnsupportedMediaType(f"a query is posted as {FORM} or {_QUERY}")
    if charset not in _CHARSETS:
        raise UnsupportedMediaType("a query is posted in UTF-8")


def _refuse_unknown(parameters: Parameters) -> None:
    if "update" in parameters:
        raise MalformedRequest(_NO_UPDATES)
    unknown = sorted(set(parameters) - _KNOWN)
    if unknown:
        raise MalformedRequest(f"unknown parameter {unknown[0][:60]!r}")


def _scope(parameters: Parameters) -> Scope:
    return Scope(
        tuple(parameters.get("default-graph-uri", ())),
        tuple(parameters.get("named-graph-uri", ())),
    )


def hint(parameters: Parameters) -> str:
    """Return the format that the parameters of a request name; empty where they name none."""
    return next((parameters[name][0] for name in FORMAT_HINTS if name in parameters), "")


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise MalformedRequest(f"byte {error.start} of the query is not UTF-8") from None
