"""Dumps: every format says the same, the same bytes each time, and what the checksums say."""

import gzip
import hashlib
import subprocess
import sys
from itertools import pairwise

import pyoxigraph as ox
import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from nofuz.release.releases import open_release

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FORMATS = {
    "dataset.nq": ox.RdfFormat.N_QUADS,
    "dataset.trig": ox.RdfFormat.TRIG,
    "dataset.jsonld": ox.RdfFormat.JSON_LD,
}
DECOMPRESS = {".gz": gzip.decompress, ".zst": zstd.decompress}
GRAPH = "https://w3id.org/nofuz/graph/"


@pytest.fixture
def release(dataset, releases):
    return open_release(releases / build(dataset, releases))


def canonical(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def read(release, name, suffix=".gz"):
    return DECOMPRESS[suffix]((release.path / (name + suffix)).read_bytes())


@pytest.mark.parametrize("suffix", DECOMPRESS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_the_same_quads(release, name, suffix):
    expected = canonical(ox.parse(read(release, "dataset.nq"), ox.RdfFormat.N_QUADS))
    assert len(expected) == release.manifest["counts"]["quads"]
    assert canonical(ox.parse(read(release, name, suffix), FORMATS[name])) == expected


def test_the_dumps_of_the_graphs_together_are_the_dataset(release):
    named = [name for name in release.contents if name.startswith("graphs/")]
    assert len(named) == release.manifest["counts"]["graphs"]
    quads = []
    for name in named:
        graph = ox.NamedNode(GRAPH + name.removeprefix("graphs/").removesuffix(".ttl"))
        triples = ox.parse(read(release, name), ox.RdfFormat.TURTLE)
        quads += [ox.Quad(*quad.triple, graph) for quad in triples]
    whole = ox.parse(read(release, "dataset.nq"), ox.RdfFormat.N_QUADS)
    assert canonical(quads) == canonical(whole)


def test_a_graph_of_the_dump_stands_in_one_piece(release):
    graphs = [
        quad.graph_name for quad in ox.parse(read(release, "dataset.trig"), FORMATS["dataset.trig"])
    ]
    changes = sum(before != after for before, after in pairwise(graphs))
    assert changes == len(set(graphs)) - 1


def test_the_system_s_own_program_finds_no_checksum_wrong(release):
    for name, coded in (("dataset.nq", ".gz"), ("graphs/origins.ttl", ".gz")):
        (release.path / name).write_bytes(read(release, name, coded))
    done = subprocess.run(
        ["sha256sum", "--check", "--ignore-missing", "--strict", "SHA256SUMS"],
        cwd=release.path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    checked = {line.rpartition(": ")[0] for line in done.stdout.splitlines()}
    assert checked == {*release.files, "manifest.json", "dataset.nq", "graphs/origins.ttl"}


def test_the_manifest_tells_size_and_digest_of_what_is_stored_and_of_what_is_read(release):
    for name, told in release.files.items():
        data = (release.path / name).read_bytes()
        assert told == {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    for name, told in release.contents.items():
        data = read(release, name)
        assert told == {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def test_every_process_writes_the_same_bytes(dataset, start_build, tmp_path):
    written = []
    for seed in ("1", "2"):
        process = start_build(dataset, PYTHONHASHSEED=seed)
        output, _ = process.communicate()
        path = tmp_path / "releases" / output.splitlines()[-1]
        written.append(
            {
                str(file.relative_to(path)): file.read_bytes()
                for file in path.rglob("*")
                if file.is_file() and "store" not in file.parts
            }
        )
        path.rename(tmp_path / seed)
    assert len(written[0]) > 10
    assert written[0] == written[1]


def test_a_graph_s_name_that_is_encoded_is_plain_in_the_name_of_its_file(folder, releases):
    origins = folder / "instances" / "origins.ttl"
    origins.rename(folder / "instances" / "the origins.ttl")
    release = open_release(releases / build(open_dataset(folder), releases))
    assert "graphs/the origins.ttl.gz" in release.files
    assert read(release, "graphs/the origins.ttl").count(b"a nofuz:Origin") == 1
