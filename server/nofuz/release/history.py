"""Tell when each release became the current one.

`history.json` stands beside the releases, because a release holds no date: the
same dataset gives the same bytes whenever it is built.  Each entry is a switch;
a release that comes back after another one has an entry for each time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nofuz.errors import CommandError
from nofuz.release import files
from nofuz.release.layout import CURRENT, HISTORY, LAYOUT, MANIFEST

_SECOND = timedelta(seconds=1)  # HTTP knows no smaller one


@dataclass(frozen=True)
class Switch:
    """A release became current: its name, when (UTC, whole seconds), and after which one.

    `number` counts from 1 and stays what it is, since switches are only added.
    """

    number: int
    name: str
    date: datetime
    predecessor: str | None


History = tuple[Switch, ...]
"""All switches, oldest first; each is later than the one before it."""


def read_history(releases: Path) -> History:
    """Return the switches up to the one that made the current release current.

    A folder of an older program has no history file; there a release counts as
    switched in when its manifest was written, the current one last.

    Raises:
        CommandError: the history or `current.json` cannot be read.
    """
    current = files.read_json(releases / CURRENT)
    return () if current is None else _history(releases, str(current.get("release")))


def with_switch(releases: Path, name: str) -> History:
    """Return the history with a switch that is about to happen.

    Raises:
        CommandError: the history cannot be read.
    """
    try:
        history = read_history(releases)
    except CommandError:  # a damaged current.json is about to be replaced
        history = _numbered(_written(releases / HISTORY))
    if history and history[-1].name == name:
        return history
    dates = [(switch.name, switch.date) for switch in history]
    return _numbered([*dates, (name, datetime.now(UTC))])


def write_history(releases: Path, history: History) -> None:
    """Write all switches; to be called by the build that holds the lock, before it switches."""
    content = [{"date": switch.date.isoformat(), "release": switch.name} for switch in history]
    files.replace(releases / HISTORY, files.to_json({"switches": content}))


def date_of(path: Path) -> datetime:
    """Return when the release in a folder last became current, or when it was written.

    Raises:
        CommandError: it is no release, or the history cannot be read.
    """
    found = [switch.date for switch in read_history(path.parent) if switch.name == path.name]
    date = found[-1] if found else _date_of_manifest(path)
    if date is None:
        raise CommandError(f"{path} is no release: build it again")
    return date


def _history(releases: Path, current: str) -> History:
    dates = _written(releases / HISTORY)
    if current in {name for name, _ in dates}:
        # What follows it was never served: a build was killed before its switch.
        while dates[-1][0] != current:
            dates.pop()
        return _numbered(dates)
    if not dates:
        dates = sorted(_found(releases, without=current), key=lambda found: found[::-1])
    date = _date_of_manifest(releases / current)
    return _numbered([*dates, (current, date)] if date else dates)


def _numbered(dates: Iterable[tuple[str, datetime]]) -> History:
    switches: list[Switch] = []
    for name, date in dates:
        before = switches[-1] if switches else None
        second = date.replace(microsecond=0)
        if before:  # the clock may have been set back, or a second is not over
            second = max(second, before.date + _SECOND)
        switches.append(Switch(len(switches) + 1, name, second, before.name if before else None))
    return tuple(switches)


def _written(path: Path) -> list[tuple[str, datetime]]:
    content = files.read_json(path)
    if content is None:
        return []
    try:
        return [
            (str(switch["release"]), datetime.fromisoformat(switch["date"]).astimezone(UTC))
            for switch in content["switches"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: put it right or away ({error!r})") from None


def _found(releases: Path, without: str) -> Iterator[tuple[str, datetime]]:
    """Return the other releases of a folder that this program can serve, with their dates."""
    for manifest in releases.glob(f"*/{MANIFEST}"):
        path = manifest.parent
        try:
            content = files.read_json(manifest) or {}
        except CommandError:  # a damaged one that is not served is nobody's trouble
            continue
        date = _date_of_manifest(path)
        if date and path.name == content.get("name") != without and content.get("layout") == LAYOUT:
            yield path.name, date


def _date_of_manifest(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(int((path / MANIFEST).stat().st_mtime), UTC)
    except OSError:
        return None
