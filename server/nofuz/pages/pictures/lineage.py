"""Where documents have it from: those that were read on the left, the origins on the right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nofuz.pages.lineage import Way
from nofuz.pages.names import Names
from nofuz.pages.pictures.shapes import Box, Path, Picture, curve
from nofuz.pages.pictures.text import lines
from nofuz.store.terms import Term

_BOX, _HEIGHT, _GAP, _SPACE = 176, 56, 52, 14
_LETTERS = 24
_SMALL_LINES = 3

Edges = Mapping[tuple[Term, Term], bool]
"""The lines between two things, and whether each is only inferred."""


def draw(ways: Sequence[Way], names: Names) -> Picture:
    """Lay out documents and origins in columns, so that each line goes to the right."""
    edges = _edges(ways)
    origins = {way.origin for way in ways}
    read = {way.document for way in ways}
    columns = _columns(edges, {*read, *origins}, origins, names)
    tallest = max(map(len, columns))
    picture = Picture(
        len(columns) * (_BOX + _GAP) - _GAP + 2, tallest * (_HEIGHT + _SPACE) - _SPACE + 2
    )
    places = _places(columns, picture.height)
    for thing, (x, y) in places.items():
        style = "origin" if thing in origins else "read" if thing in read else "upstream"
        picture.boxes.append(
            Box(x, y - _HEIGHT / 2, _BOX, _HEIGHT, style, 18 if style == "origin" else 4)
        )
        picture.write(x + _BOX / 2, y, lines(names.label(thing), _LETTERS, _SMALL_LINES), "middle")
    for (begin, end), is_inferred in edges.items():
        (x1, y1), (x2, y2) = places[begin], places[end]
        course = curve(x1 + _BOX, y1, x2 - 2, y2)
        picture.paths.append(Path(course, "inferred" if is_inferred else "stated", has_arrow=True))
    return picture


def _edges(ways: Iterable[Way]) -> dict[tuple[Term, Term], bool]:
    found: dict[tuple[Term, Term], bool] = {}
    for way in ways:
        for step in way.steps:
            found[step.document, step.source] = step.reason is not None
        found[way.publication, way.origin] = False
    return found


def _columns(edges: Edges, things: set[Term], origins: set[Term], names: Names) -> list[list[Term]]:
    """Return the things by column: each to the right of all that leads to it, origins last."""
    level = dict.fromkeys(things | {end for edge in edges for end in edge}, 0)
    for _ in level:  # as many rounds as the longest way may need
        for begin, end in edges:
            level[end] = max(level[end], level[begin] + 1)
    last = max(level.values())
    columns: list[list[Term]] = [[] for _ in range(last + 1)]
    for thing in sorted(level, key=lambda thing: (names.label(thing), thing)):
        columns[last if thing in origins else level[thing]].append(thing)
    return _untangled([column for column in columns if column], edges)


def _untangled(columns: list[list[Term]], edges: Edges) -> list[list[Term]]:
    """Return the columns in an order that lets few lines cross: by what leads to each thing."""
    before: dict[Term, list[Term]] = defaultdict(list)
    for begin, end in edges:
        before[end].append(begin)
    height: dict[Term, float] = {}
    for column in columns:
        means = {
            thing: sum(height[one] for one in before[thing] if one in height)
            / max(sum(one in height for one in before[thing]), 1)
            for thing in column
        }
        column.sort(key=lambda thing: means[thing])
        height |= {thing: number - len(column) / 2 for number, thing in enumerate(column)}
    return columns


def _places(columns: Sequence[Sequence[Term]], height: float) -> dict[Term, tuple[float, float]]:
    """Return the left edge and the middle of each thing's box; a column stands in the middle."""
    places = {}
    for number, column in enumerate(columns):
        top = (height - len(column) * (_HEIGHT + _SPACE) + _SPACE) / 2
        for row, thing in enumerate(column):
            places[thing] = (
                1.0 + number * (_BOX + _GAP),
                round(top + row * (_HEIGHT + _SPACE) + _HEIGHT / 2, 1),
            )
    return places
