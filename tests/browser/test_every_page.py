"""Every kind of page in a real browser: nothing breaks, and nobody is kept out."""

import pytest

from tests.browser.driving import DESKTOP, PHONE
from tests.pages.test_pages import PAGES

SCHEMES = {"light": DESKTOP, "dark": PHONE}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_barrier_and_fits_its_screen(browse, path, scheme):
    tab = browse(path, colorScheme=scheme, viewport=SCHEMES[scheme])
    assert tab.axe() == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= SCHEMES[scheme]["width"]


@pytest.mark.parametrize("path", ["/", "/search", "/doc/agent/qasem-soleimani"])
def test_the_first_key_leads_past_the_navigation(browse, path):
    tab = browse(path)
    tab.call("keyboard.press", "Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main"
    tab.call("keyboard.press", "Enter")
    tab.call("keyboard.press", "Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")
