"""The generated release: kept for the next run, with the same statements for all peers."""

import pyoxigraph as ox

from nofuz.dataset.folder import open_dataset
from nofuz.namespaces import NOFUZ
from nofuz.release.releases import is_current
from tests.benchmarks.data import generated

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def count(store, query=COUNT):
    return int(next(store.query(query))["n"].value)


def test_a_second_run_takes_what_the_first_has_built(small_data):
    built = small_data.oxigraph.stat().st_mtime_ns
    again = generated(small_data.folder.parent, 3_000)
    assert again == small_data
    assert again.oxigraph.stat().st_mtime_ns == built


def test_another_size_is_another_release_and_the_only_one_kept(tmp_path):
    first = generated(tmp_path, 600)
    second = generated(tmp_path, 900)
    assert first.folder != second.folder
    assert [path.name for path in tmp_path.iterdir()] == [second.folder.name]


def test_a_release_needs_no_build_before_it_is_served(small_data):
    assert is_current(open_dataset(small_data.dataset), small_data.releases)


def test_peers_get_the_default_graph_and_the_named_ones(small_data):
    theirs = ox.Store.read_only(str(small_data.oxigraph))
    assert count(theirs) == count(small_data.store) > 3_000
    assert len(theirs) == len(small_data.store)
    assert len(small_data.triples.read_bytes().splitlines()) == count(theirs)


def test_the_rules_have_derived_every_standing(small_data):
    query = f"SELECT (COUNT(DISTINCT ?standing) AS ?n) WHERE {{ ?s <{NOFUZ}standing> ?standing }}"
    assert count(small_data.store, query) >= 3
