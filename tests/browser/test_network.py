"""The network in a real browser: drawn, chosen from, followed to a passage, saved; no script."""

import re
import shutil
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from tests.browser.driving import PHONE
from tests.live import Server

HOSTILE = "<img src=x onerror=alert(1)>\"'\u202e]]>&amp;" + "x" * 10_000
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = "#explorer[data-drawn]"


@pytest.fixture
def network(browse):
    """Open the network at an address and wait until it is drawn."""

    def network(query="", **options):
        tab = browse(f"/network{query}", **options)
        tab.waitForSelector(_DRAWN)
        return tab

    return network


def asked(tab):
    return parse_qs(urlsplit(tab.evaluate("location.href")).query)


def drawn(tab):
    return int(tab.getAttribute("#explorer", "data-drawn"))


def until_drawn(tab, number):
    tab.waitForSelector(f'#explorer[data-drawn="{number}"]')


def told(client, query=""):
    return client.get(f"/network.json{query}").json


def find(tab, name):
    tab.fill("[data-tool=find]", name)
    tab.call("keyboard.press", "Enter")
    tab.waitForSelector(f"[data-panel] >> text={name}")


def test_all_relations_are_drawn(network, client):
    tab = network()
    assert drawn(tab) == told(client)["total"]
    assert tab.evaluate("document.querySelectorAll('[data-drawing] canvas').length") > 0


def test_a_filter_changes_the_drawing_the_table_and_the_address(network, client):
    tab = network()
    tab.click('[data-choices="standing"] summary')
    tab.check('input[value="contested"]')
    query = "?standing=contested"
    until_drawn(tab, told(client, query)["total"])
    assert asked(tab) == {"standing": ["contested"]}
    assert tab.texts("#relations")[0].startswith(f"{told(client, query)['total']} relation")
    tab.goBack()
    until_drawn(tab, told(client)["total"])
    assert not tab.isChecked('input[value="contested"]')


def test_an_address_shows_its_view_at_once(network, client):
    query = "?kind=Tie&origin=iran-cables"
    tab = network(query)
    assert drawn(tab) == told(client, query)["total"]
    assert tab.isChecked('input[value="Tie"]')


def test_a_slider_leads_through_the_days(network, client):
    tab = network()
    tab.focus("[data-days]")
    tab.call("keyboard.press", "Home")
    tab.waitForURL("**asOf=**")
    [day] = asked(tab)["asOf"]
    assert tab.innerText("[data-day]") == day
    until_drawn(tab, told(client, f"?asOf={day}")["total"])
    assert drawn(tab) < told(client)["total"]
    tab.click('[data-tool="no-day"]')
    until_drawn(tab, told(client)["total"])


def test_from_an_agent_by_a_line_to_the_passage(network):
    tab = network()
    find(tab, "Adel Abdul Mahdi")
    tab.click('[data-lines] button:has-text("Iran")')
    tab.waitForSelector("[data-evidence] >> text=No comment from")
    assert "According to" in tab.innerText("[data-panel]")
    assert "#:~:text=" in tab.getAttribute("[data-evidence] .passages a.article", "href")


def test_an_agent_is_looked_at_alone_and_others_are_added(network, client):
    tab = network()
    find(tab, "Qasem Soleimani")
    tab.click('[data-action="only"]')
    until_drawn(tab, told(client, "?agent=qasem-soleimani")["total"])
    find(tab, "Iran")
    tab.click('[data-action="expand"]')
    both = "?agent=qasem-soleimani&agent=iran"
    until_drawn(tab, told(client, both)["total"])
    assert asked(tab) == {"agent": ["qasem-soleimani", "iran"]}


def press(tab, shape, *names):
    """Press at the middle of a shape of the drawing, given the names of its coordinates."""
    tab.waitForTimeout(1000)  # until nobody moves any more
    picture = ET.fromstring(tab.download('[data-tool="svg"]')[1])  # noqa: S314 - it is our own
    found = picture.find(f".//{_SVG}{shape}")
    drawing = "document.querySelector('[data-drawing]')"
    tab.evaluate(f"{drawing}.scrollIntoView()")
    corner = tab.evaluate(f"(({{ x, y }}) => [x, y])({drawing}.getBoundingClientRect())")
    middle = [sum(float(found.get(name)) for name in pair) / len(pair) for pair in names]
    x, y = (side + place for side, place in zip(corner, middle, strict=True))
    tab.call("mouse.move", x - 3, y - 3)
    tab.call("mouse.move", x, y)
    tab.call("mouse.click", x, y)


def test_a_press_on_an_agent_shows_it(network):
    tab = network("?agent=ali-khamenei")
    press(tab, "circle", ["cx"], ["cy"])
    tab.waitForSelector("[data-panel] h3 a[data-name]")


