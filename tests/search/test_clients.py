"""What real clients do on a live server, with nothing but its first address."""

import json
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.live import Server


def fetched(address, method="GET", body=None, **headers):
    """Fetch an absolute address as a client does, and follow one redirection."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body, headers)
        reply = connection.getresponse()
        content = reply.read()
    finally:
        connection.close()
    if reply.status in (303, 308):
        location = reply.headers["Location"]
        return fetched(f"{parts.scheme}://{parts.netloc}{location}", **headers)
    return reply, content


def loaded(address, **options):
    reply, content = fetched(address, **options)
    assert reply.status == 200, content
    assert reply.headers["Content-Type"] == "application/json"
    return json.loads(content)


@pytest.fixture(scope="module")
def manifest(server):
    return loaded(f"{server.url}/reconcile")


def test_a_column_of_names_is_reconciled_viewed_previewed_and_extended(server, manifest):
    names = {"q0": "Qassem Soleimani", "q1": "عادل عبد المهدي", "q2": "Nuri al Maliki"}
    form = urlencode({"queries": json.dumps({key: {"query": name} for key, name in names.items()})})
    header = {"Content-Type": "application/x-www-form-urlencoded"}
    answers = loaded(f"{server.url}/reconcile", method="POST", body=form, **header)
    chosen = [answers[key]["result"][0]["id"] for key in names]
    assert chosen == ["agent/qasem-soleimani", "agent/adel-abdul-mahdi", "agent/nouri-al-maliki"]
    for name in chosen:
        encoded = quote(name, safe="")
        reply, _ = fetched(manifest["view"]["url"].replace("{{id}}", encoded), Accept="text/turtle")
        assert (reply.status, reply.headers["Content-Type"][:11]) == (200, "text/turtle")
        reply, page = fetched(manifest["preview"]["url"].replace("{{id}}", encoded))
        assert (reply.status, reply.headers["Content-Type"][:9]) == (200, "text/html")
        assert b"<h3>" in page
    kind = answers["q0"]["result"][0]["type"][0]["id"]
    service = manifest["extend"]["propose_properties"]
    proposed = loaded(
        service["service_url"] + service["service_path"] + "?" + urlencode({"type": kind})
    )["properties"]
    extend = json.dumps({"ids": chosen, "properties": proposed})
    rows = loaded(f"{server.url}/reconcile?{urlencode({'extend': extend})}")["rows"]
    assert [list(rows[name]) for name in chosen] == [[one["id"] for one in proposed]] * 3


@pytest.mark.parametrize(("kind", "prefix"), [("entity", "sol"), ("type", "a"), ("property", "")])
def test_suggestions_and_their_flyouts_are_where_the_manifest_says(manifest, kind, prefix):
    service = manifest["suggest"][kind]
    address = service["service_url"] + service["service_path"]
    found = loaded(f"{address}?{urlencode({'prefix': prefix})}")["result"]
    assert found
    path = service["flyout_service_path"].replace("${id}", quote(found[0]["id"], safe=""))
    flyout = loaded(service["flyout_service_url"] + path)
    assert flyout["id"] == found[0]["id"]
    assert flyout["html"]


def test_the_manifest_names_the_address_that_the_operator_sets(releases):

    with Server(releases, workers=1, address="https://nofuz.example/") as running:
        manifest = loaded(f"{running.url}/reconcile")
    assert manifest["view"]["url"] == "https://nofuz.example/id/{{id}}"


def test_a_batch_of_ten_thousand_is_refused(server):
    queries = json.dumps({str(key): {"query": "Iran"} for key in range(10_000)})
    status, headers, body = server.request(
        "POST",
        "/reconcile",
        urlencode({"queries": queries}),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert (status, headers["Content-Type"]) == (413, "application/problem+json")
    assert json.loads(body)["status"] == 413


@pytest.mark.parametrize(
    "query",
    ["%22", "%00", "a%00b", "%ED%A0%80", "%FF", "a" * 7000, "%2e%2e/%2e%2e", "NEAR(a", "q=1;--"],
)
def test_a_hostile_search_is_an_answer_or_a_clear_refusal(server, query):
    status, _, body = server.get(f"/search.json?q={query}")
    assert status in (200, 400)
    assert json.loads(body)["q" if status == 200 else "detail"]


def test_a_search_is_kept_for_others_by_what_it_asks(server):
    first = server.get("/search?q=iran", Accept="application/json")
    second = server.get("/search?q=iraq", Accept="application/json")
    again = server.get("/search?q=iran", Accept="application/json")
    page = server.get("/search?q=iran", Accept="text/html")
    assert first[2] == again[2] != second[2]
    assert page[1]["Content-Type"] == "text/html; charset=utf-8"
    assert page[1]["ETag"] != first[1]["ETag"]
