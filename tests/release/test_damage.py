"""A release that is damaged, missing or of another program is one line, and never served."""

import json
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from tests.live import NOFUZ, Server

TINY = Path(__file__).parents[1] / "data" / "tiny"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def change(path, **members):
    """Give members of a JSON object other values; None takes them out."""
    content = json.loads(path.read_text()) | members
    path.write_text(
        json.dumps({name: value for name, value in content.items() if value is not None})
    )


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def tables(release):
    return (release / "store").glob("*.sst")


def each(damage, paths):
    for path in list(paths):
        damage(path)


def in_manifest(**members):
    return lambda release: change(release / "manifest.json", **members)


def in_current(**members):
    return lambda release: change(release.parent / "current.json", **members)


STORE = {
    "empty": lambda release: each(Path.unlink, (release / "store").iterdir()),
    "without its beginning": lambda release: (release / "store/CURRENT").unlink(),
    "rubbish in its beginning": lambda release: (release / "store/CURRENT").write_text("rubbish"),
    "without tables": lambda release: each(Path.unlink, tables(release)),
    "empty tables": lambda release: each(lambda path: path.write_bytes(b""), tables(release)),
    "tables cut short": lambda release: each(cut, tables(release)),
}
DUMP = {
    "missing": lambda release: (release / "dataset.nq.gz").unlink(),
    "empty": lambda release: (release / "dataset.nq.gz").write_bytes(b""),
    "cut short": lambda release: cut(release / "dataset.nq.gz"),
    "a wrong byte": lambda release: flip(release / "dataset.nq.gz"),
    "something else": lambda release: (release / "dataset.nq.gz").write_bytes(b"rubbish"),
}
RELEASE = {
    "no store": lambda release: shutil.rmtree(release / "store"),
    "a store that is a file": lambda release: (
        shutil.rmtree(release / "store"),
        (release / "store").write_text("no folder"),
    ),
    "no manifest": lambda release: (release / "manifest.json").unlink(),
    "a manifest cut short": lambda release: cut(release / "manifest.json"),
    "a manifest that is a list": lambda release: (release / "manifest.json").write_text("[]"),
    "a manifest without counts": lambda release: change(release / "manifest.json", counts=None),
    "another layout": in_manifest(layout=99999),
    "another name": in_manifest(name="0123456789abcdef"),
    "a name that leads elsewhere": in_current(release="../../../etc"),
    "the name of nothing": in_current(release="gone"),
    "no name": lambda release: (release.parent / "current.json").write_text("{}"),
    "half a name": lambda release: cut(release.parent / "current.json"),
    "nothing at all": shutil.rmtree,
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A folder with one release; only to be copied."""
    folder = tmp_path_factory.mktemp("sound") / "releases"
    build(open_dataset(TINY), folder)
    return folder


def current(releases):
    return releases / json.loads((releases / "current.json").read_text())["release"]


def run(*arguments):
    return subprocess.run(
        [NOFUZ, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def is_one_line(reply):
    """Check that a command failed and said so in one line, without a traceback."""
    assert reply.returncode == 1
    assert reply.stdout == ""
    (line,) = reply.stderr.splitlines()
    assert line.startswith("nofuz: ")
    assert "Traceback" not in line


@pytest.fixture
def releases(sound, tmp_path):
    return Path(shutil.copytree(sound, tmp_path / "releases"))


def serve(releases, memory_quads):
    return run(
        *("serve", TINY, "--releases", releases, "--port", 0, "--workers", 1),
        *("--memory-quads", memory_quads),
    )


@pytest.mark.parametrize("name", STORE)
def test_a_damaged_store_is_not_served_and_not_queried(releases, name):
    STORE[name](current(releases))
    is_one_line(serve(releases, memory_quads=1))
    is_one_line(run("query", COUNT, "--releases", releases))


@pytest.mark.parametrize("name", DUMP)
def test_a_damaged_dump_is_not_served_from_memory(releases, name):
    DUMP[name](current(releases))
    is_one_line(serve(releases, memory_quads=1_000_000))


def test_a_damaged_dump_is_none_of_the_store(releases):
    DUMP["cut short"](current(releases))
    with Server(releases, TINY, workers=1, memory_quads=1) as server:
        assert b"Zahra" in server.get("/doc/agent/zahra.nt")[2]


@pytest.mark.parametrize("name", RELEASE)
def test_what_is_no_whole_release_is_not_queried(releases, name):
    RELEASE[name](current(releases))
    is_one_line(run("query", COUNT, "--releases", releases))


def test_what_is_no_whole_release_is_built_again_before_it_is_served(releases):
    RELEASE["nothing at all"](current(releases))
    with Server(releases, TINY, workers=1) as server:
        assert b"Zahra" in server.get("/doc/agent/zahra.nt")[2]


@pytest.mark.parametrize("memory_quads", [1, 1_000_000], ids=["disk", "memory"])
def test_a_damaged_release_that_becomes_the_current_one_leaves_the_old_one_served(
    releases, tmp_path, memory_quads
):
    old = current(releases)
    changed = Path(shutil.copytree(TINY, tmp_path / "dataset"))
    agents = changed / "instances/agents.ttl"
    agents.write_text(agents.read_text().replace('"Zahra"', '"Zahra the elder"'))
    log = tmp_path / "log"
    damages = STORE | RELEASE if memory_quads == 1 else DUMP | RELEASE
    with (
        log.open("w") as stream,
        Server(releases, TINY, workers=1, memory_quads=memory_quads, log=stream) as server,
    ):
        for number, damage in enumerate(damages.values(), 1):
            build(open_dataset(changed), releases)
            fresh = current(releases)
            whole = (releases / "current.json").read_bytes()
            (releases / "current.json").unlink()
            damaged = json.loads(whole) | {"attempt": number}  # another file than the last one
            (releases / "current.json").write_text(json.dumps(damaged))
            damage(fresh)
            status, headers, body = server.get("/doc/agent/zahra.nt")
            assert (status, headers["Nofuz-Release"]) == (200, old.name)
            assert b"the elder" not in body
            shutil.rmtree(fresh, ignore_errors=True)
        build(open_dataset(changed), releases)
        assert b"the elder" in server.get("/doc/agent/zahra.nt")[2]
    assert "Traceback" not in log.read_text()


def test_a_store_that_another_process_has_open_for_writing_is_read(releases):
    with ox_open(current(releases) / "store"):
        assert run("query", COUNT, "--releases", releases).returncode == 0
        with Server(releases, TINY, workers=1, memory_quads=1) as server:
            assert server.get("/sparql?query=ASK%7B%7D")[0] == 200


@contextmanager
def ox_open(path):
    """Hold a store as a program that writes into it does."""
    held = ox.Store(str(path))
    yield
    del held


def test_a_folder_of_releases_that_is_a_file_is_one_line(tmp_path):
    (tmp_path / "releases").write_text("no folder")
    is_one_line(run("query", COUNT, "--releases", tmp_path / "releases"))
    is_one_line(serve(tmp_path / "releases", memory_quads=1))
    is_one_line(run("build", TINY, "--releases", tmp_path / "releases"))
