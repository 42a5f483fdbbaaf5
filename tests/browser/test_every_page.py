"""Every kind of page in a real browser: nothing breaks, and nobody is kept out."""

import pytest

from tests.browser.driving import DESKTOP, PHONE
from tests.pages.test_pages import PAGES

# Beside those that need no browser to be tested.
OTHERS = [
    "/network",
    "/network?standing=contested",
    "/path",
    "/path?from=iran&to=adel-abdul-mahdi",
    "/cite/doc/agent/qasem-soleimani",
    "/search",
    "/search?q=Soleimani",
    "/release/",
    "/fragments",
    "/reconcile/about",
]
SCHEMES = {"light": DESKTOP, "dark": PHONE}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_a_page_has_no_barrier_and_fits_its_screen(browse, path, scheme):
    tab = browse(path, colorScheme=scheme, viewport=SCHEMES[scheme])
    assert tab.axe() == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= SCHEMES[scheme]["width"]


@pytest.mark.parametrize("path", ["/", "/disputes", "/network", "/doc/agent/qasem-soleimani"])
def test_a_page_from_right_to_left_has_no_barrier_and_fits_a_phone(browse, path):
    tab = browse(path, locale="fa", viewport=PHONE)
    assert tab.getAttribute("html", "dir") == "rtl"
    assert tab.axe() == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", ["/", "/search", "/doc/agent/qasem-soleimani"])
def test_the_first_key_leads_past_the_navigation(browse, path):
    tab = browse(path)
    tab.call("keyboard.press", "Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main"
    tab.call("keyboard.press", "Enter")
    tab.call("keyboard.press", "Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")
