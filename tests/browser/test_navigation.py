"""What stands on every page: search, languages, and what goes onto paper."""

from tests.browser.driving import PHONE
from tests.pages.test_pages import RELATIONSHIP


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
    tab.click("header nav a[href^='/documents']")
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
