"""A browser for the tests, and pages of it that must not complain."""

import pytest

from tests.browser.driving import Browser, missing


@pytest.fixture(scope="session")
def chromium():
    lack = missing()
    if lack:
        pytest.skip(lack)
    with Browser() as browser:
        yield browser


@pytest.fixture
def browse(chromium, server):
    """Open an address of the server in a page of its own; at the end no page has a problem."""
    tabs = []

    def opened(path, **options):
        tab = chromium.page(server.url, **options)
        tabs.append(tab)
        tab.goto(path)
        return tab

    yield opened
    found = [problem for tab in tabs for problem in tab.problems()]
    for tab in tabs:
        tab.close()
    assert found == []
