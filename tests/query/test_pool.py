"""A query is evaluated by a child, within its limits, and a child's end is never ours."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from nofuz.errors import (
    DeadlinePassed,
    EvaluationFailed,
    MalformedQuery,
    MalformedRequest,
    MemoryExceeded,
    NoPlace,
    Problem,
    ResultTooLarge,
)
from nofuz.query.inspection import Query, inspect
from nofuz.query.pool import Abandoned
from nofuz.settings import Settings
from nofuz.store.embedded import Scope
from tests.query.conftest import EXAMPLE

JSON = "application/sparql-results+json"
CSV = "text/csv"
EVERYTHING = Scope()
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def run(pool, text, media_type=JSON, scope=EVERYTHING, **options):
    """Run a query without inspection: what gets past that must be safe too."""
    return pool.run(Query(text, EXAMPLE, scope, media_type), **options)


def values(pool, text, scope=EVERYTHING):
    """Return the values of ?o in the solutions of a query that was inspected."""
    query = inspect(text, Settings()).query(EXAMPLE, scope, JSON)
    rows = json.loads(b"".join(pool.run(query)))["results"]["bindings"]
    return sorted(row["o"]["value"] for row in rows)


def assert_answers(pool):
    assert json.loads(run(pool, "ASK {}").body)["boolean"] is True


def children(process="self"):
    """Return the process ids of the living children of a process."""
    parent = str(os.getpid() if process == "self" else process)
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, its_parent = stat.read_text().rpartition(")")[2].split()[:2]
            if its_parent == parent and state != "Z":
                found.add(int(stat.parent.name))
    return found


def descriptors():
    return len(os.listdir("/proc/self/fd"))


def wait_until(condition, seconds=10):
    latest = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < latest
        time.sleep(0.01)


# Answers


def test_a_short_result_comes_whole(pool):
    answer = run(pool, "SELECT * { VALUES ?o { 1 } }", CSV)
    assert answer.is_complete
    assert answer.body == b"o\r\n1\r\n"
    assert list(answer) == [answer.body]


@pytest.mark.parametrize(
    ("text", "media_type", "body"),
    [
        ("ASK {}", CSV, b"true"),
        ("CONSTRUCT { <a> <b> 1 } {}", "application/n-triples", None),
        ("DESCRIBE <http://example.org/thing>", "text/turtle", None),
        ("SELECT * { FILTER(false) }", CSV, b"\r\n"),
    ],
)
def test_every_form_has_an_answer(pool, text, media_type, body):
    answer = run(pool, text, media_type)
    assert answer.is_complete
    assert answer.body == body or (body is None and ox.parse(answer.body, mime_type(media_type)))


def mime_type(media_type):
    return ox.RdfFormat.from_media_type(media_type)


def test_a_long_result_comes_in_pieces(start):
    pool = start()
    answer = run(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000", CSV)
    assert not answer.is_complete
    assert answer.body is None
    assert b"".join(answer).count(b"\r\n") == 20001
    assert_answers(pool)


def test_relative_iris_are_resolved_against_the_base(pool):
    assert values(pool, "SELECT ?o { GRAPH <1> { <thing> <value> ?o } }") == ["1"]


def test_a_malformed_query_is_told_where(pool):
    with pytest.raises(MalformedQuery, match=r"error at 2:\d"):
        run(pool, "SELECT *\n { ?s ?p ")
    assert_answers(pool)


def test_what_is_told_of_a_malformed_query_is_one_short_line(pool):
    with pytest.raises(MalformedQuery) as caught:
        run(pool, "SELECT * { ?s ?p ")
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) <= 500


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT ?o { BIND(<http://a/f>(1) AS ?x) VALUES ?o { 1 } }", ["1"]),
        ("SELECT ?o { VALUES ?o { 1 } FILTER(<http://a/f>(?o)) }", []),
        ("PREFIX a: <http://a/> SELECT ?o { VALUES ?o { 1 } FILTER(!a:f() || a:g(?o)) }", []),
        ("SELECT ?o { VALUES ?x { 1 } BIND(COALESCE(<f>(?x), ?x) AS ?o) }", ["1"]),
        ("SELECT ?o { VALUES ?o { 1 } FILTER NOT EXISTS { FILTER(<http://a/f>(1)) } }", ["1"]),
        (
            "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
            'SELECT ?o { BIND(xsd:integer("01") AS ?o) FILTER(!BOUND(?x) || xsd:token("1")) }',
            ["1"],
        ),
    ],
)
def test_a_function_that_nobody_knows_is_an_error_of_its_expression(pool, text, rows):
    assert values(pool, text) == rows


# The dataset

UNION = ["0", "1", "2"]
ONE, TWO = f"{EXAMPLE}1", f"{EXAMPLE}2"


@pytest.mark.parametrize(
    ("clauses", "scope", "default", "named"),
    [
        ("", Scope(), UNION, ["1", "2"]),
        ("", Scope(is_union=False), ["0"], ["1", "2"]),
        ("FROM <1>", Scope(), ["1"], []),
        ("FROM <1> FROM <2>", Scope(), ["1", "2"], []),
        ("FROM NAMED <1>", Scope(), [], ["1"]),
        ("FROM <1> FROM NAMED <2>", Scope(), ["1"], ["2"]),
        ("FROM <absent>", Scope(), [], []),
        ("", Scope(default_graphs=(ONE,)), ["1"], []),
        ("", Scope(named_graphs=(TWO,)), [], ["2"]),
        ("", Scope(default_graphs=(ONE, TWO), named_graphs=(ONE,)), ["1", "2"], ["1"]),
        ("FROM <1> FROM NAMED <1>", Scope(default_graphs=(TWO,)), ["2"], []),
        ("FROM <1> FROM NAMED <1>", Scope(named_graphs=(TWO,)), [], ["2"]),
    ],
)
def test_the_request_names_the_dataset_before_the_query_and_that_before_the_union(
    pool, clauses, scope, default, named
):
    assert values(pool, f"SELECT ?o {clauses} {{ <thing> <value> ?o }}", scope) == default
    in_graphs = f"SELECT ?o {clauses} {{ GRAPH ?g {{ <thing> <value> ?o }} }}"
    assert values(pool, in_graphs, scope) == named


def test_a_graph_whose_name_is_no_iri_is_the_fault_of_the_request(pool):
    with pytest.raises(MalformedRequest):
        run(pool, "ASK {}", scope=Scope(default_graphs=("no IRI",)))
    assert_answers(pool)


# Deadline


def test_a_query_is_stopped_at_its_deadline_and_the_next_is_answered(start):
    pool = start(query_seconds=0.5)
    assert_answers(pool)
    begin = time.monotonic()
    with pytest.raises(DeadlinePassed, match=r"query stopped after 0\.5 s"):
        run(pool, ENDLESS)
    assert 0.5 <= time.monotonic() - begin < 1
    assert_answers(pool)


def test_a_result_that_the_deadline_cuts_does_not_end_as_if_it_were_whole(start):
    pool = start(query_seconds=0.5)
    answer = run(pool, FLOOD)
    with pytest.raises(DeadlinePassed):
        for _ in answer:
            pass
    assert_answers(pool)


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


# Memory and crashes

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


def test_a_child_that_is_killed_fails_its_query_alone(start):
    pool = start(query_children=1)
    failures = []

    def query():
        try:
            run(pool, ENDLESS)
        except Problem as problem:
            failures.append(problem)

    assert_answers(pool)
    thread = threading.Thread(target=query)
    thread.start()
    wait_until(lambda: any(is_at_work(child) for child in children()))
    for child in children():
        os.kill(child, signal.SIGKILL)
    thread.join()
    assert [type(failure) for failure in failures] == [EvaluationFailed]
    assert_answers(pool)


def is_at_work(process):
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    return False


def test_an_idle_child_that_dies_costs_no_query(start):
    pool = start()
    wait_until(lambda: len(children()) == 3)
    assert_answers(pool)
    victim = max(children())
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: victim not in children())
    for _ in range(5):
        assert_answers(pool)


def test_a_child_that_has_grown_is_replaced(start):
    pool = start(query_children=1)
    assert_answers(pool)
    wait_until(lambda: len(children()) == 2)
    before = children()
    big = DOUBLINGS[: DOUBLINGS.index("BIND(CONCAT(?v23")]
    run(pool, f'SELECT (STRLEN(?v23) AS ?o) {{ BIND("{"a" * 32}" AS ?v0) {big} }}')
    wait_until(lambda: len(children()) == 2 and children() != before)
    assert_answers(pool)


# Places


def test_a_query_beyond_the_queue_has_no_place(start):
    pool = start(query_children=1, query_queue=0)
    wait_until(lambda: is_answered(pool))
    answer = run(pool, FLOOD)
    with pytest.raises(NoPlace):
        run(pool, "ASK {}")
    answer.close()
    wait_until(lambda: is_answered(pool))


def is_answered(pool):
    try:
        return run(pool, "ASK {}").is_complete
    except NoPlace:
        return False


def test_a_query_waits_for_a_place_only_so_long(start):
    pool = start(query_children=1, query_queue=1, query_queue_seconds=0.3)
    wait_until(lambda: is_answered(pool))
    answer = run(pool, FLOOD)
    begin = time.monotonic()
    with pytest.raises(NoPlace):
        run(pool, "ASK {}")
    assert 0.3 <= time.monotonic() - begin < 2
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


def selecting(number):
    return f"SELECT ?o {{ VALUES ?o {{ {number} }} }}"


def test_web_processes_share_the_places(start):
    start(share=2, query_children=4)
    wait_until(lambda: len(children()) == 3)  # two and a spare


# Clients that leave


def test_the_child_of_a_client_that_left_is_killed(start):
    pool = start()
    with pytest.raises(Abandoned):
        run(pool, ENDLESS, is_abandoned=lambda: True)
    assert_answers(pool)
    wait_until(lambda: not any(is_at_work(child) for child in children()))


def test_a_client_that_left_waits_for_no_place(start):
    pool = start(query_children=1)
    answer = run(pool, FLOOD)
    with pytest.raises(Abandoned):
        run(pool, "ASK {}", is_abandoned=lambda: True)
    answer.close()


def test_an_answer_that_is_closed_before_its_end_lets_go_of_its_child(start):
    pool = start(query_children=1, query_seconds=60.0)
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


# Streaming


def test_a_big_result_streams_in_constant_memory(start):
    pool = start(query_seconds=60.0)
    tracemalloc.start()
    try:
        answer = run(pool, f"{FLOOD} LIMIT 100000")
        size = sum(len(piece) for piece in answer)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 20_000_000
    assert peak < 2_000_000


# Ends


def test_a_closed_pool_leaves_nothing_behind(start):
    before = descriptors()
    pool = start(query_seconds=0.5)
    run(pool, FLOOD).close()
    with pytest.raises(DeadlinePassed):
        run(pool, ENDLESS)
    with pytest.raises(MalformedQuery):
        run(pool, "SELECT")
    pool.close()
    pool.close()
    assert not children()
    assert descriptors() == before
    with pytest.raises(NoPlace):
        run(pool, "ASK {}")


def test_a_pool_can_be_closed_while_its_children_start(start):
    before = descriptors()
    start().close()
    assert not children()
    assert descriptors() == before


def test_closing_waits_for_the_queries_at_work(start):
    pool = start(query_seconds=60.0)
    answer = run(pool, f"{FLOOD} LIMIT 20000", CSV)
    closing = threading.Thread(target=pool.close)
    closing.start()
    assert b"".join(answer).count(b"\r\n") == 20001
    closing.join()
    assert not children()


def test_closing_waits_no_longer_than_the_deadline(start):
    pool = start(query_seconds=0.5)
    answer = run(pool, FLOOD)
    pool.close()
    assert not children()
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
        wait_until(lambda: any(is_at_work(child) for child in children(process.pid)))
        its_children = children(process.pid)
        process.kill()
    wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in its_children))


def test_a_store_that_does_not_open_leaves_queries_without_a_place(start, tmp_path, caplog):
    pool = start(tmp_path / "absent", query_queue_seconds=0.5)
    with pytest.raises(NoPlace):
        run(pool, "ASK {}")
    assert "did not start" in caplog.text
