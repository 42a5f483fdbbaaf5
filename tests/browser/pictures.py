"""Pictures of every kind of page at desktop and phone width, for people to look at.

`make pictures` writes them all to `build/pictures/`, and the two of the README anew.
"""

import sys
import tempfile
from pathlib import Path

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from tests.browser.driving import DESKTOP, PHONE, Browser, missing
from tests.live import Server

_REPOSITORY = Path(__file__).parents[2]
_ALL = _REPOSITORY / "build/pictures"
_README = _REPOSITORY / "pictures"
_AGENT = "/doc/agent/qasem-soleimani"
_PAGES = {
    "home": "/",
    "agent": _AGENT,
    "proposition": "/doc/proposition/iran-abdul-mahdi-special-relationship",
    "claim": "/doc/claim/cable-on-abdul-mahdi",
    "passage": "/doc/attestation/ahram-2019-11-18-p9-1",
    "document": "/doc/document/ahram-2019-11-18",
    "origin": "/doc/origin/iran-cables",
    "agents": "/agents",
    "propositions": "/propositions",
    "disputes": "/disputes",
    "circular": "/circular",
    "issues": "/issues",
    "events": "/events",
    "network": "/network",
    "path": "/path?from=iran&to=adel-abdul-mahdi",
    "search": "/search?q=Soleimani",
    "query": "/sparql",
    "compare": "/compare",
    "cite": f"/cite{_AGENT}",
    "ontology": "/def",
    "releases": "/release/",
    "problem": "/nothing-here",
}
_IN_README = ("network", "proposition")
_KINDS = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE},
    "dark": {"viewport": DESKTOP, "colorScheme": "dark"},
    "persian": {"viewport": PHONE, "locale": "fa"},
}
_LONGEST = 2000  # pixels of a page's length; what comes below is more of the same
_STILL = 1500  # milliseconds until a drawing has come to rest


def main():
    """Take all pictures."""
    lack = missing()
    if lack:
        sys.exit(lack)
    for folder in (_ALL, _README):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as releases:
        build(open_dataset(_REPOSITORY), Path(releases))
        with Server(releases, log_requests=False) as server, Browser() as browser:
            for name in sys.argv[1:] or _PAGES:
                _take(browser, server.url, name)


def _height(tab):
    return min(_LONGEST, tab.evaluate("document.documentElement.scrollHeight"))


def _take(browser, origin, name):
    for kind, options in _KINDS.items():
        tab = browser.page(origin, **options)
        tab.goto(_PAGES[name])
        tab.waitForTimeout(_STILL if name == "network" else 0)
        clip = {"x": 0, "y": 0, "width": options["viewport"]["width"], "height": _height(tab)}
        path = str(_ALL / f"{name}-{kind}.png")
        tab.screenshot({"path": path, "fullPage": True, "clip": clip})
        if kind == "desktop" and name in _IN_README:
            tab.screenshot({"path": str(_README / f"{name}.png")})
        for problem in tab.problems():
            print(f"{name}, {kind}: {problem}")
        tab.close()


if __name__ == "__main__":
    main()
