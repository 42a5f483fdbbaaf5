"""A small generated release, as the servers of a comparison serve it."""

import pytest

from tests.benchmarks.data import CACHE, generated


@pytest.fixture(scope="session")
def small_data(tmp_path_factory):
    return generated(tmp_path_factory.mktemp("cache") / CACHE, 3_000)
