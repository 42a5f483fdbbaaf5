"""Name what a release is built from: the dataset's files and the program."""

import hashlib
from importlib.metadata import PackageNotFoundError, version

from nofuz.dataset.folder import Dataset
from nofuz.release.layout import LAYOUT
from nofuz.store.embedded import ENGINE


def source_digest(dataset: Dataset) -> str:
    """Return a name for the folder's state and the versions that shape a release."""
    parts = (dataset.digest(), _program(), str(LAYOUT), ENGINE)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _program() -> str:
    try:
        return version("nofuz")
    except PackageNotFoundError:  # run from its source tree
        return "not installed"
