"""A release with the graphs of the suites, a pool of children for it, and a server of it."""

import pytest

from nofuz.query.pool import QueryPool
from nofuz.release.layout import STORE
from nofuz.settings import Settings
from tests.sparql.w3c.datasets import build_release, protocol_graphs, suite_graphs
from tests.sparql.w3c.judging import asking

SUITES_TESTED = ("sparql10", "sparql11")


@pytest.fixture(scope="session")
def suite_release(tmp_path_factory):
    content = suite_graphs(SUITES_TESTED) | protocol_graphs()
    return build_release(content, tmp_path_factory.mktemp("suites"))


@pytest.fixture(scope="module")
def ask(suite_release):
    """Ask as a stranger's query does, with every limit at its default."""
    settings = Settings(query_children=1, query_queue_seconds=30.0)
    pool = QueryPool(suite_release / STORE, settings)
    yield asking(pool, settings)
    pool.close()
