"""A query has its limits, and a child's end is never ours."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from nofuz.errors import (
    DeadlinePassed,
    EvaluationFailed,
    MemoryExceeded,
    NoPlace,
    ResultTooLarge,
)
from nofuz.query.pool import Abandoned
from tests.live import is_running
from tests.query.asking import (
    ENDLESS,
    FLOOD,
    assert_answers,
    children,
    descriptors,
    is_answered,
    is_at_work,
    run,
    values,
    wait_until,
)


def test_a_query_is_stopped_at_its_deadline_and_the_next_is_answered(start):
    pool = start(query_seconds=0.5)
    begin = time.monotonic()
    with pytest.raises(DeadlinePassed, match=r"query stopped after 0\.5 s"):
        run(pool, ENDLESS)
    assert 0.5 <= time.monotonic() - begin < 1.5
    wait_until(lambda: is_answered(pool))


def test_a_result_that_the_deadline_cuts_does_not_end_as_if_it_were_whole(start):
    pool = start(query_seconds=0.5)
    answer = run(pool, FLOOD)
    with pytest.raises(DeadlinePassed):
        for _ in answer:
            pass


def test_a_reader_that_stands_still_holds_no_place_beyond_the_deadline(start):
    pool = start(query_children=1, query_seconds=0.5)
    answer = run(pool, FLOOD)
    wait_until(lambda: is_answered(pool))
    with pytest.raises(DeadlinePassed):
        list(answer)


def test_a_result_over_its_limit_breaks_off(start):
    pool = start(query_result=1_000_000)
    with pytest.raises(ResultTooLarge):
        list(run(pool, FLOOD))
    with pytest.raises(ResultTooLarge):
        run(start(query_result=25), "ASK {}")
    assert len(run(start(query_result=26), "ASK {}").body) == 26
    assert_answers(pool)


LONG = "SELECT (COUNT(*) AS ?o) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f + ?i < 90) }"
DOUBLINGS = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(26))
HOGS = [
    f'SELECT (STRLEN(?v26) AS ?o) {{ BIND("{"a" * 32}" AS ?v0) {DOUBLINGS} }}',
    "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g)))) AS ?o) "
    "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
]


@pytest.mark.parametrize("text", HOGS, ids=["concat", "group-concat", "order-by"])
def test_a_query_that_wants_too_much_memory_is_stopped(start, text):
    pool = start(query_memory=64 * 1024 * 1024)
    with pytest.raises(MemoryExceeded, match="over the memory limit"):
        run(pool, text)
    assert_answers(pool)


def test_a_child_that_crashes_fails_its_query_alone(start):
    pool = start()
    deep = "SELECT (" + "STR(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}"
    with pytest.raises(EvaluationFailed):
        run(pool, deep)
    assert_answers(pool)


def test_a_child_that_is_killed_fails_its_query_alone(start, store):
    pool = start(query_children=1)
    answer = run(pool, FLOOD)
    for child in children(store):
        os.kill(child, signal.SIGKILL)
    with pytest.raises(EvaluationFailed):
        list(answer)
    assert_answers(pool)


def has_threads(process):
    """Return whether a dead process has threads left; they hold its descriptors open."""
    with suppress(FileNotFoundError):
        return len(list(Path(f"/proc/{process}/task").iterdir())) > 1
    return False


def test_an_idle_child_that_dies_costs_no_query(start, store):
    pool = start()
    wait_until(lambda: len(children(store)) == 3)
    victim = max(children(store))
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not is_running(victim) and not has_threads(victim))
    for _ in range(5):
        assert_answers(pool)


def test_all_idle_children_that_die_are_replaced_before_anybody_asks(start, store):
    start()
    wait_until(lambda: len(children(store)) == 3)
    dead = children(store)
    for victim in dead:
        os.kill(victim, signal.SIGKILL)
    wait_until(lambda: len(children(store)) == 3 and not children(store) & dead)


def test_a_child_that_has_grown_is_replaced(start, store):
    pool = start(query_children=1)
    wait_until(lambda: len(children(store)) == 2)
    before = children(store)
    big = DOUBLINGS[: DOUBLINGS.index("BIND(CONCAT(?v23")]
    run(pool, f'SELECT (STRLEN(?v23) AS ?o) {{ BIND("{"a" * 32}" AS ?v0) {big} }}')
    wait_until(lambda: len(children(store)) == 2 and children(store) != before)
    assert_answers(pool)


def test_a_child_that_has_grown_is_replaced_though_its_parent_is_bigger(start, store):
    ballast = b"a" * 700_000_000
    test_a_child_that_has_grown_is_replaced(start, store)
    assert ballast


def test_a_query_beyond_the_queue_has_no_place(start):
    pool = start(query_children=1, query_queue=0)
    answer = run(pool, FLOOD)
    with pytest.raises(NoPlace):
        run(pool, "ASK {}")
    answer.close()
    wait_until(lambda: is_answered(pool))


def test_a_query_waits_for_a_place_only_so_long(start):
    pool = start(query_children=1, query_queue=1, query_queue_seconds=0.3)
    answer = run(pool, FLOOD)
    begin = time.monotonic()
    with pytest.raises(NoPlace):
        run(pool, "ASK {}")
    assert 0.3 <= time.monotonic() - begin < 5
    answer.close()


def test_a_waiting_query_takes_the_place_that_comes_free(start):
    pool = start(query_children=1)
    answer = run(pool, FLOOD)
    threading.Timer(0.2, answer.close).start()
    assert_answers(pool)


def test_many_threads_share_the_children(start):
    pool = start(query_queue=16)
    answers = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(values(pool, selecting(n))))
        for n in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [[str(n)] for n in range(10)]


def test_web_processes_share_the_places(start, store):
    start(share=2, query_children=4)
    wait_until(lambda: len(children(store)) == 3)  # two and a spare


def selecting(number):
    return f"SELECT ?o {{ VALUES ?o {{ {number} }} }}"


def test_the_child_of_a_client_that_left_is_killed(start, store):
    pool = start()
    with pytest.raises(Abandoned):
        run(pool, ENDLESS, is_abandoned=lambda: True)
    assert_answers(pool)
    wait_until(lambda: not any(is_at_work(child) for child in children(store)))


def test_the_child_of_a_client_that_left_is_killed_while_it_sends(start, store):
    pool = start(query_seconds=60.0)
    has_left = []
    answer = run(pool, FLOOD, is_abandoned=lambda: bool(has_left))
    has_left.append(True)
    with pytest.raises(Abandoned):
        for _ in answer:
            pass
    wait_until(lambda: not any(is_at_work(child) for child in children(store)))


def test_no_child_dies_for_a_query_whose_time_is_up(start, store):
    pool = start()
    before = children(store)
    with pytest.raises(DeadlinePassed, match="query stopped after 30 s"):
        run(pool, "ASK {}", arrival=time.monotonic() - 31)
    assert children(store) == before
    assert run(pool, "ASK {}", arrival=time.monotonic() - 5).is_complete


def test_a_client_that_left_waits_for_no_place(start):
    pool = start(query_children=1)
    answer = run(pool, FLOOD)
    with pytest.raises(Abandoned):
        run(pool, "ASK {}", is_abandoned=lambda: True)
    answer.close()


def test_an_answer_that_is_closed_before_its_end_lets_go_of_its_child(start):
    pool = start(query_children=1)
    run(pool, FLOOD).close()
    assert_answers(pool)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_an_answer_that_is_forgotten_lets_go_of_its_child_at_the_deadline(start):
    before = descriptors()
    pool = start(query_children=1, query_seconds=0.5)
    run(pool, FLOOD)
    wait_until(lambda: is_answered(pool))
    pool.close()
    assert descriptors() == before


def niceness(process):
    """Return how far a process stands back; 0 is this one."""
    return os.getpriority(os.PRIO_PROCESS, process)


def test_a_long_query_stands_back_and_the_next_one_does_not(start, store):
    pool = start(query_children=1)
    with ThreadPoolExecutor() as threads:
        asked = threads.submit(run, pool, LONG)
        wait_until(lambda: any(niceness(child) == niceness(0) + 10 for child in children(store)))
        asked.result()
    assert_answers(pool)
    assert {niceness(child) for child in children(store)} == {niceness(0)}
