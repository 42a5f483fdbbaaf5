"""Ask what a test asks, and judge the answer."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from nofuz.errors import MalformedQuery, Problem
from nofuz.formats import CSV, JSON, TSV, TURTLE, XML, Format
from nofuz.query.inspection import inspect
from nofuz.query.pool import QueryPool
from nofuz.settings import Settings
from tests.sparql.w3c import results
from tests.sparql.w3c.datasets import scope
from tests.sparql.w3c.manifests import NEGATIVE, Case
from tests.sparql.w3c.results import Result
from tests.sparql.w3c.terms import are_same

READERS: dict[str, tuple[Format, Callable[[bytes], Result]]] = {
    "json": (JSON, results.from_json),
    "xml": (XML, results.from_xml),
    "csv": (CSV, results.from_csv),
    "tsv": (TSV, results.from_tsv),
}

Ask = Callable[[Case, Format | None], bytes]
"""Gives the answer to a test's query; None is the best format for the form of the query.

Raises MalformedQuery for a query that is none.
"""


@contextmanager
def asking_pool(store: Path) -> Iterator[Ask]:
    """Ask as the program does: inspection, then a child, with every limit at its default."""
    settings = Settings(query_children=1, query_queue_seconds=30.0)
    pool = QueryPool(store, settings)

    def ask(case: Case, form: Format | None) -> bytes:
        inspected = inspect(case.text, settings)
        if form is None:
            form = TURTLE if inspected.form in {"CONSTRUCT", "DESCRIBE"} else JSON
        return b"".join(pool.run(inspected.query(case.base, scope(case), form.media_type)))

    try:
        yield ask
    finally:
        pool.close()


def asking_server(port: int) -> Ask:
    """Ask over HTTP, with what the dataset is in the request."""

    def ask(case: Case, form: Format | None) -> bytes:
        named = scope(case)
        parameters = [("query", f"BASE <{case.base}>\n{case.text}")]
        parameters += [("default-graph-uri", graph) for graph in named.default_graphs]
        parameters += [("named-graph-uri", graph) for graph in named.named_graphs]
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        accept = form.media_type if form else f"{JSON.media_type}, {TURTLE.media_type};q=0.9"
        connection.request("GET", f"/sparql?{urlencode(parameters)}", headers={"Accept": accept})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        assert response.status == HTTPStatus.OK, body[:300]
        assert form is None or response.getheader("Content-Type") == form.content_type
        return body

    return ask


def judge(case: Case, ask: Ask) -> None:
    """Raise AssertionError where the answer is not what the test expects, else return."""
    if case.kind == NEGATIVE:
        assert _is_refused(case, ask), "accepted, and should not be"
    elif case.result is None:
        ask(case, None)
    else:
        _judge_evaluation(case, ask)


def _is_refused(case: Case, ask: Ask) -> bool:
    try:
        ask(case, None)
    except MalformedQuery:
        return True
    return False


def _judge_evaluation(case: Case, ask: Ask) -> None:
    assert case.result is not None
    wanted = results.expected(case.result)
    if case.result.suffix in {".csv", ".tsv"}:
        form, read = READERS[case.result.suffix[1:]]
        given = read(ask(case, form))
        assert given.variables == wanted.variables
    else:
        answer = ask(case, None)
        given = results.from_json(answer) if answer[:1] == b"{" else results.from_turtle(answer)
    assert_same(given, wanted, is_lax=case.is_lax)


def assert_same(given: Result, wanted: Result, *, is_lax: bool = False) -> None:
    """Raise AssertionError where two results differ."""
    assert given.boolean == wanted.boolean
    if given.variables is not None and wanted.variables is not None:
        assert set(given.variables) == set(wanted.variables)
    if is_lax:
        assert _has_between_one_and_all(given, wanted)
    else:
        assert are_same(given.rows, wanted.rows, is_ordered=wanted.is_ordered), _shown(
            given, wanted
        )


def _has_between_one_and_all(given: Result, wanted: Result) -> bool:
    many, few = (
        Counter(frozenset(row.items()) for row in result.rows) for result in (wanted, given)
    )
    return set(few) == set(many) and few <= many


def _shown(given: Result, wanted: Result) -> str:
    return f"\n{len(given.rows)} rows: {given.rows}\n{len(wanted.rows)} wanted: {wanted.rows}"[
        :2000
    ]


def is_passed(case: Case, ask: Ask) -> bool:
    """Return whether the answer is what the test expects."""
    try:
        judge(case, ask)
    except (AssertionError, Problem):
        return False
    return True
