"""Labels that would rather be programs stay words, in every page of a browser."""

import json

import pytest

from nofuz.dataset.starting import start
from nofuz.namespaces import BASE
from tests.live import Server

SCRIPT = "</script><script>window.hit = 1</script>"
ATTRIBUTE = "\"'><img src=x onerror=window.hit=1>\u202edetrever {{ 7 * 7 }}"
LONG = "long " + "w" * 10_000
LABELS = {
    "Council of Lower Example": SCRIPT,
    "Council of Upper Example": ATTRIBUTE,
    "Upper Example paid for a bridge of Lower Example": LONG,
}
PATHS = [
    "/",
    "/agents",
    "/propositions",
    "/doc/agent/lower-example",
    "/doc/agent/upper-example?lang=fa",
    "/doc/proposition/upper-example-pays-lower-example",
    "/doc/document/example-gazette-2000-01-01",
    "/network",
    "/path?from=upper-example&to=lower-example",
    "/events",
    "/disputes",
    "/search?q=long",
    "/compare",
    "/cite/doc/agent/upper-example",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fl%20%7D",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server of a small dataset whose names are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    start(folder, BASE)
    for path in (folder / "instances").rglob("*.ttl"):
        text = path.read_text("utf-8")
        for harmless, label in LABELS.items():
            text = text.replace(f'"{harmless}"@en', f"{json.dumps(label)}@en")
        path.write_text(text, "utf-8")
    with Server(folder / "releases", folder) as server:
        yield server


@pytest.mark.parametrize("path", PATHS)
def test_a_hostile_label_does_nothing(chromium, hostile, path):
    tab = chromium.page(hostile.url)
    tab.goto(path)
    tab.waitForLoadState("networkidle")
    assert tab.evaluate("window.hit ?? null") is None
    assert tab.evaluate("document.querySelector('img[src=x]')") is None
    assert tab.problems() == []
    tab.close()


@pytest.mark.parametrize("name", ["lower-example", "upper-example"])
def test_a_hostile_label_is_shown_as_it_is(chromium, hostile, name):
    tab = chromium.page(hostile.url)
    tab.goto(f"/doc/agent/{name}")
    assert tab.textContent("h1").strip() in (SCRIPT, ATTRIBUTE)
    tab.close()
