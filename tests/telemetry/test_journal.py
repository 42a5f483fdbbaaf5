"""The log: one JSON object a line, whatever is in it."""

import json
import logging
import subprocess
import sys
from tempfile import TemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.telemetry.journal import RequestLog, digest
from nofuz.telemetry.lines import LONGEST, Lines

REQUEST = {
    "method": "GET",
    "path": "/doc/agent/iran",
    "route": "doc",
    "status": 200,
    "size": 1234,
    "seconds": 0.0123,
    "release": "abcdef",
    "cache": "hit",
    "client": "192.0.2.7",
    "query_string": "query=secret",
}


def written(**fields):
    is_private = fields.pop("is_private", False)
    with TemporaryFile() as file:
        RequestLog(Lines(file.fileno()), is_private=is_private).write(**(REQUEST | fields))
        file.seek(0)
        return file.read()


def test_a_request_is_a_line():
    line = json.loads(written())
    time = line.pop("time")
    assert time.endswith("Z")
    assert len(time) == len("2025-01-01T00:00:00.000Z")
    assert line == {
        "event": "request",
        "method": "GET",
        "path": "/doc/agent/iran",
        "route": "doc",
        "status": 200,
        "bytes": 1234,
        "ms": 12.3,
        "release": "abcdef",
        "cache": "hit",
    }


def test_who_asks_and_what_is_written_only_where_it_is_wanted():
    assert {"client", "query"}.isdisjoint(json.loads(written()))
    line = json.loads(written(is_private=True))
    assert line["client"] == "192.0.2.7"
    assert line["query"] == "query=secret"


def test_a_problem_has_its_name():
    assert (
        json.loads(written(status=404, problem="UnknownResource"))["problem"] == "UnknownResource"
    )


@given(st.text(), st.text(), st.text())
def test_whatever_a_stranger_sends_the_line_is_one_and_fits(method, path, query_string):
    line = written(method=method, path=path, query_string=query_string, is_private=True)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert len(line) <= LONGEST
    assert line.isascii()
    assert not any(byte < ord(" ") for byte in line[:-1])
    assert json.loads(line)["path"][:250] == path[:250]


@pytest.mark.parametrize("character", ["a", "\n", "\x7f", "\u2028", "\U0001f600", '"'])
def test_the_longest_that_can_be_sent_is_cut_to_fit(character):
    longest = {"path": character * 9000, "query_string": character * 9000}
    line = written(is_private=True, **longest)
    assert len(line) <= LONGEST
    assert json.loads(line)["query"].startswith(character * 10)


PROGRAM = """
import logging, threading, warnings
from nofuz.telemetry.journal import log_slow_query, start_journal
start_journal()
log = logging.getLogger("nofuz.part")
log.info("two\\nlines of %s", "text\\x1b[31m")
log.warning("%d", "not a number")
log.debug("unseen")
warnings.warn("old", stacklevel=1)
try:
    1 / 0
except ZeroDivisionError:
    log.exception("fault")
log.error("long " * 5000)
log_slow_query("ASK {}", seconds=1.23456, form="ASK", outcome="answered")
log_slow_query("ASK {} " * 3000, seconds=2, form="ASK", outcome="deadline", is_private=True)
thread = threading.Thread(target=lambda: {}["in a thread"])
thread.start()
thread.join()
raise RuntimeError("in the end")
"""


@pytest.fixture(scope="module")
def records():
    reply = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    lines = [line for line in reply.stderr.splitlines() if line.startswith("{")]
    assert all(len(line) < LONGEST for line in lines)
    return [json.loads(line) for line in lines]


def test_every_record_of_the_program_is_a_line(records):
    first = records[0]
    assert first.pop("time").endswith("Z")
    assert first == {
        "level": "info",
        "logger": "nofuz.part",
        "message": "two\nlines of text\x1b[31m",
    }
    assert [record["level"] for record in records] == [
        *("info", "warning", "error", "error", "warning", "warning", "critical", "critical")
    ]


def test_a_traceback_is_one_string(records):
    [fault] = [record for record in records if record["message"] == "fault"]
    assert fault["traceback"].endswith("ZeroDivisionError: division by zero")


def test_what_nobody_catches_is_a_line_too(records):
    thread, end = records[-2:]
    assert "KeyError: 'in a thread'" in thread["traceback"]
    assert "RuntimeError: in the end" in end["traceback"]


def test_a_slow_query_is_told_by_its_digest(records):
    slow, told = (record for record in records if record["message"] == "slow query")
    assert slow["digest"] == digest("ASK {}")
    assert len(slow["digest"]) == 16
    assert (slow["seconds"], slow["form"], slow["outcome"]) == (1.235, "ASK", "answered")
    assert "query" not in slow
    assert told["query"].startswith("ASK {} ASK {}")


def test_a_digest_tells_queries_apart_that_no_utf8_can_hold():
    assert digest("\ud800") != digest("\ud801")


def test_logging_is_left_as_it_was():
    assert not any(type(handler).__name__ == "_LineHandler" for handler in logging.root.handlers)
