"""Keep what differs between two releases that followed one another.

    changes/<from>-<to>/changes.json    how many IRIs and quads, and the digests of the patch
    changes/<from>-<to>/iris.tsv        each IRI and what happened to it, sorted
    changes/<from>-<to>/patch.rdfp.*    the quads that went and came, as an RDF Patch

A folder follows from its two releases alone, so it is made once and serves
whenever the one follows the other.  Of the first release it says that every IRI
was added, and has no patch: the dump is that.
"""

import mmap
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from nofuz.release import files
from nofuz.release.comparison import Change
from nofuz.release.dumps import Digest
from nofuz.release.history import Switch
from nofuz.release.layout import CHANGES

PAGE = 1000
"""IRIs that stand together on one page."""

PATCH = "patch.rdfp"
"""Name of the patch as it is read, without the suffix of its compression."""

IRIS = "iris.tsv"
SUMMARY = "changes.json"


class Changed(NamedTuple):
    """An IRI and what happened to it."""

    iri: str
    change: Change


@dataclass(frozen=True)
class Changes:
    """What differs between a release and the one before it."""

    path: Path
    summary: dict[str, Any]

    @property
    def counts(self) -> dict[Change, int]:
        """How many IRIs each thing happened to."""
        return {change: int(self.summary["iris"].get(change, 0)) for change in Change}

    @property
    def pages(self) -> int:
        """Number of pages; none when nothing happened to any IRI."""
        return len(self.summary["pages"])

    @property
    def files(self) -> dict[str, Digest]:
        """The patch as it is stored, by name; empty for the first release."""
        return dict(self.summary["files"])

    @property
    def contents(self) -> dict[str, Digest]:
        """The patch as it is read, by name; empty for the first release."""
        return dict(self.summary["contents"])

    def page(self, number: int) -> list[Changed]:
        """Return one page, counted from 1; each but the last has PAGE entries."""
        with (self.path / IRIS).open("rb") as file:
            file.seek(self.summary["pages"][number - 1])
            return [_changed(line) for line in islice(file, PAGE)]

    def of(self, iri: str) -> Change | None:
        """Return what happened to an IRI, None for nothing; the file is sorted and not read."""
        wanted = f"{iri}\t".encode()
        low, high = 0, len(self._text)
        while low < high:  # the first line that is not smaller begins at low
            middle = self._text.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._text.find(b"\n", middle) + 1
            if self._text[middle:end] < wanted:
                low = end
            else:
                high = middle
        end = self._text.find(b"\n", low) + 1
        line = self._text[low:end]
        return _changed(line).change if line.startswith(wanted) else None

    @cached_property
    def _text(self) -> mmap.mmap | bytes:
        with (self.path / IRIS).open("rb") as file:
            try:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:  # an empty file cannot be mapped
                return b""


def changes_of(releases: Path, switch: Switch) -> Changes | None:
    """Return what a switch changed; None where nobody looked, as in an older program's folder.

    Raises:
        CommandError: the file that says it is damaged.
    """
    path = changes_folder(releases, switch)
    summary = files.read_json(path / SUMMARY)
    return None if summary is None else Changes(path, summary)


def changes_folder(releases: Path, switch: Switch) -> Path:
    """Return the folder for what a switch changed."""
    return releases / CHANGES / f"{switch.predecessor or 'nothing'}-{switch.name}"


def line_of(changed: Changed) -> bytes:
    """Return the line that stands for what happened to an IRI."""
    return f"{changed.iri}\t{changed.change}\n".encode()


def _changed(line: bytes) -> Changed:
    iri, _, change = line.decode().rstrip("\n").partition("\t")
    return Changed(iri, Change(change))
