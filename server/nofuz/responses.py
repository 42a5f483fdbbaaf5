"""The one way out: every body leaves through `respond` or `problem`.

RFC 9110 for the header fields, RFC 9457 for the form of an error.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from http import HTTPStatus

from flask import Response, g, render_template, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from nofuz.environment import PROBLEM
from nofuz.errors import PreconditionFailed, Problem
from nofuz.fields import EVERYWHERE, RELEASE, REVALIDATED, UNREPEATABLE, of_representation
from nofuz.formats import HTML, N_QUADS, N_TRIPLES, TRIG, TURTLE, Format
from nofuz.languages import DEFAULT, suffix, varied
from nofuz.namespaces import DCTERMS, PREFIXES
from nofuz.negotiation import LONGEST
from nofuz.problems import PLAIN_TEXT, PROBLEM_JSON, problem_text
from nofuz.store.conversion import to_n_triples
from nofuz.store.terms import Term, Triple, iri, literal

_ALLOWED = "Accept, Accept-Datetime, Content-Type, If-None-Match, If-Range, Prefer, Range"
# N-Triples are all of these at once.
_N_TRIPLES = tuple(known.media_type for known in (TURTLE, N_TRIPLES, TRIG, N_QUADS))
_HTTP = "http://www.w3.org/2011/http#"
# The header fields of a conditional request, as WSGI has them (PEP 3333).
_CONDITIONS = frozenset(
    f"HTTP_IF_{name}"
    for name in ("MATCH", "NONE_MATCH", "MODIFIED_SINCE", "UNMODIFIED_SINCE", "RANGE")
)
_LONGEST_PROBLEM = 1000  # bytes
_ECHOED = 100  # characters
_LENGTHS = (600, 300, 150, 70)  # of a detail; the last fits however it is escaped


def respond(
    body: bytes | Iterable[bytes],
    form: Format,
    *,
    tag: str | None = None,
    vary: str = "Accept",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a 200 answer, or 304 when the client has it already.

    Args:
        body: the representation, whole or in pieces.
        form: its format.
        tag: what tells this representation from all others at the same address;
            None sends no ETag.
        vary: request header fields that the choice depended on.
        headers: further header fields.
    """
    fields = of_representation(form, vary, None if tag is None else f'"{tag}"')
    return answer(body, fields | dict(headers or {}))


def answer(body: bytes | Iterable[bytes], fields: Mapping[str, str]) -> Response:
    """Return a 200 answer with its header fields, or 304 when the client has it already.

    Raises:
        PreconditionFailed: the client wants it only as it was before (412).
    """
    response = Response(body, headers=dict(fields))
    if "ETag" in fields:
        response.headers["ETag"] = _tagged(fields["ETag"])
    if response.mimetype == HTML.media_type:
        _say_language(response)
    if "ETag" in fields and not _CONDITIONS.isdisjoint(request.environ):
        _refuse_changed(response)
        # The library takes no asterisk for If-Match, and would send the body with a 412.
        response.make_conditional({**request.environ, "HTTP_IF_MATCH": ""})
    return response


def _refuse_changed(response: Response) -> None:
    """Raise PreconditionFailed where the client asks for what is no longer there.

    RFC 9110, section 13.2.2: If-Match, and If-Unmodified-Since without it, are looked
    at before all other conditions.
    """
    if "If-Match" in request.headers:
        is_met = response.headers["ETag"].strip('"') in request.if_match
    else:
        since, modified = request.if_unmodified_since, response.last_modified
        is_met = since is None or modified is None or modified <= since
    if not is_met:
        raise PreconditionFailed("it is another one than the client knows")


def has_already(tag: str, modified: datetime | None = None) -> bool:
    """Return whether the client has this representation, so that its answer is 304.

    A tag says more than a date: where the client sends both, the tag decides
    (RFC 9110, section 13.2.2).
    """
    if request.method not in {"GET", "HEAD"}:
        return False
    if "If-None-Match" in request.headers:
        return request.if_none_match.contains_weak(tag + suffix(_language()))
    since = request.if_modified_since
    return modified is not None and since is not None and modified <= since


def unchanged(etag: str, vary: str = "Accept") -> Response:
    """Return 304: the client has the representation of this entity tag already."""
    fields = {"ETag": _tagged(etag), "Vary": varied(vary, request.headers.get("Accept"))}
    return Response(status=304, headers=fields)


