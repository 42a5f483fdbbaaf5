"""The language of a page, and how its address keeps it."""

import pytest

from nofuz.languages import liked
from nofuz.pages.speaking import kept

OFFERS = ("en", "ar", "fa")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("fa", "fa"),
        ("ar-IQ", "ar"),
        ("de, ar;q=0.3", "ar"),
        ("en, fa", "en"),
        ("*", "en"),
        ("fa;q=0", "en"),
        ("fa," * 1000, "en"),
        ("'><script>", "en"),
    ],
)
def test_the_language_is_the_one_that_the_client_likes_best(header, language):
    assert liked(header, OFFERS) == language


def test_the_language_in_an_address_is_kept_by_links_and_forms(app):
    page = (
        '<a href="/agents">a</a><a href="/search?q=1&amp;limit=2#x">b</a><a href="#x">c</a>'
        '<a href="https://example.org/">d</a><link rel="stylesheet" href="/static/nofuz.css">'
        '<form action="/search" method="get"></form> href=&#34;/quoted&#34;'
    )
    with app.test_request_context("/"):
        app.preprocess_request()
        assert kept(page) == page
    with app.test_request_context("/?lang=en&page=2") as context:
        app.preprocess_request()
        assert context.request.args.to_dict() == {"page": "2"}
        assert kept(page) == (
            '<a href="/agents?lang=en">a</a><a href="/search?q=1&amp;limit=2&amp;lang=en#x">b</a>'
            '<a href="#x">c</a><a href="https://example.org/">d</a>'
            '<link rel="stylesheet" href="/static/nofuz.css"><form action="/search?lang=en" '
            'method="get"><input type="hidden" name="lang" value="en"></form>'
            " href=&#34;/quoted&#34;"
        )


@pytest.mark.parametrize("lang", ["xx", "EN", "", '"><script>', "en;q=1"])
def test_a_language_that_is_not_offered_changes_nothing(client, lang):
    reply = client.get("/agents", query_string={"lang": lang})
    assert reply.status_code == 200
    assert reply.data == client.get("/agents").data


def test_a_page_says_its_language_and_what_the_choice_depended_on(client):
    reply = client.get("/agents", headers={"Accept-Language": "en"})
    assert reply.headers["Content-Language"] == "en"
    assert {"Accept", "Accept-Language"} <= set(reply.headers["Vary"].split(", "))
    data = client.get("/doc/agent/iran.ttl", headers={"Accept-Language": "en"})
    assert "Content-Language" not in data.headers
    assert "Accept-Language" not in data.headers["Vary"]
