"""Short addresses, snippets and what the editor completes, over HTTP."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.pages.reader import Page

QUERY = "SELECT ?s { ?s a <https://w3id.org/nofuz/def#Origin> } ORDER BY ?s"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_query_gets_a_short_address_that_leads_to_its_answer(client, method):
    sent = {"query_string": {"query": QUERY}} if method == "get" else {"data": {"query": QUERY}}
    told = getattr(client, method)("/q", **sent).get_json()
    assert told["link"].endswith(told["path"])
    reply = client.get(told["path"])
    assert reply.status_code == 307
    location = urlsplit(reply.headers["Location"])
    assert location.path == "/sparql"
    assert parse_qs(location.query) == {"query": [QUERY]}
    answer = client.get(told["path"], headers={"Accept": "text/csv"}, follow_redirects=True)
    assert answer.content_type.startswith("text/csv")
    assert answer.data == client.get("/sparql", query_string={"query": QUERY, "format": "csv"}).data


def test_a_query_that_is_too_long_for_an_address_stands_in_a_form(client):
    query = "ASK { # " + " ".join(f"{number:x}" for number in range(5000)) + "\n}"
    path = client.post("/q", data={"query": query}).get_json()["path"]
    page = Page(client, path)
    assert ("form", "method", "post") in page.attributes
    assert " ".join(query.split()) in page.words


@pytest.mark.parametrize("query", ["", "?query=a&query=b", "?other=a"])
def test_one_query_is_needed(client, query):
    assert client.get(f"/q{query}").status_code == 400


def test_a_query_that_is_longer_than_one_may_be_is_refused(client):
    assert client.post("/q", data={"query": "a" * 70_000}).status_code == 413


@pytest.mark.parametrize("code", ["none", "1", "1%00", "1AAAA"])
def test_what_is_no_query_is_not_found(client, code):
    assert client.get(f"/q/{code}").status_code == 404


def test_the_page_of_a_result_says_how_to_pass_the_query_on(client):
    page = Page(client, f"/sparql?query={quote(QUERY)}")
    told = client.get("/q", query_string={"query": QUERY}).get_json()
    assert (told["link"], told["path"]) in page.links
    for name in ("curl", "python"):
        assert " ".join(told[name].split()) in page.words
    named = Page(client, "/query/contested")
    assert any(address.startswith("/q/") for _, address in named.links)


def test_completion_offers_what_the_release_has(client):
    offered = client.get("/editor/completion.json").get_json()
    assert offered["prefixes"]["nofuz"] == "https://w3id.org/nofuz/def#"
    assert "https://w3id.org/nofuz/def#Claim" in offered["classes"]
    assert "https://w3id.org/nofuz/def#speaker" in offered["properties"]
    assert "https://w3id.org/nofuz/voc/denies" in offered["concepts"]
    for iri in offered["classes"][:20] + offered["properties"][:20]:
        query = f"ASK {{ <{iri}> ?p ?o }}"
        assert client.get("/sparql", query_string={"query": query}).get_json(force=True)["boolean"]


def test_there_are_thirty_examples_that_have_answers(client):
    examples = client.get("/editor/examples.json").get_json()
    listed = {
        address.partition("?")[0]
        for _, address in Page(client, "/sparql").links
        if address.startswith("/query/")
    }
    assert listed == {f"/query/{name}" for name in examples}
    answered = [name for name, text in examples.items() if has_answer(client, text)]
    assert len(answered) >= 30


def has_answer(client, text):
    reply = client.get("/sparql", query_string={"query": text})
    assert reply.status_code == 200, text
    if reply.content_type.startswith("text/turtle"):
        return bool(reply.data.strip())
    told = reply.get_json(force=True)
    return "boolean" in told or bool(told["results"]["bindings"])
