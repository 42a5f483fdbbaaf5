"""What a request must be to be answered at all, whatever it asks for.

The HTTP library has refused what is no HTTP before this: contradictory lengths,
more than 100 header fields, characters that may not stand where they do.
"""

from typing import Any

from granian.rsgi import Scope

from nofuz.errors import (
    HeaderTooLarge,
    LengthRequired,
    MalformedRequest,
    Problem,
    QueryStringTooLong,
    TooLarge,
)
from nofuz.settings import Settings
from nofuz.sparql.protocol import longest_body

_LONGEST_PATH = 2048  # bytes; no name in a dataset is nearly as long
_SINGLE = ("content-type", "content-encoding")
# One of these that is no ASCII text is a wish all the same, and not to be passed over.
_READ = (*_SINGLE, "accept", "accept-encoding", "if-none-match")


def refusal(scope: Scope, settings: Settings) -> Problem | None:
    """Return why a request is refused before its body is read; None for most."""
    try:
        _admit_address(scope, settings)
        _admit_header(scope, settings)
        _admit_length(scope, settings)
    except Problem as problem:
        return problem
    return None


def _admit_address(scope: Scope, settings: Settings) -> None:
    if len(scope.path) > _LONGEST_PATH:
        raise QueryStringTooLong(f"a path has at most {_LONGEST_PATH} bytes")
    if len(scope.query_string) > settings.query_string:
        raise QueryStringTooLong(
            f"a query in the address has at most {settings.query_string} bytes; POST takes more"
        )


def _admit_header(scope: Scope, settings: Settings) -> None:
    headers: Any = scope.headers  # granian's stub knows no get_all
    if sum(map(len, headers.values())) > settings.header_size:
        raise HeaderTooLarge(f"the header fields have at most {settings.header_size} bytes")
    for name in _READ:
        if name in headers and headers.get(name) is None:
            raise MalformedRequest(f"the header field {name} is no ASCII text")
    for name in _SINGLE:
        if len(headers.get_all(name)) > 1:
            raise MalformedRequest(f"the header field {name} comes more than once")


def _admit_length(scope: Scope, settings: Settings) -> None:
    """Refuse a body in chunks, and one that is too long before a byte of it has come.

    Of a body in chunks the HTTP library does not tell whether its end has come or
    something else has gone wrong, nor whether there was a Content-Length as well
    (RFC 9112, section 6.3); a server may ask for a length (RFC 9110, section 8.6).
    """
    headers = scope.headers
    if "transfer-encoding" in headers:
        raise LengthRequired("a body is sent whole, with Content-Length, and not in chunks")
    if int(headers.get("content-length", 0)) > longest_body(settings):
        raise TooLarge(f"a query has at most {settings.query_text} bytes")
