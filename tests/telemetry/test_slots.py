"""Each process counts in a place of its own, and its successor counts on."""

import os
import subprocess
import sys
from itertools import pairwise

import pytest

from nofuz.shared import SharedMemory
from nofuz.telemetry.series import (
    BUCKETS,
    CACHE_BYTES,
    CHILD_STARTS,
    FAMILIES,
    PLACES,
    REQUEST_SECONDS,
    REQUESTS,
    SIZE,
)
from nofuz.telemetry.slots import Slots, parent_of

COUNT = """
import sys
from nofuz.shared import SharedMemory
from nofuz.telemetry.series import CACHE_BYTES, CHILD_STARTS
from nofuz.telemetry.slots import Slots
slot = Slots(SharedMemory.at(sys.argv[1])).claim()
slot.meter.add(CHILD_STARTS, amount=2)
slot.meter.set(CACHE_BYTES, value=100)
slot.tell_release(sys.argv[2])
print("counted", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def memory():
    return Slots.memory(2)


@pytest.fixture
def count(memory):
    """Start a process that counts and lives until its test ends or it is killed."""
    started = []

    def start(release="a"):
        process = subprocess.Popen(
            [sys.executable, "-c", COUNT, memory.path, release],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdout.readline() == b"counted\n"
        started.append(process)
        return process

    yield start
    for process in started:
        end(process)


def end(process):
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def total(memory, family):
    return Slots(memory).totals()[PLACES[family]]


def test_what_processes_count_is_added_up(memory, count):
    processes = [count("a"), count("b")]
    assert total(memory, CHILD_STARTS) == 4
    assert total(memory, CACHE_BYTES) == 200
    assert Slots(memory).releases() == {"a", "b"}
    assert sorted(Slots(memory).processes()) == sorted(process.pid for process in processes)


def test_of_the_dead_the_counters_stay_and_the_gauges_go(memory, count):
    end(count("a"))
    count("b")
    assert total(memory, CHILD_STARTS) == 4
    assert total(memory, CACHE_BYTES) == 100
    assert Slots(memory).releases() == {"b"}


def test_a_successor_takes_the_place_over(memory, count):
    for _ in range(10):  # there are places for four
        end(count())
    assert total(memory, CHILD_STARTS) == 20
    assert total(memory, CACHE_BYTES) == 0


def test_there_is_no_place_for_more_than_there_are(memory, count):
    for _ in range(4):
        count()
    code = COUNT.replace("Slots(SharedMemory.at(sys.argv[1])).claim()", "own_slot()")
    reply = subprocess.run(
        [sys.executable, "-c", code.replace("import Slots", "import own_slot"), "", "a"],
        capture_output=True,
        check=True,
        input=b"",
        env=os.environ | {"NOFUZ_SHARED_NUMBERS": memory.path},
    )
    assert b"there is no place" in reply.stderr
    assert reply.stdout == b"counted\n"
    assert total(memory, CHILD_STARTS) == 8


def test_a_histogram_counts_in_the_first_bucket_that_holds_a_value(memory):
    meter = Slots(memory).claim().meter
    for seconds in (0.0001, 0.0005, 0.00051, 3, 1000):
        meter.observe(REQUEST_SECONDS, "doc", value=seconds)
    numbers = memoryview(memory.map).cast("d")
    [first] = [place for place, number in enumerate(numbers) if number == 2]
    counts = dict(zip(BUCKETS, numbers[first : first + len(BUCKETS)], strict=True))
    assert {bound: number for bound, number in counts.items() if number} == {
        0.0005: 2, 0.001: 1, 5: 1, float("inf"): 1,
    }  # fmt: skip
    assert numbers[first + len(BUCKETS)] == pytest.approx(1003.00111)


def test_the_places_of_all_series_lie_apart():
    places = sorted(
        (PLACES[family] + offset, PLACES[family] + offset + family.words)
        for family in FAMILIES
        for _, offset in family.series()
    )
    assert all(end == start for (_, end), (start, _) in pairwise(places))
    assert places[0][0] == 0
    assert places[-1][1] == SIZE


def test_a_label_that_is_not_known_has_no_place(memory):
    with pytest.raises(KeyError):
        Slots(memory).claim().meter.add(REQUESTS, "/doc/iran", "GET", "2xx")


def test_a_process_that_has_ended_has_no_parent(count):
    process = count()
    assert parent_of(process.pid) != 0
    process.kill()
    process.wait()
    assert parent_of(process.pid) == 0


def test_memory_is_found_by_name_and_made_where_there_is_none(monkeypatch):
    made = SharedMemory.make("test", 16)
    monkeypatch.delenv("NOFUZ_SHARED_TEST", raising=False)  # and so it is gone afterwards
    made.share("test")
    made.map[:3] = b"abc"
    found = SharedMemory.found("test", lambda: SharedMemory.make("test", 16))
    assert found.map[:3] == b"abc"
    monkeypatch.setenv("NOFUZ_SHARED_TEST", "/proc/0/fd/3")
    other = SharedMemory.found("test", lambda: SharedMemory.make("test", 16))
    assert other.map[:3] == bytes(3)
