"""A reader's ways through the pages, as a browser takes them."""

import pytest

from tests.browser.driving import PHONE
from tests.pages.test_pages import RELATIONSHIP

QUOTE = '"special relationship" with Tehran'


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_reader_clicks_from_a_person_to_the_passage(browse, has_script):
    tab = browse("/", javaScriptEnabled=has_script)
    tab.click("nav >> text=Agents")
    tab.click("main >> text='Adel Abdul Mahdi'")
    tab.click("main >> text=/had a special relationship/ >> nth=0")
    assert tab.url() == tab.origin + RELATIONSHIP
    tab.click(f"li:has-text({QUOTE!r}) >> a:has-text('paragraph 9')")
    assert tab.url().endswith("/doc/attestation/ahram-2019-11-18-p9-1")
    assert QUOTE in tab.innerText("blockquote")


def test_the_link_to_the_article_opens_it_at_the_passage(browse):
    tab = browse(RELATIONSHIP)
    address = tab.getAttribute(f"li:has-text({QUOTE!r}) >> a.article", "href")
    assert address.endswith("#:~:text=%22special%20relationship%22%20with%20Tehran")


def test_the_search_on_every_page_finds_a_name_in_another_script(browse):
    tab = browse("/documents", viewport=PHONE)
    tab.fill("header input[type=search]", "قاسم سليماني")
    tab.call("keyboard.press", "Enter")
    tab.waitForURL("**/search?*")
    assert "Qasem Soleimani" in tab.innerText("main ol")


def test_a_language_that_is_chosen_stays_and_can_be_left(browse):
    tab = browse("/agents")
    tab.click("footer >> text=فارسی")
    assert tab.getAttribute("html", "dir") == "rtl"
    tab.click("header nav li:nth-child(3) a")
    assert tab.url() == f"{tab.origin}/documents?lang=fa"
    tab.fill("header input[type=search]", "Iraq")
    tab.call("keyboard.press", "Enter")
    tab.waitForURL("**/search?*lang=fa*")
    tab.click("footer >> text=English")
    assert tab.getAttribute("html", "lang") == "en"
    assert "q=Iraq" in tab.url()


def test_the_language_of_the_browser_is_spoken(browse):
    assert browse("/agents", locale="ar-IQ").getAttribute("html", "lang") == "ar"
    assert browse("/agents", locale="de").getAttribute("html", "lang") == "en"


def test_names_stand_in_the_script_of_the_page(browse):
    assert "قاسم سلیمانی" in browse("/doc/agent/qasem-soleimani?lang=fa").innerText("h1")


def test_on_paper_there_is_nothing_to_click(browse):
    tab = browse(RELATIONSHIP)
    tab.emulateMedia({"media": "print"})
    for selector in ("header nav", "header form", "footer nav"):
        assert not tab.isVisible(selector)
    assert tab.isVisible("h1")
