"""Gather what there is to tell of releases, for people and for machines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from nofuz.archive import Archive
from nofuz.edition import Edition
from nofuz.errors import CommandError
from nofuz.history.wording import summary
from nofuz.release.changes import Changed, Changes
from nofuz.release.comparison import Change
from nofuz.release.history import Switch

_NO_THINGS = ("graphs", "quads")
_NONE: Mapping[str, Any] = {"counts": {}, "files": {}, "contents": {}}


@dataclass(frozen=True)
class ToldSwitch:
    """When a release became current, and what it changed of the one before it."""

    switch: Switch
    changes: Changes | None

    @property
    def summary(self) -> str:
        """What changed, in a sentence."""
        return summary(self.changes, self.switch.predecessor)

    @property
    def counts(self) -> dict[Change, int]:
        """How many IRIs each thing happened to, without noughts."""
        counts = self.changes.counts if self.changes else {}
        return {change: number for change, number in counts.items() if number}

    def iris(self, most: int) -> list[Changed]:
        """Return what happened to which IRI, up to a number of them."""
        return list(islice(self._iris(), most))

    def _iris(self) -> Iterator[Changed]:
        for page in range(self.changes.pages if self.changes else 0):
            yield from self.changes.page(page + 1) if self.changes else ()


@dataclass(frozen=True)
class ToldRelease:
    """A release: when it was current, what it holds and which files it has."""

    name: str
    switches: list[ToldSwitch]
    manifest: Mapping[str, Any]
    is_current: bool

    @property
    def is_kept(self) -> bool:
        """Whether it can be fetched."""
        return self.manifest is not _NONE

    @property
    def date(self) -> datetime:
        """When it first became current."""
        return self.switches[0].switch.date

    @property
    def counts(self) -> Mapping[str, int]:
        """How many quads, graphs and things of each kind it holds; empty when it is not kept."""
        counts: Mapping[str, int] = self.manifest["counts"]
        return counts

    @property
    def things(self) -> int:
        """How many things it holds, of all kinds."""
        return sum(number for kind, number in self.counts.items() if kind not in _NO_THINGS)

    @property
    def files(self) -> Mapping[str, Mapping[str, Any]]:
        """Its files as they are stored, by name: "sha256" and "size" of each."""
        files: Mapping[str, Mapping[str, Any]] = self.manifest["files"]
        return files


def told_releases(edition: Edition, archive: Archive) -> list[ToldRelease]:
    """Return all releases, the one that became current last first."""
    by_name: dict[str, list[ToldSwitch]] = {}
    for switch, changes in zip(edition.history, edition.changes, strict=True):
        by_name.setdefault(switch.name, []).append(ToldSwitch(switch, changes))
    return [
        ToldRelease(name, switches, _manifest(archive, name), name == edition.name)
        for name, switches in sorted(by_name.items(), key=lambda each: -each[1][-1].switch.number)
    ]


def _manifest(archive: Archive, name: str) -> Mapping[str, Any]:
    try:
        return archive.release(name).manifest
    except CommandError:
        return _NONE
