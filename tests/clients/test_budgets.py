"""What one client may take of the server, counted over several processes."""

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.clients.budgets import Allowance, Budgets, Kind
from nofuz.shared import SharedMemory

ALLOWANCES = {Kind.QUERY_SECONDS: Allowance(60, 120), Kind.ERRORS: Allowance(30, 60)}
START = 1000.0


@pytest.fixture
def budgets():
    return Budgets(ALLOWANCES, Budgets.memory(1024))


def test_the_burst_of_errors_passes_and_not_one_more(budgets):
    for _ in range(60):
        assert budgets.seconds_to_wait("a", Kind.ERRORS, START) == 0
        budgets.charge("a", Kind.ERRORS, 1, START)
    assert budgets.seconds_to_wait("a", Kind.ERRORS, START) == pytest.approx(2)


def test_time_pays_back_at_the_rate_of_a_minute(budgets):
    budgets.charge("a", Kind.ERRORS, 60, START)
    waiting = [budgets.seconds_to_wait("a", Kind.ERRORS, START + later) for later in (1, 2, 30)]
    assert waiting == pytest.approx([1, 0, 0])
    for _ in range(15):  # half of what a minute allows
        assert budgets.seconds_to_wait("a", Kind.ERRORS, START + 30) == 0
        budgets.charge("a", Kind.ERRORS, 1, START + 30)
    assert budgets.seconds_to_wait("a", Kind.ERRORS, START + 30) == pytest.approx(2)


def test_query_seconds_are_charged_afterwards_and_waited_for_in_full(budgets):
    budgets.charge("a", Kind.QUERY_SECONDS, 119.5, START)
    assert budgets.seconds_to_wait("a", Kind.QUERY_SECONDS, START) == 0
    budgets.charge("a", Kind.QUERY_SECONDS, 10, START)
    assert budgets.seconds_to_wait("a", Kind.QUERY_SECONDS, START) == pytest.approx(9.5)
    assert budgets.seconds_to_wait("a", Kind.QUERY_SECONDS, START + 9.5) == 0


def test_clients_and_kinds_do_not_pay_for_one_another(budgets):
    budgets.charge("a", Kind.ERRORS, 1000, START)
    assert budgets.seconds_to_wait("b", Kind.ERRORS, START) == 0
    assert budgets.seconds_to_wait("a", Kind.QUERY_SECONDS, START) == 0


def test_zero_is_no_limit():
    budgets = Budgets({Kind.ERRORS: Allowance(0, 60)}, Budgets.memory(16))
    for kind in Kind:
        budgets.charge("a", kind, 1e9, START)
        assert budgets.seconds_to_wait("a", kind, START) == 0


def test_a_table_that_is_full_forgets_who_owes_least():
    budgets = Budgets(ALLOWANCES, Budgets.memory(4))
    budgets.charge("hog", Kind.ERRORS, 10_000, START)
    for number in range(500):
        budgets.charge(f"client {number}", Kind.ERRORS, 1, START)
    assert budgets.seconds_to_wait("hog", Kind.ERRORS, START) > 0


@given(st.lists(st.tuples(st.integers(0, 3000), st.floats(0, 30)), max_size=300))
def test_whatever_comes_nobody_is_stopped_who_owes_nothing(requests):
    budgets = Budgets(ALLOWANCES, Budgets.memory(64))
    now, taken = START, Counter()
    for number, seconds in requests:
        client = f"client {number}"
        now += 0.01
        if budgets.seconds_to_wait(client, Kind.QUERY_SECONDS, now):
            assert taken[client] > 120
        budgets.charge(client, Kind.QUERY_SECONDS, seconds, now)
        taken[client] += seconds


CHARGE = """
import sys
from nofuz.clients.budgets import Allowance, Budgets, Kind
from nofuz.shared import SharedMemory
budgets = Budgets({Kind.ERRORS: Allowance(30, 60)}, SharedMemory.at(sys.argv[1]))
for _ in range(30):
    budgets.charge("a", Kind.ERRORS, 1)
print(budgets.seconds_to_wait("a", Kind.ERRORS))
"""


def test_processes_share_one_budget_by_one_clock():
    memory = Budgets.memory()
    waits = []
    for _ in range(2):
        command = [sys.executable, "-c", CHARGE, memory.path]
        waits.append(float(subprocess.check_output(command)))
    assert waits[0] == 0
    assert 0 < waits[1] <= 2
    assert 0 < Budgets(ALLOWANCES, memory).seconds_to_wait("a", Kind.ERRORS) <= 2


def test_the_table_is_of_one_size_and_its_key_of_one_start():
    tables = [Budgets.memory(), Budgets.memory()]
    assert len(tables[0].map) < 2.1 * 1024 * 1024
    assert tables[0].map[:16] != tables[1].map[:16]


def test_memory_of_a_process_that_has_ended_is_not_there():
    with pytest.raises(OSError, match="No such file"):
        SharedMemory.at("/proc/0/fd/5")
