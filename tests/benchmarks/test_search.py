"""Searching on a small index: real requests, and figures that belong to them."""

from tests.benchmarks.peers import Peers
from tests.benchmarks.report import search_report
from tests.benchmarks.search import BATCH, entries, measure_search


def test_searches_and_batches_are_measured_on_a_live_server(small_data, tmp_path):
    peers = Peers(small_data, tmp_path, 1)

    def start(releases):
        return peers.uncached(releases=releases, workers=1)

    found = measure_search(small_data.releases, tmp_path / "copy", start, names=300, times=BATCH)
    assert (found.names, len(found.searches), len(found.batches)) == (300, BATCH, 1)
    assert all(seconds > 0 for seconds in found.searches + found.batches)
    assert min(found.memory) > 0
    assert len(search_report(found).splitlines()) > 3


def test_the_names_are_the_same_each_time():
    assert list(entries(50)) == list(entries(50))
    assert len({entry.iri for entry in entries(50)}) == 50
