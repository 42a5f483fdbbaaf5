"""What becomes of queries is counted, and told to the account of who asked."""

import pytest

from nofuz.errors import (
    DeadlinePassed,
    EvaluationFailed,
    MalformedQuery,
    MemoryExceeded,
    NoPlace,
    ResultTooLarge,
    TooManyRequests,
)
from nofuz.query.pool import Abandoned, QueryPool
from nofuz.query.work import Tally
from nofuz.settings import Settings
from tests.query.asking import ENDLESS, FLOOD, is_answered, run, wait_until
from tests.query.test_pool import HOGS


class Ledger:
    """An account that lets in as long as it is told to, and keeps what it is told."""

    def __init__(self, *, is_open=True):
        self.is_open = is_open
        self.notes = []

    def admit(self):
        if not self.is_open:
            raise TooManyRequests("enough", retry_after=7)

    def take_note(self, query, outcome, seconds):
        self.notes.append((query.text, str(outcome), seconds))

    def outcome(self):
        [(_, outcome, seconds)] = self.notes
        assert seconds > 0
        return outcome


@pytest.fixture
def start(store):
    pools = []

    def started(**settings):
        tally = Tally()
        defaults = {"query_children": 1, "query_seconds": 30.0}
        pools.append(QueryPool(store, Settings(**(defaults | settings)), 1, tally))
        wait_until(lambda: is_answered(pools[-1]))
        tally.ends.clear()
        return pools[-1], tally

    yield started
    for pool in pools:
        pool.close()


@pytest.mark.parametrize(
    ("text", "settings", "error", "outcome"),
    [
        ("ASK {", {}, MalformedQuery, "refused"),
        (ENDLESS, {"query_seconds": 0.5}, DeadlinePassed, "deadline"),
        (HOGS[0], {"query_memory": 64 * 1024 * 1024}, MemoryExceeded, "memory"),
        (FLOOD, {"query_result": 100_000}, ResultTooLarge, "result"),
        (
            "SELECT (" + "STR(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}",
            {},
            EvaluationFailed,
            "died",
        ),
    ],
    ids=["refused", "deadline", "memory", "result", "died"],
)
def test_a_query_that_fails_is_counted_by_its_cause(start, text, settings, error, outcome):
    pool, tally = start(**settings)
    ledger = Ledger()
    with pytest.raises(error):
        list(run(pool, text, account=ledger))
    assert ledger.outcome() == outcome
    assert dict(tally.ends) == {outcome: 1}


def test_a_query_that_is_answered_is_counted_with_its_seconds(start):
    pool, tally = start()
    before, ledger = tally.seconds, Ledger()
    run(pool, "ASK {}", account=ledger)
    assert ledger.outcome() == "answered"
    assert tally.seconds - before == pytest.approx(ledger.notes[0][2])


def test_a_client_that_leaves_has_its_query_counted(start):
    pool, tally = start()
    ledger = Ledger()
    with pytest.raises(Abandoned):
        run(pool, ENDLESS, is_abandoned=lambda: True, account=ledger)
    assert ledger.outcome() == "abandoned"
    assert tally.ends["abandoned"] == 1


def test_an_answer_that_is_not_read_is_counted_once(start):
    pool, tally = start()
    ledger = Ledger()
    answer = run(pool, FLOOD, account=ledger)
    answer.close()
    answer.close()
    assert ledger.outcome() == "abandoned"
    assert tally.ends["abandoned"] == 1


def test_who_has_had_enough_gets_no_child(start):
    pool, tally = start()
    ledger = Ledger(is_open=False)
    with pytest.raises(TooManyRequests) as refused:
        run(pool, "ASK {}", account=ledger)
    assert refused.value.headers == {"Retry-After": "7"}
    assert (ledger.notes, tally.ends, tally.refusals) == ([], {}, 0)


def test_a_query_without_a_place_is_counted_and_costs_nothing(start):
    pool, tally = start(query_queue=0)
    answer = run(pool, FLOOD)
    ledger = Ledger()
    before = tally.refusals
    with pytest.raises(NoPlace):
        run(pool, "ASK {}", account=ledger)
    assert tally.refusals == before + 1
    assert ledger.notes == []
    answer.close()


def test_children_are_counted_as_they_begin(start):
    pool, tally = start()
    wait_until(lambda: pool.children() == (2, 0))
    assert tally.starts == 2
    run(pool, FLOOD).close()
    wait_until(lambda: tally.starts == 3)
