"""Reading in a real browser: from a name to the words in a document, with script and without."""

from urllib.parse import unquote

import pytest

from tests.browser.driving import PHONE

SENTENCE = "Adel Abdul Mahdi had a special relationship with Iran as oil minister in 2014"


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_clicks_from_a_person_to_the_passage(browse, script):
    tab = browse("/agents", javaScriptEnabled=script)
    tab.click("text=Adel Abdul Mahdi")
    tab.click(f"section.disputed >> text={SENTENCE}")
    assert SENTENCE in tab.innerText("h1")
    assert "Qualified by former senior US official" in tab.innerText("section.stances-against")
    tab.click("section.stances-for >> text=paragraph 9")
    quote = tab.innerText("blockquote").strip("… ")
    assert "special relationship" in quote
    article = tab.getAttribute("main >> text=Open the article at the passage", "href")
    assert unquote(article.partition("#:~:text=")[2]) == quote


def test_a_day_leaves_out_what_is_said_of_others(browse):
    tab = browse("/doc/agent/adel-abdul-mahdi")
    assert SENTENCE in tab.innerText("main")
    tab.fill("#as-of", "2019-11-18")
    tab.click("form.as-of button")
    assert SENTENCE not in tab.innerText("main")
    assert tab.call("url").endswith("?asOf=2019-11-18")
    tab.click("text=Show all times")
    assert SENTENCE in tab.innerText("main")


def test_events_are_chosen_without_script(browse):
    tab = browse("/events", javaScriptEnabled=False)
    tab.selectOption("#choose-actor", "qasem-soleimani")
    tab.selectOption("#choose-place", "baghdad")
    tab.click("form.filters button")
    assert len(tab.texts("ul.events > li")) == int(tab.innerText("[role=status]").split()[0])


@pytest.mark.parametrize(
    "path",
    [
        "/doc/agent/qasem-soleimani",
        "/doc/proposition/iran-abdul-mahdi-special-relationship",
        "/events",
    ],
)
def test_a_picture_can_be_scrolled_by_keys_on_a_phone(browse, path):
    tab = browse(path, viewport=PHONE)
    tab.call("focus", ".drawing")
    drawn = "document.querySelector('.drawing')"
    assert tab.evaluate(f"{drawn}.scrollWidth > {drawn}.clientWidth")
    tab.call("keyboard.press", "End")
    for _ in range(10):
        tab.call("keyboard.press", "ArrowRight")
    tab.waitForFunction(f"{drawn}.scrollLeft > 0")


def test_no_text_of_a_picture_leaves_its_box(browse):
    tab = browse("/doc/proposition/iran-abdul-mahdi-special-relationship")
    wide = """[...document.querySelectorAll('.drawing svg')].flatMap(svg => {
      const boxes = [...svg.querySelectorAll('rect')].map(box => box.getBoundingClientRect());
      return [...svg.querySelectorAll('text')].filter(text => {
        const own = text.getBoundingClientRect();
        return !boxes.some(box => box.left <= own.left && own.right <= box.right
          && box.top <= own.top + 2 && own.bottom <= box.bottom + 2);
      }).map(text => text.textContent);
    })"""
    assert tab.evaluate(wide) == []
