"""Spans of time, one below the other, with as much doubt as the sources leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nofuz.pages.pictures.shapes import Box, Path, Picture, Words
from nofuz.pages.statements import Statement
from nofuz.pages.times import day_of

LETTERS = 40
"""How many letters there is room for before a line."""

MOST = 80
"""How many lines a picture has; the list beside it has all."""

_WIDTH, _LABELS, _EDGE = 760, 270, 14
_ROW, _TOP = 26, 30

_TICKS = 8


@dataclass(frozen=True)
class _Scale:
    """Where each day lies."""

    first: int
    last: int

    def x(self, day: date) -> float:
        share = (day.toordinal() - self.first) / max(self.last - self.first, 1)
        return round(_LABELS + _EDGE + share * (_WIDTH - _LABELS - 2 * _EDGE), 1)


def dated(found: Sequence[Statement]) -> list[Statement]:
    """Return the statements that have a place on a time line, in the order of time.

    A longer time line than of MOST cannot be read.
    """
    placed = [one for one in found if _days(one)]
    return sorted(placed, key=lambda one: (one.times.order, one.thing))[:MOST]


def draw(found: Sequence[Statement], labels: Sequence[str]) -> Picture:
    """Draw a line for each statement.

    A bar is the span within which it lies, open at an end that nobody tells; a
    diamond is a moment at which it is said to be going on.

    Args:
        found: statements with a date, in the order in which they are to stand.
        labels: what to write before each, at most LETTERS long.
    """
    days = [day for one in found for day in _days(one)]
    scale = _Scale(*_years(min(days), max(days)))
    picture = Picture(_WIDTH, _TOP + _ROW * len(found) + 6)
    _draw_axis(picture, scale)
    for number, (one, label) in enumerate(zip(found, labels, strict=True)):
        y = _TOP + _ROW * (number + 0.5)
        picture.write(0, y, [label], "start")
        _draw_span(picture, scale, one, y)
    return picture


def _draw_axis(picture: Picture, scale: _Scale) -> None:
    first, last = date.fromordinal(scale.first).year, date.fromordinal(scale.last).year
    step = -(-(last - first) // _TICKS) or 1
    for year in range(first, last + 1, step):
        x = scale.x(date(year, 1, 1))
        picture.paths.append(Path(f"M{x:g} {_TOP - 6}V{picture.height:g}", "tick"))
        picture.words.append(Words(x, 14, str(year), "middle", "heading"))


def _draw_span(picture: Picture, scale: _Scale, one: Statement, y: float) -> None:
    style = one.standing.value.rpartition("/")[2] if one.standing else ""
    times = one.times
    if times.earliest or times.latest:
        begin = scale.x(times.earliest) if times.earliest else _LABELS + 2
        end = scale.x(times.latest) if times.latest else _WIDTH - 2
        picture.boxes.append(Box(begin - 3, y - 6, max(end - begin, 0) + 6, 12, f"span {style}", 3))
        for told, tip, far in ((times.earliest, begin, _LABELS), (times.latest, end, _WIDTH)):
            if told is None:
                picture.paths.append(Path(f"M{tip:g} {y:g}H{far:g}", f"open {style}"))
    for moment in filter(None, map(day_of, times.as_of)):
        x = scale.x(moment)
        picture.paths.append(Path(f"M{x - 26:g} {y:g}H{x + 26:g}", f"open {style}"))
        picture.paths.append(Path(f"M{x - 6:g} {y:g}l6 -6l6 6l-6 6z", f"moment {style}"))


def _days(one: Statement) -> list[date]:
    told = (one.times.earliest, one.times.latest, *map(day_of, one.times.as_of))
    return [day for day in told if day]


def _years(first: date, last: date) -> tuple[int, int]:
    """Return the whole years around a span, as ordinals."""
    end = min(last.year + 1, date.max.year)
    return date(first.year, 1, 1).toordinal(), date(end, 1, 1).toordinal()
