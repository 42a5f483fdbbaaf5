"""A site on a free loopback port, an article on it, and a dataset that quotes the article."""

import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.verification.fetching import Fetcher, Limits

TINY = Path(__file__).parents[1] / "data" / "tiny"
HEADLINE = "Village council meets after the flood"
PARAGRAPHS = (
    "The council of a village on the upper river met on Sunday evening, three days after the"
    " water had come over the wall, and heard what the engineers had to say of the damage.",
    "The engineers said that the wall had given way at the old mill, where the ground is soft and"
    " where nobody had looked at the stones for more than twenty years.",
    "Two members asked for a new wall of concrete. The miller answered that the old wall had stood"
    " for a hundred years and that the water would go round any other.",
    "The treasurer named no sum. She told the members that the money for this year was spent and"
    " that the province would have to be asked before the winter.",
    "A vote was put off until the next meeting, which is to be held in the school because the roof"
    " of the town hall leaks.",
)
QUOTES = {
    "1": "Village council meets",
    "2": "on the upper river",
    "3": "at the old mill",
    "4": "a new wall of concrete",
    "5": "The treasurer named no sum",
    "6": "the roof of the town hall",
    "x1": "Photo by the miller's daughter",
}
CAPTION = QUOTES["x1"]


def article(paragraphs=PARAGRAPHS, headline=HEADLINE, footer="All rights reserved.", **places):
    """Return an article on a page with all that stands around one."""
    caption = places.get("caption", CAPTION)
    return (
        f"<!DOCTYPE html><html><head><title>{headline} | River News</title>"
        "<script>var text = 'a script is not read';</script></head><body>"
        "<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>Weather</a></li></ul></nav>"
        f"</header><main><article><h1>{headline}</h1>"
        f"<figure><img src='mill.jpg' alt='The mill'><figcaption>{caption}</figcaption></figure>"
        + "".join(f"<p>{text}</p>" for text in paragraphs)
        + "</article></main><aside><ul><li><a href='/a'>More on rivers</a></li></ul></aside>"
        f"<footer><p>{footer}</p></footer></body></html>"
    )


def edited(number, old, new):
    """Return the paragraphs with other words in the one that was read under a number."""
    assert PARAGRAPHS[number - 2].count(old) == 1
    return tuple(
        text.replace(old, new) if at == number - 2 else text for at, text in enumerate(PARAGRAPHS)
    )


class Reply(NamedTuple):
    status: int
    headers: dict
    body: bytes
    trickle: float


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Say nothing of clients that leave before the end."""


class Site:
    """A server that says what it was told to; to be used as a context."""

    def __init__(self, context=None):
        self._replies = {}
        self.requests = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "https" if context else "http"
        self.port = self._server.server_port
        self.server = f"127.0.0.1:{self.port}"

    def url(self, path, host="127.0.0.1"):
        return f"{self._scheme}://{host}:{self.port}{path}"

    def serve(self, path, body="", status=200, trickle=0.0, **headers):
        """Answer a path; with trickle, one byte after so many seconds each."""
        fields = {"Content_Type": "text/html; charset=utf-8", **headers}
        self._replies[path] = Reply(
            status,
            {name.replace("_", "-"): value for name, value in fields.items() if value is not None},
            body if isinstance(body, bytes) else body.encode(),
            trickle,
        )
        return self.url(path)

    @property
    def paths(self):
        return [path for _, path, _ in self.requests]

    def _handler(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.requests.append((time.monotonic(), self.path, self.headers))
                reply = site._replies.get(self.path, Reply(404, {}, b"", 0.0))
                self.send_response(reply.status)
                for name, value in {"Content-Length": len(reply.body), **reply.headers}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                if not reply.trickle:
                    self.wfile.write(reply.body)
                for byte in reply.body if reply.trickle else b"":
                    self.wfile.write(bytes([byte]))
                    time.sleep(reply.trickle)

            def log_message(self, *_):
                pass

        return Handler

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site():
    with Site() as running:
        yield running


@pytest.fixture
def fetcher(site):
    """Makes a fetcher that may ask the site, without a pause unless one is given."""

    def fetcher(*, allowed=None, resolve=None, **limits):
        others = {"resolve": resolve} if resolve else {}
        return Fetcher(
            Limits(**{"pause": 0.0, "seconds": 5.0, **limits}),
            {site.server} if allowed is None else allowed,
            **others,
        )

    return fetcher


def quoting(path, url, quotes=QUOTES):
    """Add to a dataset a document at an address, with an attestation for each quote."""
    lines = [
        "@prefix attestation: <https://w3id.org/nofuz/id/attestation/> .",
        "@prefix claim: <https://w3id.org/nofuz/id/claim/> .",
        "@prefix document: <https://w3id.org/nofuz/id/document/> .",
        "@prefix nofuz: <https://w3id.org/nofuz/def#> .",
        "@prefix oa: <http://www.w3.org/ns/oa#> .",
        "@prefix schema: <https://schema.org/> .",
        f"document:flood a nofuz:SourceDocument ; schema:url <{url}> .",
    ]
    lines += [
        f"attestation:flood-p{paragraph}-1 a nofuz:Attestation ; oa:hasSource document:flood ;"
        f' nofuz:attests claim:officer-on-meeting ; nofuz:paragraph "{paragraph}" ;'
        f' oa:exact "{quote}" .'
        for paragraph, quote in quotes.items()
    ]
    (path / "instances/documents/flood.ttl").write_text("\n".join(lines), "utf-8")
    return open_dataset(path)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(TINY, tmp_path / "dataset"))
