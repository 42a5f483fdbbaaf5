"""A disk that is full while a release is built: a real one, in memory and of a few hundred KiB."""

import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.live import NOFUZ

TINY = Path(__file__).parents[1] / "data" / "tiny"
KIBIBYTE = 1024

# Mounts a disk that only this program sees, builds a release on it, and another one again and
# again with ever more room; prints what each build said and what is there afterwards.
_PROGRAM = """
import json, os, subprocess, sys
from pathlib import Path

nofuz, old, new, disk, size = sys.argv[1:]
subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", disk], check=True)
releases, filler = Path(disk, "releases"), Path(disk, "filler")

def run(*arguments):
    command = [nofuz, *arguments, "--releases", releases]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout.strip(), done.stderr.splitlines()

def names():
    return sorted(entry.name for entry in releases.iterdir())

first, before = run("build", old), names()
attempts = []
for room in range(0, 100_000_000, 48 * 1024):
    filler.write_bytes(b"")
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize
    filler.write_bytes(bytes(max(0, free - room)))
    attempts.append((room, run("build", new), names() == before, run("query", "ASK {}")))
    if attempts[-1][1][0] == 0:
        break
print(json.dumps([first, attempts]))
"""


@pytest.fixture
def attempts(tmp_path):
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        pytest.skip("the system does not permit a disk of one's own")
    new = Path(shutil.copytree(TINY, tmp_path / "new"))
    agents = new / "instances/agents.ttl"
    agents.write_text(agents.read_text().replace('"Zahra"', '"Zahra the elder"'))
    disk = tmp_path / "disk"
    disk.mkdir()
    arguments = [NOFUZ, TINY, new, disk, 4000 * KIBIBYTE]
    command = [sys.executable, "-c", textwrap.dedent(_PROGRAM), *map(str, arguments)]
    reply = subprocess.run(
        ["unshare", "--mount", *command], capture_output=True, text=True, check=True
    )
    return json.loads(reply.stdout)


def test_a_full_disk_is_one_line_and_the_old_release_stays_until_there_is_room(attempts):
    (code, name, _), tried = attempts
    assert code == 0
    *failed, (_, (code, fresh, _), _, answered) = tried
    assert len(failed) >= 5
    for _, (status, output, lines), is_unchanged, asked in failed:
        assert (status, output, len(lines)) == (1, "", 1)
        assert lines[0].startswith("nofuz: cannot write a release into ")
        assert lines[0].endswith(("No space left on device", "disk is full"))
        assert is_unchanged
        assert asked[:2] == [0, "yes"]
    assert code == 0
    assert fresh != name
    assert answered[:2] == [0, "yes"]
