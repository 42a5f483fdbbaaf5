"""A small store, and pools of children that are closed when their test ends."""

import pyoxigraph as ox
import pytest

from nofuz.query.pool import QueryPool
from nofuz.settings import Settings
from tests.query.asking import EXAMPLE, is_answered, wait_until


def quad(subject, graph, number):
    return ox.Quad(
        ox.NamedNode(EXAMPLE + subject),
        ox.NamedNode(EXAMPLE + "value"),
        ox.Literal(number),
        ox.NamedNode(EXAMPLE + graph) if graph else ox.DefaultGraph(),
    )


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """The numbers 1 and 2 in graphs of these names, 0 in none, and 0 to 299 in graph "many".

    As in a release, the default graph has the triples of all others too.
    """
    path = tmp_path_factory.mktemp("store")
    engine = ox.Store(str(path))
    quads = [quad("thing", "", 0), quad("thing", "1", 1), quad("thing", "2", 2)]
    quads += [quad(f"number/{number}", "many", number) for number in range(300)]
    engine.extend([*quads, *(ox.Quad(*each.triple) for each in quads)])
    engine.flush()
    return path


@pytest.fixture
def start(store):
    """Start a pool with two places, or with other settings, and wait until it answers."""
    pools = []

    def started(path=store, share=1, *, is_awaited=True, **settings):
        defaults = {"query_children": 2, "query_seconds": 30.0, "query_queue_seconds": 30.0}
        pools.append(QueryPool(path, Settings(**(defaults | settings)), share))
        if is_awaited:
            wait_until(lambda: is_answered(pools[-1]))
        return pools[-1]

    yield started
    for pool in pools:
        pool.close()


@pytest.fixture(scope="module")
def pool(store):
    """A pool for queries that stay within its limits."""
    pool = QueryPool(store, Settings(query_children=2, query_queue_seconds=30.0))
    yield pool
    pool.close()
