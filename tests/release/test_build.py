"""Building a release: whole or not at all, the same bytes for the same dataset."""

import gzip
import json

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from nofuz.release.releases import current_release, is_current


def test_a_built_release_is_the_current_one(folder, tmp_path):
    dataset = open_dataset(folder)
    name = build(dataset, tmp_path / "releases")
    release = current_release(tmp_path / "releases")
    assert release is not None
    assert (release.name, release.path.name) == (name, name)
    assert is_current(dataset, tmp_path / "releases")


def test_the_same_dataset_gives_the_same_bytes(folder, tmp_path):
    releases = [tmp_path / "one", tmp_path / "two"]
    names = {build(open_dataset(folder), path) for path in releases}
    (name,) = names
    for file in ("dataset.nq.gz", "manifest.json"):
        first, second = ((path / name / file).read_bytes() for path in releases)
        assert first == second


def test_the_dump_holds_every_graph_sorted(folder, tmp_path):
    release = tmp_path / build(open_dataset(folder), tmp_path)
    lines = gzip.decompress((release / "dataset.nq.gz").read_bytes()).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == json.loads((release / "manifest.json").read_bytes())["counts"]["quads"]


def test_rules_derive_the_bounds_of_dates(folder, tmp_path):
    build(open_dataset(folder), tmp_path)
    release = current_release(tmp_path)
    assert release is not None
    rows = release.store.select(
        "SELECT ?day { GRAPH <https://w3id.org/nofuz/graph/derived/bounds>"
        " { ?thing <https://w3id.org/nofuz/def#earliest> ?day } }"
    )
    assert [row["day"].value for row in rows] == ["2014-10-01"]
