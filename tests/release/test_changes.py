"""What a release changed is kept beside the releases, once and for good."""

import gzip
import hashlib
import json
import shutil
import sys

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from nofuz.release.changes import PAGE, Changed, Changes, changes_of, line_of
from nofuz.release.comparison import Change
from nofuz.release.history import read_history
from nofuz.release.releases import open_release

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ID = "https://w3id.org/nofuz/id/"
ZAHRA = ID + "agent/zahra"


def dump(releases, name):
    return gzip.decompress((releases / name / "dataset.nq.gz").read_bytes())


def patched(data, patch):
    """Apply an RDF Patch as anybody would who keeps sorted lines."""
    kept = set(data.splitlines(keepends=True))
    for row in patch.splitlines(keepends=True):
        letter, _, line = row.partition(b" ")
        if letter == b"D":
            kept.remove(line)
        elif letter == b"A":
            assert line not in kept
            kept.add(line)
    return b"".join(sorted(kept))


def test_the_first_release_added_all(dataset, releases):
    build(dataset, releases)
    (switch,) = read_history(releases)
    changes = changes_of(releases, switch)
    assert changes.counts[Change.ADDED] > 10
    assert changes.counts[Change.CHANGED] == changes.counts[Change.WITHDRAWN] == 0
    assert changes.of(ZAHRA) == Change.ADDED
    assert (changes.files, changes.contents) == ({}, {})


def test_a_changed_label_is_one_changed_thing_in_one_changed_graph(dataset, changed, releases):
    build(dataset, releases)
    build(changed, releases)
    changes = changes_of(releases, read_history(releases)[-1])
    assert changes.page(1) == [
        Changed("https://w3id.org/nofuz/graph/agents", Change.CHANGED),
        Changed(ZAHRA, Change.CHANGED),
    ]
    assert changes.pages == 1
    assert changes.summary["quads"] == {"added": 1, "removed": 1}


def test_the_patch_leads_to_the_next_dump_to_the_byte(dataset, changed, releases):
    old, new = build(dataset, releases), build(changed, releases)
    changes = changes_of(releases, read_history(releases)[-1])
    patch = gzip.decompress((changes.path / "patch.rdfp.gz").read_bytes())
    assert patched(dump(releases, old), patch) == dump(releases, new)
    assert zstd.decompress((changes.path / "patch.rdfp.zst").read_bytes()) == patch
    told = changes.contents["patch.rdfp"]
    assert told == {"sha256": hashlib.sha256(patch).hexdigest(), "size": len(patch)}
    digest = open_release(releases / new).contents["dataset.nq"]["sha256"]
    assert hashlib.sha256(patched(dump(releases, old), patch)).hexdigest() == digest
    head = patch.decode().splitlines()
    assert head[:3] == [
        f"H id <https://w3id.org/nofuz/release/{new}> .",
        f"H prev <https://w3id.org/nofuz/release/{old}> .",
        "TX .",
    ]
    assert head[-1] == "TC ."


def test_back_and_forth_is_compared_once_each_way(dataset, changed, releases):
    for source in (dataset, changed, dataset, changed):
        build(source, releases)
    history = read_history(releases)
    assert len(history) == 4
    assert len(list((releases / "changes").iterdir())) == 3
    assert changes_of(releases, history[1]) == changes_of(releases, history[3])


def test_the_same_two_releases_give_the_same_bytes(dataset, changed, tmp_path):
    written = []
    for name in ("one", "two"):
        for source in (dataset, changed):
            build(source, tmp_path / name)
        folder = tmp_path / name / "changes"
        written.append(
            {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*/*")}
        )
    assert len(written[0]) == 6
    assert written[0] == written[1]


def test_a_release_that_cannot_be_read_any_more_stops_no_new_one(dataset, changed, releases):
    old = build(dataset, releases)
    (releases / old / "dataset.nq.gz").write_bytes(b"damaged")
    build(changed, releases)
    assert changes_of(releases, read_history(releases)[-1]) is None
    assert not (releases / ".comparing").exists()


def test_what_was_not_compared_is_compared_by_the_next_build(dataset, changed, releases):
    build(dataset, releases)
    build(changed, releases)
    shutil.rmtree(releases / "changes")
    (releases / "history.json").unlink()
    build(changed, releases)
    assert all(changes_of(releases, switch) for switch in read_history(releases))


def test_a_blank_node_that_gets_another_name_changes_nothing(folder, dataset, releases):
    build(dataset, releases)
    ontology = folder / "ontology" / "nofuz.ttl"
    text = (
        ontology.read_text("utf-8") + '\n[] <http://www.w3.org/2000/01/rdf-schema#label> "x"@en .\n'
    )
    ontology.write_text(text, "utf-8")
    build(open_dataset(folder), releases)
    changes = changes_of(releases, read_history(releases)[-1])
    assert [changed.iri for changed in changes.page(1)] == [
        "https://w3id.org/nofuz/graph/ontology/nofuz"
    ]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 999, 1000, 1001, 2500])
def test_any_iri_is_found_and_no_other(tmp_path, number):
    kinds = list(Change)
    entries = [Changed(f"urn:{'x' * (i % 7)}{i}", kinds[i % 3]) for i in range(number)]
    lines = sorted(line_of(entry) for entry in entries)
    (tmp_path / "iris.tsv").write_bytes(b"".join(lines))
    offsets = [len(b"".join(lines[:start])) for start in range(0, number, PAGE)]
    changes = Changes(tmp_path, json.loads(json.dumps({"pages": offsets})))
    for iri, change in entries[:: max(1, number // 50)]:
        assert changes.of(iri) == change
        assert changes.of(iri + "0x") is None
        assert changes.of(iri[:-1] + "!") is None
    assert changes.of("a") is None
    assert changes.of("z") is None
    paged = [entry for page in range(changes.pages) for entry in changes.page(page + 1)]
    assert sorted(paged) == sorted(entries)
    assert paged == sorted(paged, key=line_of)
