"""Keep two builds into the same folder apart."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nofuz.release.layout import LOCK


@contextmanager
def exclusive(releases: Path) -> Iterator[None]:
    """Hold the folder of releases; wait while another build holds it.

    The system lets go of the lock when its process ends, however it ends.
    """
    with (releases / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
