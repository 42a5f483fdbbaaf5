"""A build that is killed at any of its last steps on disk leaves a release that stands."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nofuz
from nofuz.release.build import build
from nofuz.release.releases import current_release

# An audit hook (PEP 578) sees each step before it is done.  A process that has read the modules
# forks for each attempt, and kills itself before its nth step of those that follow the content.
_PROGRAM = """
import json, os, shutil, signal, sys
from pathlib import Path
from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build

before, folder, dataset = map(Path, sys.argv[1:])
STEPS = ("os.rename", "os.mkdir", "os.remove", "shutil.rmtree")

def killing(releases, number):
    count, begun = 0, False

    def watch(event, arguments):
        nonlocal count, begun
        name = str(arguments[0]) if arguments else ""
        begun = begun or name.endswith("SHA256SUMS")
        is_written = event == "open" and str(arguments[1])[:1] == "w"
        if begun and name.startswith(str(releases)) and (is_written or event in STEPS):
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    return watch

number, status = 0, -1
while status:
    number += 1
    releases = Path(shutil.copytree(before, folder / str(number)))
    if not os.fork():
        sys.addaudithook(killing(releases, number))
        build(open_dataset(dataset), releases)
        os._exit(0)
    status = os.wait()[1]
print(number - 1)
"""
_LEFT = {".lock", ".building", ".comparing", ".replaced", ".current.json.new", ".history.json.new"}


def test_a_build_killed_before_any_of_its_last_steps_leaves_a_release(
    dataset, changed, releases, tmp_path
):
    old = build(dataset, releases)
    path = os.pathsep.join([str(Path(nofuz.__file__).parents[1]), *sys.path])
    reply = subprocess.run(
        [sys.executable, "-c", _PROGRAM, releases, tmp_path / "killed", changed.path],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    killed = int(reply.stdout)
    assert killed > 15
    new = build(changed, releases)
    known = {entry.name for entry in releases.iterdir()}
    for number in range(1, killed + 2):
        folder = tmp_path / "killed" / str(number)
        found = current_release(folder)
        found.verify(0)
        found.verify(10**9)
        assert found.store.ask("ASK { ?s ?p ?o }")
        assert found.name == (old if number <= killed else new)
        assert {entry.name for entry in folder.iterdir()} <= known | _LEFT


def test_what_a_killed_build_has_left_is_cleared_by_the_next(dataset, changed, releases):
    build(dataset, releases)
    for name in (".building", ".comparing", ".replaced"):
        shutil.copytree(current_release(releases).path, releases / name)
    for name in (".current.json.new", ".history.json.new"):
        (releases / name).write_text(json.dumps({"release": "half of a na"}))
    new = build(changed, releases)
    assert current_release(releases).name == new
    assert {entry.name for entry in releases.iterdir()} & _LEFT == {".lock"}
