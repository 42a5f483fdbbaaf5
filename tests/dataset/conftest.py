"""A dataset as small as a dataset can be, and ways to spoil it."""

import shutil
from pathlib import Path

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.dataset.syntax import read
from nofuz.namespaces import BASE, PREFIXES

TINY = Path(__file__).parents[1] / "data" / "tiny"

# All on one line, so that what follows begins in line 2.
HEADER = " ".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()) + "\n"


class Folder:
    """A copy of the tiny dataset, to be changed by a test."""

    header = HEADER

    def __init__(self, path):
        self.path = path
        self.base = BASE

    def add(self, name, turtle):
        """Add a file; every prefix is declared in its first line."""
        (self.path / name).write_text(HEADER + turtle, "utf-8")
        return self

    def replace(self, name, old, new):
        """Change a file where it holds just one such text."""
        path = self.path / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
        return self

    @property
    def dataset(self):
        return open_dataset(self.path, self.base)

    @property
    def graphs(self):
        graphs, unread = read(self.dataset)
        assert not unread
        return graphs


@pytest.fixture
def folder(tmp_path):
    return Folder(Path(shutil.copytree(TINY, tmp_path / "dataset")))
