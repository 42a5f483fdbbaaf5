"""Building a release: whole or not at all, the same bytes for the same dataset."""

import gzip
import hashlib
import json
import signal

import pytest

from nofuz.dataset.syntax import read
from nofuz.errors import CommandError
from nofuz.namespaces import EDTF, NOFUZ
from nofuz.release.build import build
from nofuz.release.layout import LAYOUT
from nofuz.release.releases import current_release, is_current


def names(path):
    return sorted(entry.name for entry in path.iterdir())


def test_a_built_release_is_the_current_one(dataset, releases):
    name = build(dataset, releases)
    release = current_release(releases)
    assert release is not None
    assert (release.name, release.path.name) == (name, name)
    assert is_current(dataset, releases)


def test_a_release_holds_store_index_dumps_and_manifest_and_nothing_else_is_left(dataset, releases):
    name = build(dataset, releases)
    assert names(releases / name) == [
        "SHA256SUMS",
        "context.jsonld",
        *(
            f"dataset.{form}.{coding}"
            for form in ("jsonld", "nq", "trig")
            for coding in ("gz", "zst")
        ),
        *(
            "exports",
            "graphs",
            "manifest.json",
            "names.sqlite",
            "sitemap.txt",
            "statistics.nt",
            "store",
        ),
    ]
    assert names(releases) == sorted([".lock", "changes", "current.json", "history.json", name])


def test_the_same_dataset_gives_the_same_bytes(dataset, tmp_path):
    first, second = tmp_path / "one", tmp_path / "two"
    name = build(dataset, first)
    assert build(dataset, second) == name
    for file in ("dataset.nq.gz", "manifest.json", "names.sqlite"):
        assert (first / name / file).read_bytes() == (second / name / file).read_bytes()


def test_the_place_of_the_dataset_makes_no_difference(dataset, changed, releases, tmp_path):
    name = build(dataset, releases)
    agents = changed.path / "instances" / "agents.ttl"
    agents.write_text(agents.read_text().replace(" the elder", ""))
    assert build(changed, tmp_path / "other") == name


def test_another_content_is_another_release(dataset, changed, releases):
    old, new = build(dataset, releases), build(changed, releases)
    assert old != new
    assert names(releases) == sorted([".lock", "changes", "current.json", "history.json", old, new])


def test_the_name_is_the_digest_of_the_dump(dataset, releases):
    name = build(dataset, releases)
    lines = gzip.decompress((releases / name / "dataset.nq.gz").read_bytes())
    assert hashlib.sha256(f"layout {LAYOUT}\n".encode() + lines).hexdigest()[:16] == name


def test_the_dump_holds_every_graph_sorted(dataset, releases):
    dump = (releases / build(dataset, releases) / "dataset.nq.gz").read_bytes()
    lines = gzip.decompress(dump).splitlines()
    assert lines == sorted(set(lines))
    graphs = {line.rsplit(b"<", 1)[1].partition(b">")[0].decode() for line in lines}
    assert graphs == {file.graph for file in dataset.files} | {
        "https://w3id.org/nofuz/graph/derived/bounds"
    }


def test_the_dump_says_no_time_of_its_making(dataset, releases):
    dump = (releases / build(dataset, releases) / "dataset.nq.gz").read_bytes()
    assert dump[4:8] == bytes(4)


def test_the_store_holds_what_the_dump_holds(dataset, releases):
    build(dataset, releases)
    release = current_release(releases)
    (row,) = release.store.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert int(row["n"].value) == release.manifest["counts"]["quads"]


def test_blank_nodes_have_the_same_names_in_store_and_dump(dataset, releases):
    build(dataset, releases)
    release = current_release(releases)
    rows = release.store.select("SELECT DISTINCT ?b WHERE { ?b ?p ?o FILTER isBlank(?b) }")
    assert [row["b"].value for row in rows] == ["c14n0"]


def test_the_manifest_says_what_is_in_the_release(dataset, releases):
    name = build(dataset, releases)
    dump = (releases / name / "dataset.nq.gz").read_bytes()
    manifest = json.loads((releases / name / "manifest.json").read_bytes())
    assert manifest["counts"] == {
        "agent": 3,
        "attestation": 1,
        "claim": 1,
        "document": 2,
        "graphs": 9,
        "origin": 1,
        "proposition": 1,
        "quads": len(gzip.decompress(dump).splitlines()),
    }
    assert manifest["files"]["dataset.nq.gz"] == {
        "sha256": hashlib.sha256(dump).hexdigest(),
        "size": len(dump),
    }
    assert (manifest["name"], manifest["layout"]) == (name, LAYOUT)
    assert manifest["base"] == "https://w3id.org/nofuz/"


def test_a_build_of_what_is_there_keeps_it(dataset, releases):
    name = build(dataset, releases)
    before = (releases / name).stat().st_ino
    assert build(dataset, releases) == name
    assert (releases / name).stat().st_ino == before


