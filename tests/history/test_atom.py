"""The Atom feed, read as RFC 4287 says that it may be read."""

from datetime import datetime
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def reply(served):
    return served.server.get("/release/feed.atom")


@pytest.fixture(scope="module")
def feed(reply):
    return ElementTree.fromstring(reply[2])  # noqa: S314 - our own


def texts(element, name):
    return [found.text for found in element.findall(ATOM + name)]


def test_it_says_what_it_is(reply):
    status, headers, _ = reply
    assert status == 200
    assert headers["Content-Type"] == "application/atom+xml"


def test_feed_and_entries_have_what_the_standard_requires(feed):
    assert feed.tag == ATOM + "feed"
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    for element in (feed, *feed.findall(ATOM + "entry")):
        for name in ("id", "title", "updated"):
            (text,) = texts(element, name)
            assert text
        assert texts(element, "id")[0].startswith("https://w3id.org/nofuz/release/")
        alternates = [
            link for link in element.findall(ATOM + "link") if link.get("rel") == "alternate"
        ]
        assert (
            len({(link.get("type"), link.get("hreflang")) for link in alternates})
            == len(alternates)
            == 1
        )
        datetime.strptime(texts(element, "updated")[0], "%Y-%m-%dT%H:%M:%S%z")


def test_there_is_an_entry_for_each_switch_the_latest_first(feed, served):
    entries = feed.findall(ATOM + "entry")
    assert [texts(entry, "title")[0] for entry in entries] == [
        f"Release {name}" for name in reversed(served.names)
    ]
    dates = [texts(entry, "updated")[0] for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert texts(feed, "updated")[0] == dates[0]
    ids = [texts(entry, "id")[0] for entry in entries]
    assert len(set(ids)) == len(ids) == 4


def test_an_entry_tells_what_changed(feed):
    newest, third, second, first = feed.findall(ATOM + "entry")
    assert texts(first, "summary")[0].startswith("The first release: ")
    assert "1 added" in texts(second, "summary")[0]
    assert "1 withdrawn" in texts(third, "summary")[0]
    assert "changed" in texts(newest, "summary")[0]


def test_its_links_lead_somewhere(feed, served):
    own = f"{served.server.url}/release/feed.atom"
    for link in feed.iter(ATOM + "link"):
        address = urljoin(own, link.get("href"))
        status, headers, _ = served.server.request("HEAD", address.removeprefix(served.server.url))
        if link.get("rel") != "alternate":  # a page or another form, whatever the reader likes
            assert status == 200
            assert headers["Content-Type"] == link.get("type")
        if link.get("rel") == "enclosure":
            assert headers["Content-Length"] == link.get("length")


def test_a_reader_that_has_it_gets_304(reply, served):
    _, headers, _ = reply
    status, _, _ = served.server.get("/release/feed.atom", If_None_Match=headers["ETag"])
    assert status == 304
