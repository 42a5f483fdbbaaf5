"""The load: requests in turn, each with a number of its own, and what fails is counted."""

import os
import shutil
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import tests.benchmarks
from tests.benchmarks.asking import NUMBER, Request
from tests.benchmarks.load import Program, choose_generator
from tests.benchmarks.processes import Server

OURS = Path(tests.benchmarks.__file__).with_name("generator.py")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append((self.path, self.headers["Accept"]))
        self.send_response(404 if self.path.startswith("/no") else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


@contextmanager
def listener():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.seen = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(params=["wrk", "ours"])
def generator(request):
    if request.param == "ours":
        return Program("ours", [sys.executable, str(OURS)], 1)
    if shutil.which("wrk") is None:
        pytest.skip("wrk is not installed")
    return choose_generator(1)


def load(generator, *requests, connections=2):
    with listener() as server:
        figures = generator.measure(
            Server("test", os.getpid(), server.server_port), requests, connections
        )
        return figures, server.seen


def test_requests_are_sent_in_turn_with_their_media_types(generator):
    figures, seen = load(generator, Request("/a?x=1", "text/turtle"), Request("/b", "text/html"))
    assert set(seen) == {("/a?x=1", "text/turtle"), ("/b", "text/html")}
    counts = [sum(path == known for path, _ in seen) for known in ("/a?x=1", "/b")]
    assert abs(counts[0] - counts[1]) <= 2
    assert figures.failures == 0
    assert figures.rate > 0
    assert 0 < figures.median <= figures.p99 <= figures.longest


def test_no_two_requests_have_the_same_number(generator):
    _, first = load(generator, Request(f"/{NUMBER}", "text/plain"))
    _, second = load(generator, Request(f"/{NUMBER}", "text/plain"))
    paths = [urlsplit(path).path for path, _ in first + second]
    assert len(set(paths)) == len(paths)
    assert all(path.removeprefix("/").isdigit() for path in paths)


def test_answers_other_than_200_are_failures(generator):
    figures, seen = load(generator, Request("/no", "text/plain"))
    assert figures.failures > 0.9 * len(seen)