@pytest.mark.parametrize(
    "victim",
    ["store/CURRENT", "dataset.nq.gz", "dataset.trig.zst", "SHA256SUMS", "manifest.json"],
)
def test_a_build_replaces_a_damaged_release(dataset, releases, victim):
    name = build(dataset, releases)
    (releases / name / victim).write_text("damaged")
    assert build(dataset, releases) == name
    assert current_release(releases).store.ask("ASK { ?s ?p ?o }")
    assert names(releases) == sorted([".lock", "changes", "current.json", "history.json", name])


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ("agent:zahra a foaf:Person ;", "agent:zahra a", "1 finding"),
        ("agent:zahra a foaf:Person", "agent:zahra a foaf:Preson", "2 findings"),
        ("agent:zahra a foaf:Person", "agent:zehra a foaf:Person", "4 findings"),
    ],
)
def test_a_dataset_with_findings_is_not_built(dataset, changed, releases, old, new, number):
    name = build(dataset, releases)
    agents = changed.path / "instances" / "agents.ttl"
    agents.write_text(agents.read_text().replace(old, new))
    with pytest.raises(CommandError) as caught:
        build(changed, releases)
    assert str(caught.value) == (
        f"{changed.path} has {number}: run 'nofuz check {changed.path}' to see what to put right"
    )
    assert current_release(releases).name == name
    assert names(releases) == sorted([".lock", "changes", "current.json", "history.json", name])


def test_other_content_is_published_unchecked_with_what_the_rules_derive(dataset, releases):
    def content(dataset, _):
        store = read(dataset)[0].new_store()
        store.load(b'<http://x/a> <http://x/no-term> "b" <http://x/g> .\n')
        store.load(f'<http://x/a> <{NOFUZ}when> "2014"^^<{EDTF}> <http://x/g> .\n'.encode())
        return store

    build(dataset, releases, content=content)
    release = current_release(releases)
    assert is_current(dataset, releases)
    assert [str(value) for value in release.store.values("http://x/a", "http://x/no-term")] == ["b"]
    assert [value.value for value in release.store.values("http://x/a", f"{NOFUZ}earliest")] == [
        "2014-01-01"
    ]


def test_warnings_do_not_keep_a_dataset_from_being_built(changed, releases):
    claims = changed.path / "instances" / "claims.ttl"
    text = claims.read_text().replace("speaker agent:officer", "speaker agent:officer , agent:ali")
    claims.write_text(text)
    build(changed, releases)
    assert is_current(changed, releases)


STEPS_OF_WRITING = [
    *("derive begins", "write dumps begins", "write dumps ends", "write store begins"),
    *("write store ends", "place begins", "place ends", "compare begins", "compare ends"),
]


@pytest.mark.parametrize("event", STEPS_OF_WRITING)
def test_a_killed_build_leaves_the_old_release_in_place(
    dataset, changed, releases, start_build, event
):
    old = build(dataset, releases)
    process = start_build(changed, KILL_AT=event)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    release = current_release(releases)
    assert release.name == old
    assert release.store.ask("ASK { ?s ?p ?o }")
    assert not is_current(changed, releases)
    new = build(changed, releases)
    assert current_release(releases).name == new
    assert names(releases) == sorted([".lock", "changes", "current.json", "history.json", old, new])


def test_two_builds_at_once_write_one_after_the_other(dataset, changed, releases, start_build):
    processes = [start_build(dataset), start_build(changed)]
    built = {process.communicate()[0].splitlines()[-1] for process in processes}
    assert [process.returncode for process in processes] == [0, 0]
    assert current_release(releases).name in built
    assert names(releases) == sorted([".lock", "changes", "current.json", "history.json", *built])


def test_a_build_waits_while_another_is_at_work(dataset, changed, releases, start_build):
    seen = []

    def start_another(step):
        if step.name == "derive" and step.seconds is None:
            process = start_build(changed)
            assert process.stdout.readline() == "wait for other builds begins\n"
            seen.append(process)

    first = build(dataset, releases, start_another)
    (process,) = seen
    output, _ = process.communicate()
    assert (releases / first).is_dir()
    assert current_release(releases).name == output.splitlines()[-1] != first


@pytest.mark.parametrize("size", [1000, 30000])
def test_a_full_disk_is_told_in_one_line_and_changes_nothing(
    dataset, changed, releases, start_build, size
):
    old = build(dataset, releases)
    process = start_build(changed, LARGEST_FILE=str(size))
    _, complaint = process.communicate()
    assert process.returncode == 1
    (line,) = complaint.splitlines()
    assert line.startswith(f"cannot write a release into {releases}: ")
    assert current_release(releases).name == old
    assert names(releases) == sorted([".lock", "changes", "current.json", "history.json", old])


def test_a_folder_that_cannot_be_written_is_told_in_one_line(dataset, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CommandError) as caught:
        build(dataset, tmp_path / "file" / "releases")
    assert str(caught.value) == (
        f"cannot write a release into {tmp_path / 'file' / 'releases'}: Not a directory"
    )


def test_each_step_is_told(dataset, releases):
    told = []
    build(dataset, releases, told.append)
    begun = [step for step in told if step.seconds is None]
    assert [step.number for step in begun] == list(range(1, begun[0].total + 1))
