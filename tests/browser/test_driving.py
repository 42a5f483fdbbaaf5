"""The harness itself notices what it is there to notice."""

import pytest

from tests.browser.driving import BrowserError


@pytest.fixture
def tab(chromium, server):
    tab = chromium.page(server.url)
    tab.goto("/agents")
    assert tab.problems() == []
    yield tab
    tab.close()


def test_a_barrier_is_found(tab):
    tab.setContent('<html lang="en"><title>t</title><main><h1>h</h1><img src="data:,"></main>')
    assert [finding["rule"] for finding in tab.axe()] == ["image-alt"]


def test_a_script_in_the_page_is_refused_and_told(tab):
    tab.setContent("<script>document.title = 'ran'</script>")
    assert tab.evaluate("document.title") != "ran"
    assert any("Content Security Policy" in problem for problem in tab.problems())


def test_a_request_to_another_host_never_leaves_and_is_told(tab):
    with pytest.raises(BrowserError):
        tab.goto("http://192.0.2.1/")
    assert "another host: http://192.0.2.1/" in tab.problems()


def test_what_is_not_there_is_an_error(tab):
    with pytest.raises(BrowserError):
        tab.click("#nowhere", {"timeout": 100})
