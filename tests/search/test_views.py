from urllib.parse import quote, urlencode

import pytest

from tests.pages.reader import Page

JSON = {"Accept": "application/json"}


def asked(client, headers=JSON, **parameters):
    return client.get(f"/search?{urlencode(parameters)}", headers=headers)


def test_results_are_counted_and_described(client):
    found = asked(client, q="soleimani", limit=1).json
    assert found["total"] > 1
    assert (found["q"], found["type"], found["limit"], found["offset"]) == (
        "soleimani", None, 1, 0,
    )  # fmt: skip
    (first,) = found["results"]
    assert first["iri"] == "https://w3id.org/nofuz/id/agent/qasem-soleimani"
    assert first["path"] == "/doc/agent/qasem-soleimani"
    assert first["kind"] == "agent"
    assert first["types"][0] == "http://xmlns.com/foaf/0.1/Person"
    assert client.get(first["path"]).status_code == 200


def test_a_proposition_comes_with_its_standing(client):
    found = asked(client, q="special relationship", type="proposition").json["results"]
    assert found
    assert all(
        result["standing"]["iri"].startswith("https://w3id.org/nofuz/voc/") for result in found
    )
    assert all(result["standing"]["label"] for result in found)


def test_every_result_has_a_page_here(client):
    for kind in ("agent", "concept", "document", "instrument", "issue", "origin", "place", "post",
                 "proposition", "term"):  # fmt: skip
        (first, *_) = asked(client, q="a", type=kind).json["results"]
        assert first["kind"] == kind
        assert client.get(first["path"].partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    ("address", "accept", "expected"),
    [
        ("/search?q=iran", "application/json", "application/json"),
        ("/search?q=iran", "text/html", "text/html; charset=utf-8"),
        ("/search?q=iran", "*/*", "text/html; charset=utf-8"),
        ("/search?q=iran", "text/html;q=0.5, application/json", "application/json"),
        ("/search.json?q=iran", "text/html", "application/json"),
        ("/search.html?q=iran", "application/json", "text/html; charset=utf-8"),
    ],
)
def test_the_extension_beats_the_header(client, address, accept, expected):
    assert client.get(address, headers={"Accept": accept}).content_type == expected


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/search?q=iran", {"Accept": "text/turtle"}, 406),
        ("/search.xml?q=iran", {}, 404),
        ("/search", JSON, 400),
        ("/search?q=", JSON, 400),
        ("/search?q=a&q=b", JSON, 400),
        ("/search?q=a&type=nothing", JSON, 400),
        ("/search?q=a&type=agent&type=place", JSON, 400),
        ("/search?q=a&limit=0", JSON, 400),
        ("/search?q=a&limit=101", JSON, 400),
        ("/search?q=a&limit=-1", JSON, 400),
        ("/search?q=a&limit=1e3", JSON, 400),
        ("/search?q=a&limit=٣", JSON, 400),
        ("/search?q=a&offset=1001", JSON, 400),
        ("/search?q=a&offset=" + "9" * 5000, JSON, 400),
        ("/search?q=" + "a" * 301, JSON, 400),
        ("/search?q=%FF", JSON, 400),
        ("/search?q=%ED%A0%80", JSON, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused(client, path, headers, status):
    reply = client.get(path, headers=headers)
    assert (reply.status_code, len(reply.data) > 50) == (status, True)


def test_the_limits_themselves_are_taken(client):
    assert asked(client, q="a" * 300, limit=100, offset=1000).status_code == 200


def test_only_reading_is_allowed(client):
    reply = client.post("/search?q=iran")
    assert reply.status_code == 405
    assert {"GET", "HEAD"} <= set(reply.headers["Allow"].split(", "))


@pytest.mark.parametrize("name", ["agent", "foaf:Person", "http://xmlns.com/foaf/0.1/Person"])
def test_a_kind_or_a_class_limits_the_search(client, name):
    found = asked(client, q="khamenei", type=name).json
    assert found["type"] == name
    assert {result["kind"] for result in found["results"]} == {"agent"}


def test_pages_follow_one_another(client):
    total = asked(client, q="iraq").json["total"]
    assert total > 40
    page, seen = Page(client, "/search?q=iraq"), []
    while True:
        seen += [address for _, address in page.links if address.startswith("/doc/proposition/")]
        if "Further results" not in dict(page.links):
            break
        page = page.follow("Further results")
    assert len(set(seen)) > 20
    assert "Earlier results" in dict(page.links)


def test_names_that_are_spelled_alike_are_offered_when_nothing_has_the_words(client):
    found = asked(client, q="Kassim Suleymany").json
    assert (found["total"], found["results"]) == (0, [])
    assert found["similar"][0]["label"] == "Qasem Soleimani"
    assert found["similar"][0]["score"] > 90
    page = Page(client, "/search?q=Kassim+Suleymany")
    assert ("Qasem Soleimani", "/doc/agent/qasem-soleimani") in page.links


def test_a_page_without_words_is_a_form(client):
    page = Page(client, "/search")
    assert ("form", "action", "/search") in page.attributes
    assert ("input", "name", "q") in page.attributes
    assert "results" not in page.words


def test_the_form_keeps_what_was_searched(client):
    page = Page(client, "/search?" + urlencode({"q": 'a"><script>', "type": "agent"}))
    assert ("input", "value", 'a"><script>') in page.attributes
    assert "script" not in page.tags
    assert ("option", "selected", None) in page.attributes


def test_a_proposition_on_the_page_says_who_says_it(client):
    page = Page(client, "/search?q=special+relationship")
    assert "According to author of the cable on Abdul Mahdi" in page.words
    assert "No comment from office of the prime minister of Iraq" in page.words
    assert "“" in page.words


def test_the_tag_is_that_of_the_search(client):
    tags = {
        asked(client, q=words, limit=limit).headers["ETag"]
        for words in ("iran", "iraq")
        for limit in (5, 6)
    }
    assert len(tags) == 4


def test_a_client_that_has_it_gets_nothing_again(client):
    tag = asked(client, q="iran").headers["ETag"]
    reply = asked(client, headers=JSON | {"If-None-Match": tag}, q="iran")
    assert (reply.status_code, reply.data) == (304, b"")


def test_head_is_get_without_a_body(client):
    whole = asked(client, q="iran")
    head = client.head("/search?q=iran", headers=JSON)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_other_formats_are_linked(client):
    links = asked(client, q="a b&c").headers["Link"]
    assert '</search.json?q=a+b%26c&limit=20>; rel="alternate"; type="application/json"' in links


_HOSTILE = [
    '"', "a AND", "NEAR(", "'; DROP TABLE form; --", "{names}:a", "a*", ":agent", "\x00", "a\x00b",
    "\u202e", "<b>", "𞤀", "%", "a\r\nSet-Cookie: b=c", "a" * 300,
]  # fmt: skip


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@pytest.mark.parametrize("text", _HOSTILE)
def test_a_hostile_text_is_plain_words(client, text, accept):
    reply = client.get("/search?q=" + quote(text, safe=""), headers={"Accept": accept})
    assert reply.status_code == 200
    assert "Set-Cookie" not in reply.headers


def test_a_query_is_found_by_its_words_and_its_parameters_are_not(client):
    kinds = {result["kind"] for result in asked(client, q="speaker", limit=50).json["results"]}
    assert "query" in kinds
    assert "parameter" not in kinds


def test_neither_queries_nor_parameters_are_entities(client):
    reply = client.get('/reconcile?queries={"q":{"query":"speaker","limit":50}}').json
    assert not [found["id"] for found in reply["q"]["result"] if "query/" in found["id"]]
    assert not [found["id"] for found in reply["q"]["result"] if "parameter/" in found["id"]]
