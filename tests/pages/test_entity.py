"""The page of an agent: names, roles, influence, and what is said against it."""

import re
import zlib
from datetime import date

import pytest

from nofuz.namespaces import BASE
from nofuz.pages import entity
from nofuz.pages.questions import ask
from nofuz.store.terms import Term, iri
from tests.pages.reader import Page

MAHDI = "/doc/agent/adel-abdul-mahdi"


@pytest.fixture
def portrait(app):
    """Return what is said of an agent, or of a day."""
    edition = app.extensions["editions"].current()

    def found(name, day=None):
        thing = f"{BASE}id/agent/{name}"
        answers = ask(edition.store, "entity", {"thing": iri(thing)})
        return entity.portrait(edition, thing, answers, day)

    return found


@pytest.mark.parametrize("name", ["iran", "qasem-soleimani", "adel-abdul-mahdi", "the-intercept"])
def test_every_statement_has_one_place(portrait, name):
    found = portrait(name)
    placed = [
        *(found.tenures + found.holders + found.outgoing + found.incoming + found.mutual),
        *(found.events + found.others + found.worded),
    ]
    assert {one.thing for one in placed} == {one.thing for one in found.shown}
    assert set(found.disputed) <= set(found.shown)


def test_a_denial_stands_in_a_box_of_its_own_and_in_its_line(client):
    words = Page(client, MAHDI).words
    _, box, rest = re.split("Denied, qualified or left without comment|Names Language", words)
    for part in (box, rest):
        assert "According to author of the cable on Abdul Mahdi" in part
        assert "Qualified by former senior US official" in part
        assert "No comment from office of the prime minister of Iraq" in part


def test_names_come_with_language_script_and_the_document_that_prints_them(client):
    page = Page(client, MAHDI)
    assert "Arabic, Arabic script عادل عبد المهدي" in page.words
    assert ("bdi", "lang", "ar") in page.attributes
    assert "Mr. Mahdi MENA Media Monitor, article on the leak, 2019" in page.words


def test_a_role_has_its_time_as_it_is_told(client):
    words = Page(client, MAHDI).words
    assert "oil minister of Iraq Iraq 2014" in words
    assert "prime minister of Iraq Iraq as of 18 November 2019" in words


def test_what_a_picture_shows_stands_in_a_table(client):
    page = Page(client, "/doc/agent/qasem-soleimani")
    drawn = re.findall(r"<text [^>]*>([^<…]+)</text>", client.get(page.path + ".html").text)
    headings = {"Said to act on it or to be connected with it", "Said to be acted on by it"}
    words = page.words.replace(",", "")
    for text in set(drawn) - headings:
        assert words.count(text.replace(",", "")) > 1, text
    assert page.tags.count("svg") == page.tags.count("title") - 1 == page.tags.count("desc")


def test_of_a_day_only_what_is_said_of_it_or_of_no_time(client, portrait):
    every, then = portrait("adel-abdul-mahdi"), portrait("adel-abdul-mahdi", date(2019, 11, 18))
    assert len(then.shown) + then.left_out == len(every.shown)
    sentence = "Adel Abdul Mahdi had a special relationship with Iran as oil minister in 2014"
    assert sentence in Page(client, MAHDI).words
    of_2019 = Page(client, f"{MAHDI}?asOf=2019-11-18")
    assert sentence not in of_2019.words
    assert "Adel Abdul Mahdi holds the office of prime minister of Iraq" in of_2019.words
    assert "other times are left out" in of_2019.words
    of_2014 = Page(client, f"{MAHDI}?asOf=2014-06-01")
    assert sentence in of_2014.words
    assert "Nobody says whether this is of that day." in of_2014.words


def test_a_day_that_is_none_is_refused(client):
    for day in ("2020", "yesterday", "2020-02-30"):
        assert client.get(f"{MAHDI}?asOf={day}", headers={"Accept": "text/html"}).status_code == 400


def test_a_day_cuts_pages_and_not_the_data(client):
    assert client.get(f"{MAHDI}.ttl?asOf=2014-06-01").data == client.get(f"{MAHDI}.ttl").data


def test_a_name_is_listed_once_with_all_its_documents():
    name, document = Term("literal", "Mahdi", "en"), iri("https://example.org/id/document/a")
    label, other = (iri(f"https://example.org/{kind}") for kind in ("label", "altLabel"))
    rows = [
        {"name": name, "relation": other, "document": document},
        {"name": name, "relation": label},
        {"name": Term("literal", "مهدي", "ar"), "relation": label},
        {"name": Term("literal", "Abdul", "en"), "relation": other},
    ]
    found = entity.forms(rows)
    assert list(found) == ["en", "ar"]
    assert [(form.name.value, form.is_label) for form in found["en"]] == [
        ("Mahdi", True),
        ("Abdul", False),
    ]
    assert found["en"][0].documents == (document,)


def test_the_largest_page_of_an_agent_is_light(client):
    reply = client.get("/doc/agent/iran.html", headers={"Accept-Encoding": "gzip"})
    assert len(zlib.compress(reply.data)) < 60_000
