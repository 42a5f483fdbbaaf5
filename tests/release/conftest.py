"""A dataset as small as a dataset can be."""

import shutil
from pathlib import Path

import pytest

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.fixture
def folder(tmp_path):
    """A copy of the tiny dataset, to be changed by the test."""
    return Path(shutil.copytree(TINY, tmp_path / "dataset"))
