"""The release that is being served, with its open store and its children.

A web process holds one edition.  When `build` switches in a new release, the
next request opens it while all others go on with the old edition, which stays
until the requests that began with it have ended: no request fails over a switch.
"""

import logging
import threading
from functools import cached_property
from typing import TYPE_CHECKING

from nofuz.archive import CONTEXT_ADDRESS, Archive, Opened
from nofuz.cache import AnswerCache
from nofuz.dataset.queries import NamedQuery, read_queries
from nofuz.errors import CommandError, Unavailable
from nofuz.query.pool import QueryPool
from nofuz.query.work import Tally
from nofuz.release.changes import Changes, changes_of
from nofuz.release.history import Switch, read_history
from nofuz.release.releases import Release, Watch, current_release
from nofuz.settings import Settings
from nofuz.store.patterns import Matching

if TYPE_CHECKING:
    from nofuz.index.reading import Index

_log = logging.getLogger(__name__)

_READY_SECONDS = 30  # until a child takes queries; it needs a fraction of a second


class Edition(Opened):
    """The current release with its query children, its answers and all that was before it."""

    def __init__(self, release: Release, settings: Settings, tally: Tally) -> None:
        self._base = settings.base
        source = release.source(settings.memory_quads)
        super().__init__(release, release.open_store(source), release.date)
        self.history = read_history(settings.releases)
        self._releases = settings.releases
        self.pool = QueryPool(source, settings, settings.web_processes, tally)
        self.answers = AnswerCache(settings.answer_cache // settings.web_processes)
        if not self.pool.is_ready(_READY_SECONDS):
            _log.error("no query's child is ready after %d s", _READY_SECONDS)

    @cached_property
    def matching(self) -> Matching:
        """The statements by pattern."""
        return self.store.matching(self._base)

    @property
    def context_address(self) -> str:
        """Where the JSON-LD context is served."""
        return CONTEXT_ADDRESS

    @cached_property
    def changes(self) -> tuple[Changes | None, ...]:
        """What each switch of the history changed; None where that is not known."""
        return tuple(map(self._changes, self.history))

    def _changes(self, switch: Switch) -> Changes | None:
        try:
            return changes_of(self._releases, switch)
        except CommandError as error:
            _log.error("what a release changed is not told: %s", error)
            return None

    @cached_property
    def sizes(self) -> tuple[int, dict[str, int]]:
        """Number of triples of the default graph, and of each named graph by name."""
        return self.store.size(), self.store.sizes()

    @cached_property
    def index(self) -> "Index":
        """The index of names and wordings, opened when it is first asked.

        Raises:
            Unavailable: it cannot be opened.
        """
        try:
            return self.release.open_index()
        except CommandError as error:
            _log.error("no search: %s", error)
            raise Unavailable("the index of names cannot be opened", retry_after=60) from None

    @cached_property
    def queries(self) -> dict[str, NamedQuery]:
        """The queries with a name, by name."""
        return read_queries(self.store)

    def close(self) -> None:
        """End the children; queries at work run to their deadline."""
        self.pool.close()
        if "index" in vars(self):
            self.index.close()


class Editions:
    """The current edition of a releases folder; safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Open the current release.

        Raises:
            CommandError: there is no release, or its store does not open.
        """
        self._settings = settings
        self.tally = Tally()
        self._lock = threading.Lock()
        self._watch = Watch(settings.releases)
        self.archive = Archive(settings.releases)
        self._retired: set[threading.Timer] = set()
        self._edition = Edition(self._current_release(), settings, self.tally)

    def current(self) -> Edition:
        """Return the edition of the newest release, opening it if it is new."""
        if self._watch.has_changed():
            with self._lock:
                self._switch()
        return self._edition

    def at_once(self) -> Edition | None:
        """Return the edition of the newest release, None if it is still to be opened."""
        return None if self._watch.has_changed() else self._edition

    def close(self) -> None:
        """End every child of every edition."""
        for timer in list(self._retired):
            timer.cancel()
            timer.function()
        self._edition.close()

    def _switch(self) -> None:
        if not self._watch.has_changed():
            return  # another thread has seen to it
        self._watch.look()
        try:
            found = current_release(self._settings.releases)
            if found is None or self._is_served(found):
                return
            fresh = Edition(found, self._settings, self.tally)
        except CommandError as error:
            # A release that does not open never replaces one that does.
            _log.error("the new release is not served: %s", error)
            return
        old, self._edition = self._edition, fresh
        self._retire(old)

    def _is_served(self, found: Release) -> bool:
        # One that left and came back between two requests has a new date: Last-Modified goes up.
        return (found.name, found.date) == (self._edition.name, self._edition.date)

    def _retire(self, old: Edition) -> None:
        """Close an edition when no request can be using it any more."""
        timer = threading.Timer(
            2 * self._settings.query_seconds, lambda: self._close_retired(timer, old)
        )
        timer.daemon = True
        self._retired.add(timer)
        timer.start()

    def _close_retired(self, timer: threading.Timer, old: Edition) -> None:
        self._retired.discard(timer)
        old.close()

    def _current_release(self) -> Release:
        found = current_release(self._settings.releases)
        if found is None:
            raise CommandError(f"no release in {self._settings.releases}: run 'nofuz build' first")
        return found
