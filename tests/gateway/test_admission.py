"""Clients that keep to no rule get a short refusal, and the next client is served."""

import json
from urllib.parse import quote

import pytest

from tests.gateway.wire import exchange, parsed, post, request
from tests.live import Server

ASK = b"ASK{}"
CHUNKED = b"Transfer-Encoding: chunked"
QUERY = b"Content-Type: application/sparql-query"
POST = b"POST /sparql HTTP/1.1"
PAGE = b"GET /doc/agent/iran HTTP/1.1"
QUICK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1"

# What is no HTTP at all, or of no certain length, is told in a word and the connection is closed.
BROKEN = {
    "garbage": b"GARBAGE\r\n\r\n",
    "no-version": b"GET /\r\n\r\n",
    "a-later-version": request(b"GET / HTTP/2.0"),
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 100 + b"\r\n\r\n",
    "a-space-in-the-path": request(b"GET /a b HTTP/1.1"),
    "no-utf-8-in-the-path": request(b"GET /doc/\xff HTTP/1.1"),
    "a-carriage-return": request(QUICK, b"X-Odd: a\rb"),
    "nul": request(QUICK, b"X-Odd: a\0b"),
    "a-folded-line": request(QUICK, b"X-Odd: a\r\n b"),
    "a-space-before-the-colon": request(QUICK, b"X-Odd : a"),
    "no-colon": request(QUICK, b"X-Odd"),
    "no-name": request(QUICK, b": a"),
    "no-token-as-method": request(b"G<T / HTTP/1.1"),
    "a-negative-length": request(POST, QUERY, b"Content-Length: -5", body=ASK),
    "a-length-with-a-sign": request(POST, QUERY, b"Content-Length: +5", body=ASK),
    "a-length-of-23-digits": request(POST, QUERY, b"Content-Length: " + b"9" * 23, body=ASK),
    "two-lengths": request(POST, QUERY, b"Content-Length: 5", b"Content-Length: 6", body=ASK),
    "an-unknown-coding": request(POST, QUERY, b"Transfer-Encoding: xchunked", body=ASK),
    "chunks-in-http-1.0": request(b"POST /sparql HTTP/1.0", QUERY, CHUNKED, body=ASK),
    "101-fields": request(QUICK, *(b"X-%d: a" % number for number in range(99))),
    "a-field-of-200-kb": request(QUICK, b"X-Long: " + b"a" * 200_000),
    "a-path-of-200-kb": request(b"GET /" + b"a" * 200_000 + b" HTTP/1.1"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_http_is_refused_and_the_next_client_is_served(server, name):
    answer = exchange(server, BROKEN[name])
    assert answer.status == 0 or 400 <= answer.status < 500
    assert answer.is_closed
    assert len(answer.body) <= 1000
    assert server.get("/sparql?query=ASK%7B%7D")[0] == 200


_CHUNKS = b"5\r\nASK{}\r\n0\r\n\r\n"
# The HTTP library lets it pass, we do not.
REFUSED = {
    "length-and-chunks": (411, request(POST, QUERY, b"Content-Length: 5", CHUNKED, body=_CHUNKS)),
    "chunks-and-length": (411, request(POST, QUERY, CHUNKED, b"Content-Length: 5", body=_CHUNKS)),
    "length-instead-of-chunks": (
        411,
        request(POST, QUERY, b"Content-Length: 5", CHUNKED, body=ASK),
    ),
    "chunks": (411, request(POST, QUERY, CHUNKED, body=_CHUNKS)),
    "chunks-that-are-none": (411, request(POST, QUERY, CHUNKED, body=b"zz\r\nASK{}\r\n")),
    "chunks-cut-short": (411, request(POST, QUERY, CHUNKED, body=b"5\r\nASK{}\r\n")),
    "chunk-extensions": (411, request(POST, QUERY, CHUNKED, body=b"5;a=b\r\nASK{}\r\n0\r\n\r\n")),
    "trailers": (411, request(POST, QUERY, CHUNKED, body=b"5\r\nASK{}\r\n0\r\nX-A: b\r\n\r\n")),
    "gzip-and-chunks": (
        411,
        request(POST, QUERY, b"Transfer-Encoding: gzip, chunked", body=_CHUNKS),
    ),
    "too-long-to-be-read": (413, request(POST, QUERY, b"Content-Length: 9999999999", body=ASK)),
    "a-path-of-2-kb": (414, request(b"GET /doc/agent/" + b"a" * 2049 + b" HTTP/1.1")),
    "a-path-of-60-kb": (414, request(b"GET /doc/agent/" + b"a" * 60_000 + b" HTTP/1.1")),
    "a-query-string-on-a-page": (414, request(b"GET /?" + b"a" * 8193 + b" HTTP/1.1")),
    "a-field-of-20-kb": (431, request(QUICK, b"X-Long: " + b"a" * 20_000)),
    "fields-of-20-kb": (431, request(QUICK, *(b"X-%d: %s" % (n, b"a" * 250) for n in range(80)))),
    "accept-of-100-kb": (431, request(PAGE, b"Accept: " + b"a/b," * 25_000)),
    "accept-of-1000-ranges": (431, request(PAGE, b"Accept: " + b"text/turtle;q=0.1," * 300)),
    "accept-of-quotes": (431, request(PAGE, b'Accept: text/turtle;a="' + b'\\"' * 3000 + b'"')),
    "accept-in-latin-1": (400, request(PAGE, b"Accept: text/t\xfcrtle")),
    "content-type-in-latin-1": (400, post(ASK, content_type=b"application/sparql-qu\xebry")),
    "content-encoding-in-latin-1": (400, post(ASK, b"Content-Encoding: \xff")),
    "if-none-match-in-latin-1": (400, request(PAGE, b'If-None-Match: "\xff"')),
    "two-types": (400, post(ASK, b"Content-Type: text/plain")),
    "two-content-encodings": (400, post(ASK, b"Content-Encoding:", b"Content-Encoding: gzip")),
    "content-encoding": (415, post(ASK, b"Content-Encoding: gzip")),
    "identity-as-content-encoding": (415, post(ASK, b"Content-Encoding: identity")),
    "no-type": (415, request(POST, b"Content-Length: 5", body=ASK)),
    "an-empty-type": (415, post(ASK, content_type=b"")),
    "half-a-type": (415, post(ASK, content_type=b"application/")),
    "an-update": (400, post(b"CLEAR ALL", content_type=b"application/sparql-update")),
    "several-parts": (415, post(ASK, content_type=b"multipart/form-data; boundary=a")),
    "utf-16": (415, post("ASK{}".encode("utf-16"), content_type=QUERY[14:] + b"; charset=utf-16")),
    "no-utf-8": (400, post(b"ASK{ ?s ?p '\xff' }")),
    "an-encoded-surrogate": (400, post(b"ASK{ ?s ?p '\xed\xa0\x80' }")),
    "raw-utf-8-in-the-address": (
        400,
        request(b"GET /sparql?query=ASK{}%20%23" + "é".encode() + b" HTTP/1.1"),
    ),
    "quality-that-is-no-number": (406, request(PAGE, b"Accept: text/turtle;q=NaN")),
    "a-method-that-is-none": (405, request(b"BREW / HTTP/1.1")),
    "a-method-of-1000-letters": (405, request(b"A" * 1000 + b" / HTTP/1.1")),
    "a-method-in-small-letters": (405, request(b"get / HTTP/1.1")),
    "trace": (405, request(b"TRACE / HTTP/1.1")),
    "connect": (405, request(b"CONNECT / HTTP/1.1")),
    "connect-to-elsewhere": (None, request(b"CONNECT example.org:80 HTTP/1.1")),
    "an-asterisk": (404, request(b"GET * HTTP/1.1")),
    "out-of-the-folder": (404, request(b"GET /../../etc/passwd HTTP/1.1")),
    "out-of-the-static-folder": (404, request(b"GET /static/../app.py HTTP/1.1")),
    "out-encoded": (404, request(b"GET /static/%2e%2e/views.py HTTP/1.1")),
    "out-with-an-encoded-slash": (404, request(b"GET /static/..%2fviews.py HTTP/1.1")),
    "out-with-a-backslash": (404, request(b"GET /static/..%5cviews.py HTTP/1.1")),
    "out-with-two-slashes": (404, request(b"GET /static//etc/passwd HTTP/1.1")),
    "a-folder": (404, request(b"GET /static/ HTTP/1.1")),
    "nul-in-a-static-path": (404, request(b"GET /static/nofuz.css%00 HTTP/1.1")),
    "nul-in-a-name": (404, request(b"GET /doc/agent/iran%00 HTTP/1.1")),
    "two-slashes": (404, request(b"GET //doc//agent/iran HTTP/1.1")),
    "two-slashes-and-a-host": (404, request(b"GET //example.org/doc HTTP/1.1")),
    "no-utf-8-encoded": (404, request(b"GET /doc/%FF HTTP/1.1")),
    "a-surrogate-encoded": (404, request(b"GET /doc/%ED%A0%80 HTTP/1.1")),
    "half-an-escape": (404, request(b"GET /doc/%zz HTTP/1.1")),
    "a-line-break-encoded": (404, request(b"GET /id/agent/iran%0d%0aSet-Cookie:a=b HTTP/1.1")),
    "markup": (404, request(b"GET /doc/%3Cscript%3Ealert(1)%3C/script%3E HTTP/1.1")),
}
ACCEPTED = [b"application/json", b"text/html", b"text/plain"]


@pytest.mark.parametrize("accept", ACCEPTED, ids=["json", "html", "text"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_clear_and_short_in_every_form(server, name, accept):
    status, sent = REFUSED[name]
    if b"\r\nAccept:" not in sent:
        sent = sent.replace(b"\r\nHost:", b"\r\nAccept: " + accept + b", */*;q=0.1\r\nHost:", 1)
    answer = exchange(server, sent)
    assert answer.status == status or (status is None and 400 <= answer.status < 500)
    assert 0 < len(answer.body) <= 1000
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("Allow" in answer.headers) == (answer.status == 405)
    tells_nothing(answer)


def test_nul_is_no_character_of_a_query(server):
    # A browser gets the query to edit, which is no short refusal.
    answer = exchange(server, post(b"ASK{ ?s ?p '\0' }"))
    assert answer.status == 400
    assert len(answer.body) <= 1000
    tells_nothing(answer)


def tells_nothing(answer):
    """Check that an answer names no file, no line of a program and no version of one."""
    told = answer.headers.as_bytes() + answer.body
    for secret in (
        b"Traceback",
        b".py",
        b"/site-packages",
        b"werkzeug",
        b"Flask",
        b"/home",
        b"/tmp",
    ):
        assert secret.lower() not in told.replace(b"app.py", b"").replace(b"views.py", b"").lower()
    assert "/" not in answer.headers.get("Server", "")


FINE = {
    "http-1.0": b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n",
    "bare-line-feeds": b"GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n",
    "empty-lines-before": b"\r\n\r\n" + request(QUICK),
    "a-body-where-none-belongs": request(QUICK, b"Content-Length: 3", body=b"abc"),
    "an-address-with-a-host": request(b"GET http://localhost/doc/agent/iran HTTP/1.1"),
    "an-encoded-slash": request(b"GET /doc/agent%2Firan HTTP/1.1"),
    "100-fields": request(QUICK, *(b"X-%d: a" % number for number in range(98))),
    "fields-of-16-kb": request(QUICK, *(b"X-%d: %s" % (n, b"a" * 200) for n in range(80))),
    "accept-of-4-kb": request(PAGE, b"Accept: " + b"text/turtle;q=0.1," * 227),
    "accept-in-two-lines": request(PAGE, b"Accept: image/png", b"Accept: text/turtle"),
    "the-same-length-twice": post(ASK, b"Content-Length: 5"),
    "a-name-in-arabic": request(QUICK, b"User-Agent: \xd9\x86\xd9\x81\xd9\x88\xd8\xb0"),
    "a-date-that-is-none": request(PAGE, b"If-Modified-Since: Foo, 99 Foo 99999 99:99:99 GMT"),
    "a-date-out-of-all-time": request(
        b"GET /static/nofuz.css HTTP/1.1", b"If-Modified-Since: Mon, 01 Jan " + b"9" * 30
    ),
    "a-range-from-out-of-all-time": request(
        b"GET /static/nofuz.css HTTP/1.1", b"Range: bytes=0-9", b"If-Range: 1 Jan " + b"9" * 30
    ),
    "another-protocol": request(QUICK, b"Upgrade: h2c", b"Connection: Upgrade"),
    "an-expectation": post(ASK, b"Expect: 200-tea"),
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_only_odd_is_answered(server, name):
    answer = exchange(server, FINE[name])
    assert answer.status in (200, 206)


def test_a_type_may_be_written_in_any_case_and_with_parameters(server):
    answer = exchange(server, post(ASK, content_type=b"Application/SPARQL-Query ; charset=UTF-8"))
    assert answer.status == 200


def test_fields_with_low_lines_stand_for_no_others(server):
    odd = (b"Content_Type: text/plain", b"Content_Length: 99", b"Transfer_Encoding: chunked")
    assert exchange(server, post(ASK, *odd)).status == 200


def test_two_lines_of_accept_are_one_list_and_kept_as_such(server):
    # Else the answer for the second would be kept as one for the first alone.
    liked = [b"Accept: text/html;q=0.1", b"Accept: text/turtle"]
    types = [
        exchange(server, request(PAGE, *fields)).headers["Content-Type"]
        for fields in (liked, liked[:1], liked)
    ]
    assert types == [f"text/{name}; charset=utf-8" for name in ("turtle", "html", "turtle")]


def test_requests_in_a_row_are_answered_in_their_order(server):
    def asked(number):
        query = quote(f"SELECT ({number} AS ?n) {{}}").encode()
        return request(b"GET /sparql?query=%s HTTP/1.1" % query, close=number == 5)

    with server.connect() as connection:
        connection.sendall(b"".join(map(asked, range(6))))
        received = b""
        while piece := connection.recv(65536):
            received += piece
    answers = [
        json.loads(part.split(b"\r\n\r\n")[1]) for part in received.split(b"HTTP/1.1 200")[1:]
    ]
    numbers = [answer["results"]["bindings"][0]["n"]["value"] for answer in answers]
    assert numbers == list("012345")


def test_a_client_that_asks_whether_to_go_on_is_told(server):
    with server.connect() as connection:
        connection.sendall(post(b"", b"Expect: 100-continue").replace(b": 0", b": 5"))
        assert connection.recv(65536).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.sendall(ASK)
        assert parsed(connection.recv(65536)).status == 200


def test_a_client_that_asks_whether_to_send_too_much_is_told_no(server):
    asked = request(POST, QUERY, b"Content-Length: 999999", b"Expect: 100-continue")
    assert exchange(server, asked).status == 413


def test_a_body_that_ends_too_early_is_no_query(server):
    whole = request(POST, QUERY, b"Content-Length: 100", close=False)
    answer = exchange(server, whole, ASK, is_over=True)
    assert answer.status == 400
    assert answer.is_closed


def test_a_body_that_never_comes_is_told_in_time(server):
    answer = exchange(server, request(POST, QUERY, b"Content-Length: 100", close=False), b"ASK")
    assert answer.status == 408
    assert answer.is_closed
    assert answer.headers["Cache-Control"] == "no-store"
    tells_nothing(answer)


@pytest.fixture(scope="module")
def impatient(releases):
    with Server(releases, workers=1, header_seconds=1, body_seconds=1) as running:
        yield running


@pytest.mark.parametrize(
    "sent",
    [b"", b"G", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", request(QUICK, close=False)],
    ids=["nothing", "a-letter", "half-a-header", "a-whole-request"],
)
def test_a_connection_that_stands_idle_is_closed(impatient, sent):
    answer = exchange(impatient, sent, seconds=20)
    assert answer.is_closed
    assert answer.status in (0, 408) or sent.endswith(b"\r\n\r\n")


def test_a_redirection_stays_on_this_server_whatever_host_is_asked(server):
    asked = request(
        b"GET http://localhost:1/id/agent/iran HTTP/1.1", b"X-Forwarded-Host: a.example"
    )
    assert exchange(server, asked).headers["Location"] == "/doc/agent/iran"


@pytest.mark.parametrize(
    "path", ["/", "/doc/agent/iran", "/static/nofuz.css", "/nothing", "/a/b/c"]
)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "PROPFIND"])
def test_everything_is_read_only(server, method, path):
    status, headers, body = server.request(method, path)
    assert status == 405
    assert set(headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert 0 < len(body) <= 1000


EVERY_STATUS = {
    200: request(PAGE),
    206: request(b"GET /static/nofuz.css HTTP/1.1", b"Range: bytes=0-9"),
    303: request(b"GET /id/agent/iran HTTP/1.1"),
    304: request(PAGE, b"If-None-Match: *"),
    400: request(b"GET /sparql?query=SELECT HTTP/1.1"),
    403: request(b"GET /sparql?query=ASK%7BSERVICE%3Chttp://a/%3E%7B%7D%7D HTTP/1.1"),
    404: request(b"GET /doc/agent/nobody HTTP/1.1"),
    405: request(b"DELETE / HTTP/1.1"),
    406: request(PAGE, b"Accept: image/png"),
    411: request(POST, QUERY, CHUNKED),
    413: request(POST, QUERY, b"Content-Length: 999999"),
    414: request(b"GET /?" + b"a" * 9000 + b" HTTP/1.1"),
    415: post(ASK, content_type=b"text/plain"),
    416: request(b"GET /static/nofuz.css HTTP/1.1", b"Range: bytes=999999-"),
    431: request(QUICK, b"X-Long: " + b"a" * 20_000),
    503: request(
        b"GET /sparql?query=%s HTTP/1.1"
        % quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }").encode()
    ),
}


@pytest.mark.parametrize("status", EVERY_STATUS)
def test_every_answer_carries_what_keeps_it_from_harm(server, status):
    answer = exchange(server, EVERY_STATUS[status])
    assert answer.status == status
    fields = answer.headers
    policy = dict(part.split(" ", 1) for part in fields["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy.pop("img-src") == "'self' data: blob:"  # pictures that a page has drawn itself
    assert all(sources in ("'none'", "'self'") for sources in policy.values())
    assert fields["X-Content-Type-Options"] == "nosniff"
    assert fields["Referrer-Policy"] == "no-referrer"
    assert fields["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in fields
    assert "Set-Cookie" not in fields
    assert (fields["Cache-Control"] == "no-store") == (status >= 400)
    assert ("Retry-After" in fields) == (status == 503)


def test_a_refused_client_is_told_what_it_may_send_to_another_origin(server):
    status, headers, _ = server.request(
        "OPTIONS", "/sparql", headers={"Origin": "http://a.example"}
    )
    assert status == 200
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in headers["Access-Control-Allow-Methods"]
