"""Lines go out whole, and whoever does not read them keeps nobody waiting."""

import os
import pty
import socket
import subprocess
import sys

import pytest

from nofuz.telemetry.lines import LONGEST, Lines

LINE = b"x" * (LONGEST - 1) + b"\n"


def test_lines_go_to_a_file(tmp_path):
    with (tmp_path / "log").open("wb") as file:
        lines = Lines(file.fileno())
        lines.write(b"one\n")
        os.write(file.fileno(), b"two\n")
        lines.write(b"three\n")
    assert (tmp_path / "log").read_bytes() == b"one\ntwo\nthree\n"


def _pipe():
    return os.pipe()


def _sockets():
    left, right = socket.socketpair()
    return left.detach(), right.detach()


@pytest.mark.parametrize("pair", [_pipe, _sockets, pty.openpty])
def test_a_reader_that_does_not_read_costs_lines_and_nothing_else(pair):
    reader, writer = pair()
    lines = Lines(writer)
    for _ in range(2000):
        lines.write(LINE)
    assert lines.lost > 0
    os.close(reader)
    os.close(writer)


def test_a_pipe_gets_only_whole_lines():
    reader, writer = os.pipe()
    lines = Lines(writer)
    for _ in range(100):
        lines.write(LINE)
    content = os.read(reader, 1 << 20)
    assert content == LINE * (100 - lines.lost)
    os.close(reader)
    os.close(writer)


def test_the_pipe_still_waits_for_others_that_write_to_it():
    reader, writer = os.pipe()
    Lines(writer)
    assert os.get_blocking(writer)
    os.close(reader)
    os.close(writer)


def test_a_reader_that_has_gone_costs_lines_and_nothing_else():
    reader, writer = os.pipe()
    lines = Lines(writer)
    os.close(reader)
    lines.write(LINE)
    assert lines.lost == 1
    os.close(writer)


def test_a_stream_that_is_closed_takes_nothing():
    reader, writer = os.pipe()
    os.close(reader)
    os.close(writer)
    Lines(writer).write(LINE)


def test_after_half_a_line_the_next_one_begins_on_its_own(tmp_path):
    code = """
import resource, signal, sys
from nofuz.telemetry.lines import Lines
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file = open(sys.argv[1], "wb")
lines = Lines(file.fileno())
resource.setrlimit(resource.RLIMIT_FSIZE, (6, 100))
lines.write(b"12345678\\n")
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
lines.write(b"9\\n")
print(lines.lost)
"""
    command = [sys.executable, "-c", code, str(tmp_path / "log")]
    assert subprocess.check_output(command) == b"1\n"
    assert (tmp_path / "log").read_bytes() == b"123456\n9\n"


def test_streams_that_are_closed_are_nobody_elses(tmp_path):
    code = """
import os, sys
from nofuz.telemetry.lines import open_standard_streams
open_standard_streams()
file = open(sys.argv[1], "w")
assert file.fileno() > 2
print("lost", file=sys.stderr)
os.write(2, b"lost")
file.write("kept")
"""
    command = f'"{sys.executable}" -c \'{code}\' "{tmp_path / "file"}" <&- >&- 2>&-'
    subprocess.run(["sh", "-c", command], check=True)
    assert (tmp_path / "file").read_text() == "kept"