def test_a_press_on_a_line_shows_its_evidence(network, client):
    kinds = [edge["kind"] for edge in told(client)["edges"]]
    alone = next(kind for kind in kinds if kinds.count(kind) == 1)
    tab = network(f"?kind={alone}")
    press(tab, "line", ["x1", "x2"], ["y1", "y2"])
    tab.waitForSelector("[data-panel] [data-evidence] a.article")


def test_what_is_shown_is_saved_as_svg(network, client):
    query = "?standing=contested&standing=corroborated"
    tab = network(query)
    name, content = tab.download('[data-tool="svg"]')
    assert name == "network.svg"
    picture = ET.fromstring(content)  # noqa: S314 - it is our own
    shown = told(client, query)
    pairs = {frozenset((edge["source"], edge["target"])) for edge in shown["edges"]}
    assert len(picture.findall(f".//{_SVG}line")) == len(pairs)
    assert len(picture.findall(f".//{_SVG}circle")) == len(shown["nodes"])
    assert query in picture.find(f"{_SVG}desc").text
    assert "not a finding" in picture.find(f"{_SVG}desc").text


def test_what_is_shown_is_saved_as_png(network):
    name, content = network("?standing=contested").download('[data-tool="png"]')
    assert name == "network.png"
    assert content.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(content[16:20]) > 500  # pixels wide


def test_what_is_shown_is_saved_as_a_table(network, client):
    name, content = network("?standing=contested").download('a[href^="/network/edges.csv"]')
    assert name == "edges.csv"
    assert content == client.get("/network/edges.csv?standing=contested").data


def test_keys_do_what_a_mouse_does(network):
    tab = network("?standing=contested")
    before = tab.download('[data-tool="svg"]')[1]
    tab.focus("[data-drawing]")
    for key in ("ArrowLeft", "+"):
        tab.call("keyboard.press", key)
    tab.waitForTimeout(600)
    assert tab.download('[data-tool="svg"]')[1] != before


def test_no_barrier_while_an_agent_is_shown(network):
    tab = network(viewport=PHONE)
    find(tab, "Iran")
    assert tab.axe() == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.fixture(scope="module")
def hostile(chromium, tmp_path_factory, repository):
    """A page of a network in which one agent has a hostile name."""
    folder = tmp_path_factory.mktemp("hostile")
    for part in ("ontology", "instances", "shapes"):
        shutil.copytree(repository / part, folder / part)
    persons = folder / "instances/agents/persons.ttl"
    text = persons.read_text("utf-8")
    assert '"Adel Abdul Mahdi"@en' in text
    persons.write_text(text.replace("Adel Abdul Mahdi", HOSTILE.replace('"', '\\"')), "utf-8")
    build(open_dataset(folder), folder / "releases")
    with Server(folder / "releases", dataset=folder) as running:
        tab = chromium.page(running.url)
        tab.goto("/network?agent=adel-abdul-mahdi")
        tab.waitForSelector(_DRAWN)
        yield tab
        tab.close()


def test_a_hostile_name_is_only_text(hostile):
    hostile.fill("[data-tool=find]", HOSTILE)
    hostile.call("keyboard.press", "Enter")
    hostile.waitForSelector("[data-panel] h3")
    assert hostile.innerText("[data-panel] h3").startswith(HOSTILE[:30])
    assert hostile.evaluate("document.querySelectorAll('main script, main img').length") == 0
    _, content = hostile.download('[data-tool="svg"]')
    labels = [text.text for text in ET.fromstring(content).iter(f"{_SVG}text")]  # noqa: S314
    [label] = [label for label in labels if label.startswith(HOSTILE[:30])]
    assert len(label) < 60
    assert "\u202e" not in label
    assert hostile.problems() == []


def test_without_script_the_form_and_the_table_do(browse, client):
    tab = browse("/network", javaScriptEnabled=False)
    assert not tab.isVisible("#explorer")
    tab.click('[data-choices="standing"] summary')
    tab.check('input[value="contested"]')
    tab.click("#filters button")
    number = told(client, "?standing=contested")["total"]
    assert tab.innerText("#relations").startswith(f"{number} relation")
    assert tab.isChecked('input[value="contested"]')


@pytest.mark.parametrize("is_scripted", [True, False])
def test_a_path_is_found_by_names(browse, is_scripted):
    tab = browse("/path", javaScriptEnabled=is_scripted)
    tab.fill('input[name="from"]', "Ali Asghar Hijazi")
    tab.fill('input[name="to"]', "Iraqi officials")
    tab.click("#filters button")
    tab.waitForSelector("ol.path")
    assert re.search("weakest hop", tab.innerText("main"))
    tab.click("ol.path a.article >> nth=0", {"trial": True})
