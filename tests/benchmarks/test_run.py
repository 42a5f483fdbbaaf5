"""A whole run on a small graph: real servers, the same answers, and bars with their verdicts."""

import os
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def output(small_data):
    """What a run prints that measures single queries and the start, once each."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.benchmarks", "--data", "generated", "--rounds", "1"),
            *("--statements", "3000", "--only", "queries", "start"),
        ],
        cwd=REPOSITORY,
        env=os.environ | {"XDG_CACHE_HOME": str(small_data.folder.parents[1])},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_query_has_its_line(output):
    from tests.benchmarks.questions import QUESTIONS

    lines = output.splitlines()
    for question in QUESTIONS:
        assert any(line.startswith(f"  {question.name} ") for line in lines)


def test_every_bar_tells_its_verdict(output):
    bars = output.partition("Bars,")[2].splitlines()[1:]
    verdicts = [line[2:12].strip() for line in bars if line.startswith("  ")]
    assert len(verdicts) >= 3
    assert set(verdicts) <= {"met", "not met"}
