"""The time of what is said: how precisely it is told, and whether a day lies in it.

Extended Date/Time Format (EDTF, Library of Congress, 4 February 2019), levels 0
and 1, as far as it is put into words here; what goes beyond is shown as it
stands.  The bounds were derived by the build.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal

from flask import g
from flask_babel import format_date, gettext

from nofuz.errors import MalformedRequest
from nofuz.store.terms import Term

Holding = Literal["then", "open", "other"]
"""Whether something is said of a day: of it, of no time that tells, or of another time."""

_SIMPLE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
_MONTHS = 12  # the numbers after them are seasons
_OPEN = {"", ".."}
_KEPT = 5_000


@dataclass(frozen=True)
class Times:
    """All that a proposition tells of its time."""

    when: tuple[str, ...] = ()
    """When it is, or within which it is, in EDTF."""
    as_of: tuple[str, ...] = ()
    """Moments at which it is said to be going on, in EDTF."""
    words: tuple[str, ...] = ()
    """The time as it is worded in a source."""
    anchors: tuple[Term, ...] = ()
    """Documents or propositions from whose time a relative one is counted."""
    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def of(cls, facts: Mapping[str, list[Term]]) -> "Times":
        """Take the times out of the values of a proposition's properties, by local name."""
        return cls(
            _texts(facts, "when"),
            _texts(facts, "asOf"),
            _texts(facts, "whenText"),
            tuple(facts.get("whenAnchor", ())),
            _first_day(_texts(facts, "earliest")),
            _first_day(_texts(facts, "latest")),
        )

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.when or self.as_of or self.words)

    @cached_property
    def order(self) -> tuple[date, date]:
        """What comes first where things stand in the order of time; undated ones come last."""
        days = [day for day in (self.earliest, self.latest, *map(day_of, self.as_of)) if day]
        first = days[0] if days else date.max
        return first, self.latest or date.max

    @property
    def first_year(self) -> int | None:
        """The year of the first day on which it can have been, None where no date is told."""
        first = self.order[0]
        return None if first == date.max else first.year

    def holding(self, day: date) -> Holding:
        """Return whether it is said of a day.

        A state that is said to be going on at another moment may have been going on
        then or not: nobody says so, and nobody says otherwise.
        """
        if any(_is_in(day, told) for told in self.as_of):
            return "then"
        if not self.when:
            return "open"
        begun = self.earliest is None or self.earliest <= day
        return "then" if begun and (self.latest is None or day <= self.latest) else "other"


def asked_day(text: str | None) -> date | None:
    """Return the day that a reader asks for, None where there is none.

    Raises:
        MalformedRequest: it is no date.
    """
    if not text:
        return None
    found = day_of(text) if len(text) == len("2020-01-02") else None
    if found is None:
        raise MalformedRequest("a day is written like 2020-01-02")
    return found


def day_of(text: str) -> date | None:
    """Return the first day of a date in EDTF or of xsd:date, None for any other text.

    >>> day_of("2014-05"), day_of("2014-22"), day_of("2014-02-30")
    (datetime.date(2014, 5, 1), None, None)
    """
    simple = _SIMPLE.fullmatch(text)
    if simple is None:
        return None
    year, month, day, _ = simple.groups()
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def told(edtf: str) -> str:
    """Return a time in words that keep its precision, in the language of the page."""
    return _told(edtf, g.get("language"))


@lru_cache(_KEPT)
def _told(edtf: str, _: str | None) -> str:
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _simple(edtf)
    if begin in _OPEN:
        return str(gettext("until %(end)s", end=_simple(end)))
    if end in _OPEN:
        return str(gettext("from %(begin)s on", begin=_simple(begin)))
    return str(gettext("from %(begin)s to %(end)s", begin=_simple(begin), end=_simple(end)))


def precision(times: Times) -> str:
    """Return how precisely a time is told, in the language of the page."""
    if times.when:
        return str(_precision(times.when[0]))
    if times.as_of:
        return str(gettext("going on then, begin and end not told"))
    return str(gettext("only in words") if times.words else gettext("no time told"))


def _precision(edtf: str) -> Any:
    found = _SIMPLE.fullmatch(edtf)
    if found is None:
        return gettext("a span of time") if "/" in edtf else gettext("as it stands")
    _, month, day, doubt = found.groups()
    if doubt:
        return gettext("not for certain")
    if day:
        return gettext("to the day")
    if not month:
        return gettext("to the year")
    return gettext("to the season") if int(month) > _MONTHS else gettext("to the month")


def _simple(text: str) -> str:
    found = _SIMPLE.fullmatch(text)
    if found is None:
        return text
    year, month, day, doubt = found.groups()
    plain = _plain(text.rstrip("~?%"), year, int(month or 0), day)
    if doubt == "~":
        return str(gettext("about %(time)s", time=plain))
    if doubt == "?":
        return str(gettext("perhaps %(time)s", time=plain))
    if doubt == "%":
        return str(gettext("perhaps about %(time)s", time=plain))
    return plain


def _plain(text: str, year: str, month: int, day: str | None) -> str:
    if month > _MONTHS:
        return _season(month, year)
    first = day_of(text)
    if first is None or not month:
        return text
    return str(format_date(first, "d MMMM y" if day else "MMMM y"))


def _season(number: int, year: str) -> str:
    return {
        21: str(gettext("spring %(year)s", year=year)),
        22: str(gettext("summer %(year)s", year=year)),
        23: str(gettext("autumn %(year)s", year=year)),
        24: str(gettext("winter %(year)s", year=year)),
    }[number]


def _is_in(day: date, edtf: str) -> bool:
    """Return whether a day lies in a date of EDTF, which may be a month or a year."""
    found = _SIMPLE.fullmatch(edtf)
    return bool(found) and day.isoformat().startswith(edtf.rstrip("~?%"))


def _first_day(texts: Iterable[str]) -> date | None:
    return next((day for day in map(day_of, texts) if day), None)


def _texts(facts: Mapping[str, list[Term]], name: str) -> tuple[str, ...]:
    return tuple(term.value for term in facts.get(name, ()))
