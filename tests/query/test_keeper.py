"""Children are there when they are needed, and gone afterwards."""

import os
import subprocess
import sys
import textwrap
import threading

import pytest

from nofuz.errors import DeadlinePassed, MalformedQuery, NoPlace
from tests.query.asking import (
    CSV,
    ENDLESS,
    FLOOD,
    children,
    descriptors,
    is_at_work,
    run,
    wait_until,
)


def test_a_closed_pool_leaves_nothing_behind(start, store):
    before = descriptors()
    pool = start(query_seconds=0.5)
    run(pool, FLOOD).close()
    with pytest.raises(DeadlinePassed):
        run(pool, ENDLESS)
    with pytest.raises(MalformedQuery):
        run(pool, "SELECT")
    pool.close()
    pool.close()
    assert not children(store)
    assert descriptors() == before
    with pytest.raises(NoPlace):
        run(pool, "ASK {}")


def test_a_pool_can_be_closed_while_its_children_start(start, store):
    before = descriptors()
    start(is_awaited=False).close()
    assert not children(store)
    assert descriptors() == before


def test_closing_waits_for_the_queries_at_work(start, store):
    pool = start()
    answer = run(pool, f"{FLOOD} LIMIT 20000", CSV)
    closing = threading.Thread(target=pool.close)
    closing.start()
    assert b"".join(answer).count(b"\r\n") == 20001
    closing.join()
    assert not children(store)


def test_closing_waits_no_longer_than_the_deadline(start, store):
    pool = start(query_seconds=0.5)
    answer = run(pool, FLOOD)
    pool.close()
    assert not children(store)
    with pytest.raises(DeadlinePassed):
        list(answer)


def test_children_end_with_their_web_process(store):
    script = f"""
        from pathlib import Path
        from nofuz.query.inspection import Query
        from nofuz.query.pool import QueryPool
        from nofuz.settings import Settings
        from nofuz.store.embedded import Scope
        pool = QueryPool(Path({str(store)!r}), Settings(query_children=1, query_seconds=60.0))
        pool.run(Query("ASK {{}}", "http://a/", Scope(), "text/csv"))
        print("ready", flush=True)
        pool.run(Query({ENDLESS!r}, "http://a/", Scope(), "text/csv"))
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, env=environment
    )
    with process:
        assert process.stdout.readline() == b"ready\n"
        wait_until(lambda: any(is_at_work(child) for child in children(store)))
        process.kill()
    wait_until(lambda: not children(store))


def test_a_store_that_does_not_open_leaves_queries_without_a_place(start, tmp_path, caplog):
    pool = start(tmp_path / "absent", is_awaited=False, query_queue_seconds=0.5)
    with pytest.raises(NoPlace):
        run(pool, "ASK {}")
    wait_until(lambda: "did not start" in caplog.text)
