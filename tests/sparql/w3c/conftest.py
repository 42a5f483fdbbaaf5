"""A store with the graphs of the suites and a pool of children for it; a server of some of them."""

import pytest

from nofuz.query.pool import QueryPool
from nofuz.settings import Settings
from tests.live import Server
from tests.sparql.w3c.datasets import (
    DATASET,
    build_release,
    build_store,
    protocol_graphs,
    suite_graphs,
)
from tests.sparql.w3c.judging import asking

SUITES_TESTED = ("sparql10", "sparql11")


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask as a stranger's query does, with every limit at its default."""
    store = build_store(suite_graphs(SUITES_TESTED), tmp_path_factory.mktemp("suites") / "store")
    settings = Settings(query_children=1, query_queue_seconds=30.0)
    pool = QueryPool(store, settings)
    yield asking(pool, settings)
    pool.close()


@pytest.fixture(scope="module")
def protocol_server(tmp_path_factory):
    releases = tmp_path_factory.mktemp("releases")
    build_release(protocol_graphs(), releases)
    with Server(releases, DATASET) as running:
        yield running
