"""Every test of a query in the suites of SPARQL 1.0 and 1.1, through inspection and a child."""

import gzip

import pytest

from nofuz.errors import FederationRefused
from nofuz.formats import JSON
from nofuz.query.inspection import inspect
from nofuz.settings import Settings
from tests.sparql.w3c import results
from tests.sparql.w3c.conftest import SUITES_TESTED
from tests.sparql.w3c.datasets import lines, suite_graphs
from tests.sparql.w3c.judging import READERS, asking_pool, assert_same, is_passed, judge
from tests.sparql.w3c.known import known_cases, known_failures
from tests.sparql.w3c.manifests import EVALUATION, MISSING, SUITES, cases
from tests.sparql.w3c.peer import oxigraph

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=MISSING)

ALL = [case for suite in SUITES_TESTED for case in cases(suite)]


@pytest.mark.parametrize("case", known_cases(ALL))
def test_a_query_gives_what_its_suite_expects(case, ask):
    judge(case, ask)


def test_a_store_in_memory_gives_the_same(tmp_path):
    """A small release is read from its dump by each process, and not from disk."""
    dump = tmp_path / "dump.nq.gz"
    dump.write_bytes(gzip.compress(b"".join(lines(suite_graphs(SUITES_TESTED)))))
    with asking_pool(dump) as ask:
        failures = {case.name for case in ALL if not is_passed(case, ask)}
    assert failures == set(known_failures())


def test_the_suites_are_whole():
    assert len([case for case in ALL if case.kind == EVALUATION]) == 518
    assert len(ALL) == 518 + 305


def test_every_known_failure_is_one_of_the_tests():
    assert set(known_failures()) <= {case.name for case in ALL}


@pytest.mark.parametrize("name", ["xml", "csv", "tsv"])
def test_the_formats_tell_the_same_solutions(name, ask):
    form, read = READERS[name]
    as_told = results.without_types if name == "csv" else results.from_json
    tabular = [case for case in ALL if case.kind == EVALUATION and _is_tabular(case)]
    assert len(tabular) > 400
    for case in tabular:
        assert_same(read(ask(case, form)), as_told(ask(case, JSON)))


@pytest.mark.parametrize("case", cases("federation"), ids=lambda case: case.name)
def test_a_query_of_the_federation_suite_is_refused(case):
    with pytest.raises(FederationRefused):
        inspect(case.text, Settings())


def _is_tabular(case):
    inspected = inspect(case.text, Settings())
    return inspected.form == "SELECT" and inspected.is_repeatable


def test_nothing_fails_that_oxigraph_serve_passes(ask, tmp_path):
    """The same tests in turn; what is refused on purpose aside."""
    with oxigraph(tmp_path) as peer:
        ours, theirs = set(), set()
        for case in ALL:
            ours |= {case.name} if is_passed(case, ask) else set()
            theirs |= {case.name} if is_passed(case, peer) else set()
    assert len(theirs) > 700
    assert {name for name in theirs - ours if "/syntax-fed/" not in name} == set()
