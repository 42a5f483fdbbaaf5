"""Releases that are not the current one any more, opened when somebody asks for them.

A few stay open.  They have no children, for nobody queries them: their documents
are looked up, and their dumps are files.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from nofuz.errors import CommandError
from nofuz.release.header import Header, header
from nofuz.release.releases import Release, open_release
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.json_ld import Compactor

CONTEXT_ADDRESS = "/context.jsonld"
"""Where the JSON-LD context of the current release is served."""

_OPEN = 4
_KNOWN = 64


class Opened:
    """A release that is open for our own look-ups."""

    def __init__(self, release: Release, store: EmbeddedStore, date: datetime) -> None:
        """Take what is open.

        Args:
            release: the release.
            store: its content.
            date: since when it is served as it is.
        """
        self.release = release
        self.name = release.name
        self.date = date
        self.store = store
        self.kept: dict[Hashable, Any] = {}
        """What one page has worked out and the next may use, since a release never changes."""

    @cached_property
    def header(self) -> Header:
        """What the dataset says of itself."""
        return header(self.store)

    @cached_property
    def compactor(self) -> Compactor:
        """The writer of JSON-LD by the release's own context."""
        return Compactor(self.release.context, self.context_address)

    @property
    def context_address(self) -> str:
        """Where that context is served; by its path alone, so that it is found on any host."""
        return f"/release/{self.name}{CONTEXT_ADDRESS}"


class Archive:
    """The releases of a folder by name; safe to use from several threads."""

    def __init__(self, releases: Path) -> None:
        self._releases = releases
        self._lock = threading.Lock()
        self._opened: OrderedDict[str, Opened] = OrderedDict()
        self._release = lru_cache(_KNOWN)(lambda name: open_release(releases / name))

    def release(self, name: str) -> Release:
        """Return a release without opening its store.

        Args:
            name: from the history, never from a request.

        Raises:
            CommandError: it is not kept, damaged or of another layout.
        """
        if not (self._releases / name).is_dir():
            raise CommandError(f"release {name} is not kept")
        return self._release(name)

    def is_kept(self, name: str) -> bool:
        """Return whether a release can be served."""
        try:
            return bool(self.release(name))
        except CommandError:
            return False

    def opened(self, name: str, date: datetime, store: EmbeddedStore | None = None) -> Opened:
        """Return a release with its store; the one that was asked for longest ago is closed.

        Args:
            name: from the history, never from a request.
            date: what to tell as the date of its documents.
            store: its content, where that is open already.

        Raises:
            CommandError: it is not kept, or its store does not open.
        """
        release = self.release(name)
        with self._lock:
            found = self._opened.pop(name, None)
            if found is None:
                opened = store or release.open_store(release.store_path)
                found = Opened(release, opened, date)
            self._opened[name] = found
            if len(self._opened) > _OPEN:
                self._opened.popitem(last=False)  # closed when no request holds it
        return found
