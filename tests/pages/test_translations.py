"""What the catalogues say in other languages has the same places to fill in, and the same links."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import nofuz.pages
from nofuz.languages import DEFAULT, LANGUAGES
from tests.pages.reader import Page
from tests.pages.test_pages import RELATIONSHIP

CATALOGUES = Path(nofuz.pages.__file__).parent / "translations"
OTHERS = [language for language in LANGUAGES if language != DEFAULT]
_PLACE = re.compile(r"%\(\w+\)[sd]|%%")
_MARKUP = re.compile(r"<[^>]*>")


def messages(language):
    path = CATALOGUES / language / "LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def forms(message):
    """Yield the English and the other wording of a message, plural by plural."""
    if isinstance(message.id, str):
        yield message.id, message.string
    else:
        # A number that a word of its own tells need not stand there again.
        yield from ((message.id[1], string) for string in message.string if "%(num)" in string)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_in_and_marks_up_the_same(language):
    for message in messages(language):
        for english, other in forms(message):
            if other:
                assert sorted(_PLACE.findall(other)) == sorted(_PLACE.findall(english)), english
                assert sorted(_MARKUP.findall(other)) == sorted(_MARKUP.findall(english)), english


def test_every_catalogue_has_the_same_messages():
    first, *others = [{message.id for message in messages(language)} for language in OTHERS]
    assert first
    assert all(found == first for found in others)


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_is_in_the_language_that_is_asked_for(client, language):
    english = client.get("/agents")
    liked = client.get("/agents", headers={"Accept-Language": f"{language}, en;q=0.5"})
    named = client.get(f"/agents?lang={language}", headers={"Accept-Language": "en"})
    for reply in (liked, named):
        assert reply.headers["Content-Language"] == language
        assert f'<html lang="{language}" dir="rtl">' in reply.text
        assert reply.headers["ETag"] not in english.headers["ETag"]
    assert f'href="/documents?lang={language}"' in named.text
    assert 'href="/documents"' in liked.text


@pytest.mark.parametrize("language", OTHERS)
def test_who_has_a_page_in_one_language_has_it_not_in_another(client, language):
    mine = client.get("/agents", headers={"Accept-Language": language}).headers["ETag"]
    fields = {"Accept-Language": language, "If-None-Match": mine}
    again = client.get("/agents", headers=fields)
    assert (again.status_code, again.headers["ETag"]) == (304, mine)
    assert "Accept-Language" in again.headers["Vary"]
    other = client.get("/agents", headers=fields | {"Accept-Language": "en"})
    assert other.status_code == 200


def test_the_server_keeps_the_languages_apart(server):
    pages = {}
    for _ in range(2):  # the second time from what was kept
        for language in LANGUAGES:
            _, headers, body = server.get(
                "/propositions", Accept="text/html", Accept_Language=language
            )
            assert headers["Content-Language"] == language
            assert pages.setdefault(language, body) == body
    assert len(set(pages.values())) == len(LANGUAGES)


@pytest.mark.parametrize(("language", "word"), [("fa", "مورد مناقشه"), ("ar", "محل خلاف")])
def test_terms_are_named_in_the_language_of_the_page(client, language, word):
    page = Page(client, f"{RELATIONSHIP}?lang={language}")
    assert word in page.words
    assert "contested" not in page.words


def test_a_name_in_another_language_than_the_page_says_so(client):
    page = Page(client, f"{RELATIONSHIP}?lang=fa")
    assert ("bdi", "lang", "en") in page.attributes
    assert ("bdi", "lang", "en") not in Page(client, RELATIONSHIP).attributes


def test_borrowed_terms_are_too(client):
    assert "شخص" in Page(client, "/doc/agent/qasem-soleimani?lang=fa").words.split()
