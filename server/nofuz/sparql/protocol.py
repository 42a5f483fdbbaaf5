"""Read a request of the SPARQL 1.1 Protocol, section 2.1: the query operation."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import MultiDict

from nofuz.errors import (
    MalformedRequest,
    QueryStringTooLong,
    TooLarge,
    UnsupportedMediaType,
)
from nofuz.settings import Settings
from nofuz.store.embedded import Scope

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
# Clients such as SPARQLWrapper repeat the wanted format under these names.
_FORMAT_HINTS = ("format", "output", "results")
_MOST_FIELDS = 200
_KNOWN = {"query", "default-graph-uri", "named-graph-uri", *_FORMAT_HINTS}


@dataclass(frozen=True)
class Operation:
    """One query operation: its text, the dataset it names, and the format it hints at."""

    text: str
    scope: Scope
    hint: str


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
    texts = parameters.getlist("query")
    if len(texts) != 1:
        raise MalformedRequest(f"one parameter 'query' is needed, {len(texts)} were sent")
    return Operation(texts[0], _scope(parameters), _hint(parameters))


def _parameters(request: Request, settings: Settings) -> MultiDict[str, str]:
    if len(request.query_string) > settings.query_string:
        raise QueryStringTooLong(
            f"a query in the address has at most {settings.query_string} bytes; POST takes more"
        )
    in_address = _decoded(request.query_string)
    if request.method != "POST":
        return in_address
    if request.headers.get("Content-Encoding"):
        raise UnsupportedMediaType("a request body is taken without Content-Encoding")
    body = _body(request, settings.query_text)
    if request.mimetype == _QUERY:
        return MultiDict([*in_address.items(multi=True), ("query", _text(body))])
    return _form_parameters(request, body)


def _body(request: Request, limit: int) -> bytes:
    # A form may percent-encode every byte of a query, which triples its length.
    longest = limit if request.mimetype == _QUERY else 3 * limit
    if (request.content_length or 0) > longest:
        raise TooLarge(f"a query has at most {limit} bytes")
    body = request.stream.read(longest + 1)
    if len(body) > longest:
        raise TooLarge(f"a query has at most {limit} bytes")
    return body


def _form_parameters(request: Request, body: bytes) -> MultiDict[str, str]:
    if request.mimetype != _FORM:
        raise UnsupportedMediaType(f"a query is posted as {_FORM} or {_QUERY}")
    return _decoded(body)


def _refuse_unknown(parameters: MultiDict[str, str]) -> None:
    if "update" in parameters:
        raise MalformedRequest("this endpoint answers queries and takes no updates")
    unknown = sorted(set(parameters) - _KNOWN)
    if unknown:
        raise MalformedRequest(f"unknown parameter {unknown[0][:60]!r}")


def _scope(parameters: MultiDict[str, str]) -> Scope:
    return Scope(
        tuple(parameters.getlist("default-graph-uri")),
        tuple(parameters.getlist("named-graph-uri")),
    )


def _hint(parameters: MultiDict[str, str]) -> str:
    return next((parameters[name] for name in _FORMAT_HINTS if parameters.get(name)), "")


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise MalformedRequest(f"byte {error.start} of the query is not UTF-8") from None


def _decoded(encoded: bytes) -> MultiDict[str, str]:
    """Return the fields of a form, each decoded once and strictly."""
    try:
        return MultiDict(
            parse_qsl(
                encoded.decode("ascii"),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=_MOST_FIELDS,
            )
        )
    except UnicodeDecodeError:
        raise MalformedRequest("the parameters are not percent-encoded UTF-8") from None
    except ValueError:
        raise MalformedRequest(f"more than {_MOST_FIELDS} parameters") from None
