"""A dataset as small as a dataset can be, and builds in processes of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nofuz
from nofuz.dataset.folder import open_dataset

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.fixture
def folder(tmp_path):
    """A copy of the tiny dataset, to be changed by the test."""
    return Path(shutil.copytree(TINY, tmp_path / "dataset"))


@pytest.fixture
def dataset(folder):
    return open_dataset(folder)


@pytest.fixture
def changed(tmp_path):
    """The tiny dataset with another label."""
    folder = Path(shutil.copytree(TINY, tmp_path / "changed"))
    agents = folder / "instances" / "agents.ttl"
    agents.write_text(agents.read_text().replace('"Zahra"@en', '"Zahra the elder"@en'))
    return open_dataset(folder)


@pytest.fixture
def releases(tmp_path):
    return tmp_path / "releases"


_PROGRAM = """
import os, resource, signal, sys
from pathlib import Path
from nofuz.dataset.folder import open_dataset
from nofuz.errors import CommandError
from nofuz.release.build import build

def on_progress(step):
    event = step.name + (" begins" if step.seconds is None else " ends")
    os.write(1, (event + "\\n").encode())
    if event == os.environ.get("KILL_AT"):
        os.kill(os.getpid(), signal.SIGKILL)

if "LARGEST_FILE" in os.environ:
    size = int(os.environ["LARGEST_FILE"])
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    print(build(open_dataset(Path(sys.argv[1])), Path(sys.argv[2]), on_progress))
except CommandError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def start_build(releases):
    """Start a build in a process of its own; keywords become its environment."""

    def start(dataset, **environment):
        path = os.pathsep.join([str(Path(nofuz.__file__).parents[1]), *sys.path])
        return subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, dataset.path, releases],
            env={**os.environ, "PYTHONPATH": path, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start
