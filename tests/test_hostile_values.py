"""No address fails over what stands in it: every route, with values that nobody should send."""

import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import BuildError

VALUES = [
    *("", " ", ".", "..", "../..", "/", "//", "-", "_", "*", "%", "%00", "\0", "\n", "\r\nX: y"),
    *("0", "-1", "1", "1.5", "1e9", "nan", "inf", "9" * 30, "0" * 300, "true", "null", "[]", "{}"),
    *("{", '{"a": {}}', '{"q0": {"query": null}}', '{"q0": {"query": "a", "limit": -1}}'),
    *("[[" * 50, "'", '"', "\\", "<", ">", "<script>", "&", ";", "#", "?x", "a b", "é", "\u202e"),
    *("\U0010ffff", "\ufeff", "\ufffd", "http://a/", "http://[::1", "javascript:alert(1)", "urn:x"),
    *("_:b0", "a:b", "https://w3id.org/nofuz/id/agent/iran", "agent/iran", "iran", "agent/iran.nt"),
    *('"x"@en', '"x"^^<http://a/>', "<http://a/>", "rdfs:label", "a" * 300, "é" * 300, "%s%n"),
    *("2020", "2020-01-01T00:00:00Z", "00010101000000", "99999999999999", "0001-01-01", "x.ttl"),
]
NAMES = [
    *("q", "query", "page", "format", "limit", "cursor", "prefix", "id", "type", "queries"),
    *("extend", "subject", "predicate", "object", "graph", "kind", "language", "from", "a"),
    *("default-graph-uri", "since", "until", "standing", "agent", "claim", "document", "offset"),
    *("", "query[]", "update"),
]
FIELDS = [
    *("Accept", "Accept-Language", "If-None-Match", "If-Match", "Range", "Prefer"),
    *("Accept-Datetime", "Accept-Profile", "Content-Type", "Origin"),
]
FIELD_VALUES = [
    *("", "*", "*/*", "a/b", ";", ",", '"', '"a"', 'W/"a"', "bytes=0-", "bytes=-1", "bytes=9-1"),
    *("bytes=a", "x=1", "max-rows=0", "max-rows=1", "text/turtle;q=2", "text/html", "é", "null"),
    *("Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 31 Feb 2026 99:00:00 GMT", "Sun, 06 Nov 1994"),
    *("Mon, 01 Jan 9999 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "multipart/form-data"),
]


@st.composite
def addresses(draw, rules):
    """An address of one of the routes with hostile values for its parts and its parameters."""
    rule = draw(st.sampled_from(rules))
    try:
        values = {name: draw(st.sampled_from(VALUES)) for name in rule.arguments}
        _, path = rule.build(values) or (None, None)
    except (BuildError, ValueError):
        path = None
    if path is None:
        path = "/".join(quote(draw(st.sampled_from(VALUES)), safe="") for _ in range(3))
    fields = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=4))
    return f"{path}?{urlencode(fields)}" if fields else path


_HEADERS = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(FIELD_VALUES), max_size=3)


@pytest.fixture(scope="module")
def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


@settings(
    max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), headers=_HEADERS, method=st.sampled_from(["GET", "GET", "HEAD", "POST"]))
def test_no_address_fails_over_its_values(app, rules, caplog, data, headers, method):
    address = data.draw(addresses(rules))
    body = urlencode([(data.draw(st.sampled_from(NAMES)), data.draw(st.sampled_from(VALUES)))])
    reply = app.test_client().open(
        address, method=method, headers=headers, data=body if method == "POST" else None
    )
    assert reply.status_code < 500, (method, address, headers, caplog.text[-2000:])
    if reply.status_code >= 400 and "text/html" not in (reply.content_type or ""):
        assert len(reply.data) <= 1000
        assert reply.headers["Cache-Control"] == "no-store"
    if (reply.content_type or "").startswith("application/problem+json") and method != "HEAD":
        assert json.loads(reply.data)["status"] == reply.status_code
    assert "\n" not in str(reply.headers.get("Location", ""))