def see_other(path: str) -> Response:
    """Return 303: the thing itself cannot be sent, a document about it can."""
    fields = {"Location": path, "Vary": "Accept", "Link": f'<{path}>; rel="describedby"'}
    return Response(status=303, headers=fields)


def moved(path: str, detail: str = "it has another address, for good") -> Response:
    """Return 308: the thing is another one now, or elsewhere, for good; the detail says why."""
    response = describe_problem(HTTPStatus.PERMANENT_REDIRECT, detail, {"Location": path})
    response.headers["Cache-Control"] = REVALIDATED
    return response


def prefers_page() -> bool:
    """Return whether the client would rather read an error as a page."""
    return _problem_type() == "text/html"


def problem(error: Problem, page: bytes | None = None) -> Response:
    """Return the answer for a request that cannot be answered as asked, with a page of its own."""
    request.environ[PROBLEM] = type(error).__name__
    response = describe_problem(error.status, str(error), error.headers)
    if page is not None:
        response.set_data(page)
    return response


def describe_problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return problem+json, or a page, plain text or RDF where the client prefers that.

    What a stranger sent comes back in part at most: where the body would pass 1,000
    bytes, the detail is cut.
    """
    title, best = HTTPStatus(status).phrase, _problem_type()
    detail = _printable(detail)
    for length in _LENGTHS:
        body = _written(best, status, title, _shortened(detail, length))
        if len(body.encode()) <= _LONGEST_PROBLEM:
            break
    response = Response(body, status, mimetype=best, headers=dict(headers or {}))
    response.headers["Cache-Control"] = UNREPEATABLE
    response.headers["Vary"] = "Accept"
    if best == HTML.media_type:
        _say_language(response)
    return response


def _language() -> str:
    """Return the language of the pages that this request may get."""
    return str(g.get("language", DEFAULT))


def _tagged(etag: str) -> str:
    """Return the entity tag of what may be a page, with the language of this request."""
    return f'{etag[:-1]}{suffix(_language())}"'


def _say_language(response: Response) -> None:
    """Say which language a page is in, and that another client may get another one."""
    response.headers["Content-Language"] = _language()
    response.vary.add("Accept-Language")


def _written(media_type: str, status: int, title: str, detail: str) -> str:
    if media_type == "text/html":
        return render_template("problem.html", title=title, detail=detail)
    if media_type in _N_TRIPLES:
        return _triples(status, title, detail)
    return problem_text(status, detail, media_type)


def _triples(status: int, title: str, detail: str) -> str:
    """Return a problem in the words of HTTP Vocabulary in RDF (W3C Working Group Note, 2017)."""
    problem = Term("blank", "problem")
    statements = {
        PREFIXES["rdf"] + "type": iri(_HTTP + "Response"),
        _HTTP + "statusCodeValue": literal(str(status), datatype=PREFIXES["xsd"] + "integer"),
        _HTTP + "reasonPhrase": literal(title),
        DCTERMS + "description": literal(detail, language="en"),
    }
    said = (Triple(problem, iri(name), value) for name, value in statements.items())
    return to_n_triples(said).decode()


def echoed(text: str) -> str:
    """Return what a client sent, as far as it is told to it again.

    >>> echoed("agent/iran"), len(echoed("a" * 1000))
    ('agent/iran', 100)
    """
    return _shortened(text, _ECHOED)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _printable(text: str) -> str:
    """Return a text without control characters, and without what is no character."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _problem_type() -> str:
    accept = request.headers.get("Accept", "")
    accepted = parse_accept_header(accept if len(accept) <= LONGEST else "", MIMEAccept)
    known = [PROBLEM_JSON, "application/json", "text/html", PLAIN_TEXT, *_N_TRIPLES]
    best = accepted.best_match(known, PROBLEM_JSON)
    return PROBLEM_JSON if best == "application/json" else best


def finish(response: Response) -> Response:
    """Add what every answer carries."""
    fields = response.headers
    for name, value in EVERYWHERE.items():
        fields.setdefault(name, value)
    if request.method == "OPTIONS":
        fields["Access-Control-Allow-Methods"] = fields.get("Allow", "GET, HEAD, OPTIONS")
        fields["Access-Control-Allow-Headers"] = _ALLOWED
    edition = g.get("edition")
    if edition is not None:
        fields[RELEASE] = edition.name
    return response
