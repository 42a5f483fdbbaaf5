"""Remove the oldest releases, where the operator keeps only some."""

import shutil
from pathlib import Path

from nofuz.release.history import History
from nofuz.release.layout import REPLACED

_LEAST = 2


def prune(releases: Path, history: History, keep: int) -> None:
    """Remove all releases but the latest ones; the history and the changes stay whole.

    The one before the current is never removed: requests that began with it,
    and web processes that have not looked yet, still open its store.

    Args:
        releases: folder of the releases.
        history: their switches, the current release last.
        keep: how many to keep, counted from the current one; 0 keeps all.
    """
    if not keep:
        return
    latest = list(dict.fromkeys(switch.name for switch in reversed(history)))
    for name in latest[max(keep, _LEAST) :]:
        if (releases / name).is_dir():
            # Under another name first, so that nobody takes a half removed one for a release.
            shutil.rmtree(releases / REPLACED, ignore_errors=True)
            (releases / name).rename(releases / REPLACED)
            shutil.rmtree(releases / REPLACED)
