"""A store with the graphs of the suites and a pool of children for it; a server of some of them."""

import pytest

from tests.live import Server
from tests.sparql.w3c.datasets import (
    DATASET,
    build_release,
    build_store,
    protocol_graphs,
    suite_graphs,
)
from tests.sparql.w3c.judging import asking_pool
from tests.sparql.w3c.manifests import cases

SUITES_TESTED = ("sparql10", "sparql11")


def format_cases():
    """Return the tests of the formats of results."""
    folders = ("sparql11/csv-tsv-res/", "sparql11/json-res/")
    return [case for case in cases("sparql11") if case.name.startswith(folders)]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask as a stranger's query does, with every limit at its default."""
    store = build_store(suite_graphs(SUITES_TESTED), tmp_path_factory.mktemp("suites") / "store")
    with asking_pool(store) as ask:
        yield ask


@pytest.fixture(scope="module")
def protocol_server(tmp_path_factory):
    releases = tmp_path_factory.mktemp("releases")
    data = {path.as_uri(): path for case in format_cases() for path in case.data}
    build_release(protocol_graphs() | data, releases)
    with Server(releases, DATASET) as running:
        yield running
