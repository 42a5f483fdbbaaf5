"""The query editor in a real browser: examples, completion, ways to pass a query on."""

from urllib.parse import quote

import pytest

SOLUTIONS = ".solutions tbody tr"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def edit(browse, address="/sparql", **options):
    """Open the editor, and wait until it stands in the place of the form."""
    tab = browse(address, **options)
    tab.waitForSelector(".CodeMirror")
    return tab


def type_query(tab, text):
    """Write a query into the editor, as a person would, in the place of the one there."""
    tab.click(".CodeMirror-lines")
    tab.waitForSelector(".CodeMirror-focused")
    tab.call("keyboard.press", "Control+A")
    tab.call("keyboard.insertText", text)


def test_an_example_runs_and_its_answers_lead_to_pages_here(browse):
    tab = edit(browse)
    tab.click("a[data-example=contested]")
    tab.waitForSelector(SOLUTIONS)
    assert "denies" in " ".join(tab.texts(SOLUTIONS))
    tab.click(f"{SOLUTIONS} a[href^='/doc/claim/']")
    tab.waitForSelector("h1")
    assert "/doc/claim/" in tab.evaluate("location.pathname")


def test_a_shared_query_shows_its_answer_and_can_be_changed(browse):
    tab = edit(browse, f"/sparql?query={quote('SELECT (1 + 1 AS ?sum) {}')}")
    assert "2" in tab.texts("#raw-result td")
    type_query(tab, "SELECT (20 + 3 AS ?sum) {}")
    tab.call("keyboard.press", "Control+Enter")
    tab.waitForSelector(SOLUTIONS)
    assert tab.texts(f"{SOLUTIONS} td") == ["23"]
    assert tab.evaluate("document.querySelector('#raw-result')") is None


def test_values_are_text_whatever_they_say(browse):
    tab = edit(browse)
    type_query(tab, f'SELECT ("{HOSTILE}" AS ?x) (<javascript:alert(1)> AS ?y) {{}}')
    tab.call("keyboard.press", "Control+Enter")
    tab.waitForSelector(SOLUTIONS)
    assert tab.texts(f"{SOLUTIONS} td") == [HOSTILE, "javascript:alert(1)"]
    assert tab.evaluate("document.querySelectorAll('.solutions :is(script, img, a)').length") == 0


def test_terms_of_the_ontology_are_completed(browse):
    tab = edit(browse)
    type_query(tab, "PREFIX nofuz: <https://w3id.org/nofuz/def#>\nSELECT * { ?claim nofuz:spea")
    tab.call("keyboard.press", "Control+Space")
    tab.waitForSelector(".CodeMirror-hint")
    assert "nofuz:speaker" in " ".join(tab.texts(".CodeMirror-hint"))


def test_a_query_is_passed_on_by_a_short_address(browse):
    tab = edit(browse)
    tab.click("a[data-example=numbers-by-standing]")
    tab.waitForSelector(SOLUTIONS)
    tab.click("details.sharing summary")
    tab.waitForSelector("details.sharing pre")
    link, curl, python = tab.texts("details.sharing pre")
    assert "curl" in curl
    assert "urllib" in python
    tab.goto(link[link.index("/q/") :].replace("\n", ""))
    tab.waitForSelector("#raw-result td")
    assert "contested" in " ".join(tab.texts("#raw-result td"))


@pytest.mark.parametrize(
    "viewport", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]
)
def test_the_editor_with_an_answer_keeps_nobody_out(browse, viewport):
    tab = edit(browse, viewport=viewport)
    tab.click("a[data-example=contested]")
    tab.waitForSelector(SOLUTIONS)
    tab.click("details.sharing summary")
    tab.waitForSelector("details.sharing pre")
    assert tab.axe() == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_keyboard_leaves_the_editor(browse):
    tab = edit(browse)
    tab.click(".CodeMirror-lines")
    tab.waitForSelector(".CodeMirror-focused")
    for _ in range(2):  # from its field to its frame, and on
        tab.call("keyboard.press", "Tab")
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "Run query"


def test_without_script_the_form_asks(browse):
    tab = browse("/sparql", javaScriptEnabled=False)
    tab.fill("#query", "SELECT (20 + 3 AS ?sum) {}")
    tab.click("form#raw button")
    tab.waitForSelector("#raw-result td")
    assert tab.innerText("#raw-result td") == "23"
