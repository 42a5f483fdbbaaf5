"""Open releases, and notice when another one becomes current."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nofuz.dataset.folder import Dataset
from nofuz.errors import CommandError
from nofuz.release.files import read_json
from nofuz.release.history import date_of
from nofuz.release.layout import (
    CONTEXT,
    CURRENT,
    DUMP,
    INDEX,
    LAYOUT,
    MANIFEST,
    SITEMAP,
    STATISTICS,
    STORE,
)
from nofuz.release.source import source_digest
from nofuz.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from nofuz.index.reading import Index

_MEMBERS = {"base", "contents", "counts", "engine", "files", "name"}


@dataclass(frozen=True)
class Release:
    """A release on disk; its name is the digest of its content."""

    path: Path
    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        """The release's name: 16 hexadecimal digits, the ETag of all that is served from it."""
        return str(self.manifest["name"])

    @property
    def dump(self) -> Path:
        """The whole content as sorted N-Quads, compressed with gzip."""
        return self.path / DUMP

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """The dumps as they are stored, by name: "sha256" and "size" of each."""
        return dict(self.manifest["files"])

    @property
    def all_files(self) -> dict[str, dict[str, Any]]:
        """The dumps, the descriptions and the index, by name: "sha256" and "size" of each."""
        return {**self.files, **self.manifest["descriptions"]}

    @property
    def statistics(self) -> Path:
        """What is measured of the release, in VoID as sorted N-Triples."""
        return self.path / STATISTICS

    @property
    def sitemap(self) -> Path:
        """The published addresses of all documents, a line each."""
        return self.path / SITEMAP

    @property
    def contents(self) -> dict[str, dict[str, Any]]:
        """The dumps as they are read, uncompressed, by name: "sha256" and "size" of each."""
        return dict(self.manifest["contents"])

    @cached_property
    def date(self) -> datetime:
        """When the release last became the current one: UTC, whole seconds.

        Raises:
            CommandError: the history of the releases cannot be read.
        """
        return date_of(self.path)

    @cached_property
    def context(self) -> dict[str, Any]:
        """The JSON-LD context of what is served from the release.

        Raises:
            CommandError: it is missing or damaged.
        """
        content = read_json(self.path / CONTEXT)
        if content is None:
            raise CommandError(f"{self.path} has no {CONTEXT}: build it again")
        return content

    @property
    def store_path(self) -> Path:
        """The folder of the store on disk."""
        return self.path / STORE

    def source(self, memory_quads: int) -> Path:
        """Return what `EmbeddedStore.open` reads fastest.

        Args:
            memory_quads: the most quads that a process may hold in memory.
        """
        return self.dump if self.manifest["counts"]["quads"] <= memory_quads else self.store_path

    @cached_property
    def store(self) -> EmbeddedStore:
        """The release's store, opened when it is first needed.

        Raises:
            CommandError: the store is missing or damaged.
        """
        return self.open_store(self.store_path)

    def verify(self, memory_quads: int) -> None:
        """Look whether the release can be served, without reading it into memory.

        Args:
            memory_quads: the most quads that a process may hold in memory.

        Raises:
            CommandError: what it would be served from is missing or damaged.
        """
        _ = self.store, self.date
        self._verify(self.source(memory_quads))

    def _verify(self, source: Path) -> None:
        """Compare a dump with what was built; a store is verified by the engine that opens it."""
        if source == self.dump and _digest(source) != self.files[DUMP]["sha256"]:
            raise CommandError(f"{source} is not what was built: build it again")

    def open_store(self, source: Path) -> EmbeddedStore:
        """Open what `source` names.

        Raises:
            CommandError: it is missing or damaged.
        """
        self._verify(source)
        try:
            return EmbeddedStore.open(source)
        except OSError as error:
            raise CommandError(f"{source} cannot be opened: build it again ({error})") from None

    def open_index(self) -> "Index":
        """Open the index of names and wordings.

        Raises:
            CommandError: it is missing, damaged or not what was built.
        """
        # Only here, since many a process is never asked, and SQLite takes memory.
        from nofuz.index.reading import Index

        path = self.path / INDEX
        if _digest(path) != self.all_files[INDEX]["sha256"]:
            raise CommandError(f"{path} is not what was built: build it again")
        try:
            return Index(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: build it again ({error})") from None


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, nothing for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def current_release(releases: Path) -> Release | None:
    """Return the release to serve, or None if none was ever built.

    Raises:
        CommandError: the current release is missing, damaged or of another layout.
    """
    current = read_json(releases / CURRENT)
    return None if current is None else open_release(releases / str(current.get("release")))


def open_release(path: Path) -> Release:
    """Return the release in a folder.

    Raises:
        CommandError: it is missing, damaged or of another layout.
    """
    manifest = read_json(path / MANIFEST)
    if manifest is None or not (path / STORE).is_dir() or not (path / INDEX).is_file():
        raise CommandError(f"{path} is no release: build it again")
    is_ours = manifest.get("layout") == LAYOUT and manifest.keys() >= _MEMBERS
    if not is_ours or manifest["name"] != path.name:
        raise CommandError(f"{path} was built by another version of nofuz: build it again")
    return Release(path, manifest)


def is_current(dataset: Dataset, releases: Path) -> bool:
    """Whether there is a release to serve, built from the dataset's files as they are now.

    Raises:
        CommandError: a file of the dataset cannot be read.
    """
    source = source_digest(dataset)
    try:
        current = read_json(releases / CURRENT) or {}
        return current.get("source") == source and current_release(releases) is not None
    except CommandError:  # what is damaged is built again
        return False


class Watch:
    """Notices that another release became current; a look costs one stat."""

    def __init__(self, releases: Path) -> None:
        self._path = releases / CURRENT
        self._seen = _identity(self._path)

    def has_changed(self) -> bool:
        """Return whether `current.json` is another file than when it was last looked at."""
        now = _identity(self._path)
        return now is not None and now != self._seen

    def look(self) -> None:
        """Take the file that is there now for the one that is known."""
        self._seen = _identity(self._path)


def _identity(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
