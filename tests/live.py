"""A real server on a free loopback port, started as a person would start it."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

NOFUZ = Path(sys.executable).with_name("nofuz")
_PATIENCE = 30
# All tests come from one address, by any name, at one time.
_AMONG_TESTS = {
    "port": 0,
    "metrics": "",
    "trusted_hosts": "*",
    "client_errors": 0,
    "client_query_seconds": 0,
}


class Server:
    """`nofuz serve` of a folder of releases; to be used as a context."""

    def __init__(self, releases, dataset=None, environment=None, log=None, closed=(), **settings):
        options = [
            text
            for name, value in {"releases": releases, **_AMONG_TESTS, **settings}.items()
            for text in (f"--{name.replace('_', '-')}", str(value))
        ]
        folder = [str(dataset)] if dataset else []
        self._command = _without(closed, [NOFUZ, "serve", *folder, *options])
        self._environment = os.environ | (environment or {})
        self._log = log

    def __enter__(self):
        self.process = subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            start_new_session=True,
            env=self._environment,
        )
        line = self.process.stdout.readline()
        assert "http://" in line, f"the server said {line!r}"
        self.url = line.split()[-1].rstrip("/")
        self.port = urlsplit(self.url).port
        self._wait_until_it_answers()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(_PATIENCE)
        self.process.stdout.close()

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return self.get("/static/nofuz.css")
            except ConnectionError:
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.02)

    def get(self, path, **headers):
        return self.request("GET", path, headers=headers)

    def request(self, method, path, body=None, headers=None):
        """Return status, headers and body of one request."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            fields = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
            connection.request(method, path, body, fields)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def connect(self):
        """Return a bare socket to the server, for clients that do not behave."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE)

    def descendants(self):
        """Return the ids of all processes that the server has started, with theirs."""
        return _descendants(self.process.pid)

    def children(self):
        """Return the ids of the processes that evaluate queries."""
        return {pid for pid in self.descendants() if b"nofuz.query.child" in _command(pid)}

    def web_processes(self):
        """Return the ids of the processes that answer requests."""
        started = b"multiprocessing.spawn"
        return {
            pid
            for pid in self.descendants()
            if any(started in part and b"spawn_main" in part for part in _command(pid))
        }


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")  # empty for a zombie
    except FileNotFoundError:
        return []


def _without(descriptors, command):
    """Return a command that runs with these descriptors closed."""
    closing = " ".join(f"{descriptor}>&-" for descriptor in descriptors)
    return ["sh", "-c", f'exec "$@" {closing}', "sh", *command] if descriptors else command


def _descendants(pid):
    children = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children += [int(child) for child in task.read_text().split()]
    return children + [found for child in children for found in _descendants(child)]


def is_running(pid):
    """Whether a process is there and not a zombie."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
