"""Tell once a second what cannot be told request by request: gauges, and what threads count."""

import asyncio

from nofuz.edition import Edition, Editions
from nofuz.query.work import KILLS
from nofuz.telemetry import series
from nofuz.telemetry.lines import Lines
from nofuz.telemetry.series import Family
from nofuz.telemetry.slots import Slot

_SECONDS = 1.0


class Pulse:
    """Writes into the numbers of a web process; to be used in its event loop."""

    def __init__(self, slot: Slot, editions: Editions, lines: Lines) -> None:
        self._slot = slot
        self._editions = editions
        self._lines = lines
        self._told: dict[tuple[Family, *tuple[str, ...]], float] = {}
        self._edition: Edition | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell now, and from now on every second."""
        loop.call_later(_SECONDS, self.start, loop)
        self.beat()

    def beat(self) -> None:
        """Tell how things are now."""
        edition = self._editions.at_once()
        if edition is not None:
            self._tell_edition(edition)
        tally = self._editions.tally
        self._add(series.CHILD_STARTS, now=tally.starts)
        self._add(series.CHILD_SECONDS, now=tally.seconds)
        self._add(series.QUEUE_REFUSALS, now=tally.refusals)
        for cause in KILLS:
            self._add(series.KILLS, cause, now=tally.ends[cause])
        self._add(series.LOST_LINES, now=self._lines.lost)
        self._slot.meter.set(series.WEB_PROCESSES, value=1)

    def _tell_edition(self, edition: Edition) -> None:
        if edition is not self._edition:
            self._edition = edition
            self._told.pop((series.CACHE_EVICTIONS,), None)  # each edition has a cache of its own
            self._slot.tell_release(edition.name)
        idle, busy = edition.pool.children()
        meter = self._slot.meter
        meter.set(series.CHILDREN, "idle", value=idle)
        meter.set(series.CHILDREN, "busy", value=busy)
        meter.set(series.CACHE_BYTES, value=edition.answers.bytes)
        self._add(series.CACHE_EVICTIONS, now=edition.answers.evictions)

    def _add(self, family: Family, *labels: str, now: float) -> None:
        """Add to a counter what has come since the last time."""
        before = self._told.get((family, *labels), 0)
        if now != before:
            self._slot.meter.add(family, *labels, amount=now - before)
            self._told[family, *labels] = now
