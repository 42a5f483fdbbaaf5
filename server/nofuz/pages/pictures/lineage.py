"""Where documents have it from: each line goes to the right, to an earlier document or an origin.

Things stand in columns, and what leads past a column has a lane of its own
there, so that no line runs behind a box (Sugiyama, Tagawa and Toda, 1981).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nofuz.pages.lineage import Way
from nofuz.pages.names import Names
from nofuz.pages.pictures.shapes import Box, Path, Picture, curve
from nofuz.pages.pictures.text import lines
from nofuz.store.terms import Term

_BOX, _HEIGHT, _GAP, _SPACE, _LANE = 176, 56, 52, 14, 10
_ROUND, _SQUARE = 18, 4
_LETTERS, _LINES = 24, 3

Edges = Mapping[tuple[Term, Term], bool]
"""The lines between two things, and whether each is only inferred."""

Lane = tuple[Term, Term, int]
"""Where a line leads past a column: its ends, and the number of the column."""


def draw(ways: Sequence[Way], names: Names) -> Picture:
    """Lay out documents and origins in columns.

    Args:
        ways: from documents to origins; at least one.
        names: of both.
    """
    edges = _edges(ways)
    levels = _levels(edges)
    columns = _columns(edges, levels, names)
    height = max(map(_height, columns))
    picture = Picture(len(columns) * (_BOX + _GAP) - _GAP + 2, height + 2)
    places = _places(columns, picture.height)
    origins, read = {way.origin for way in ways}, {way.document for way in ways}
    for thing in levels:
        style = "origin" if thing in origins else "read" if thing in read else "upstream"
        _draw_box(picture, places[thing], names.label(thing), style)
    for edge, is_inferred in edges.items():
        lanes: list[Term | Lane] = [(*edge, level) for level in _passed(edge, levels)]
        stops = [edge[0], *lanes, edge[1]]
        course = _course([places[stop] for stop in stops])
        picture.paths.append(Path(course, "inferred" if is_inferred else "stated", has_arrow=True))
    return picture


def _draw_box(picture: Picture, place: tuple[float, float], label: str, style: str) -> None:
    x, y = place
    radius = _ROUND if style == "origin" else _SQUARE
    picture.boxes.append(Box(x, y - _HEIGHT / 2, _BOX, _HEIGHT, style, radius))
    letters = _LETTERS - 2 if style == "origin" else _LETTERS
    picture.write(x + _BOX / 2, y, lines(label, letters, _LINES), "middle")


def _course(places: Sequence[tuple[float, float]]) -> str:
    """Return a line from the right of the first box, along the lanes, to the left of the last."""
    (x, y), *others = places
    course = ""
    for number, (to_x, to_y) in enumerate(others, start=1):
        is_last = number == len(others)
        course += curve(x + _BOX, y, to_x - 2 * is_last, to_y)
        if not is_last:
            course += f"L{to_x + _BOX:g} {to_y:g}"
        x, y = to_x, to_y
    return course


def _edges(ways: Iterable[Way]) -> dict[tuple[Term, Term], bool]:
    found: dict[tuple[Term, Term], bool] = {}
    for way in ways:
        for step in way.steps:
            found[step.document, step.source] = step.reason is not None
        found[way.publication, way.origin] = False
    return found


def _levels(edges: Edges) -> dict[Term, int]:
    """Return the column of each thing: to the right of all that leads to it."""
    levels = dict.fromkeys((end for edge in edges for end in edge), 0)
    for _ in range(len(levels)):  # as many rounds as the longest way may need
        for begin, end in edges:
            levels[end] = max(levels[end], levels[begin] + 1)
    return levels


def _passed(edge: tuple[Term, Term], levels: Mapping[Term, int]) -> range:
    """Return the columns that a line leads past."""
    return range(levels[edge[0]] + 1, levels[edge[1]])


def _columns(edges: Edges, levels: Mapping[Term, int], names: Names) -> list[list[Term | Lane]]:
    """Return things and lanes by column, so that few lines cross."""
    columns: list[list[Term | Lane]] = [[] for _ in range(max(levels.values()) + 1)]
    before: dict[Term | Lane, list[Term | Lane]] = defaultdict(list)
    for thing in sorted(levels, key=lambda thing: (names.label(thing), thing)):
        columns[levels[thing]].append(thing)
    for edge in edges:
        last: Term | Lane = edge[0]
        for level in _passed(edge, levels):
            lane = (*edge, level)
            columns[level].append(lane)
            before[lane].append(last)
            last = lane
        before[edge[1]].append(last)
    _untangle(columns, before)
    return columns


def _untangle(
    columns: Sequence[list[Term | Lane]], before: Mapping[Term | Lane, Sequence[Term | Lane]]
) -> None:
    """Order each column by the mean height of what leads to each thing in it."""
    height: dict[Term | Lane, float] = {}
    for column in columns:
        means = {one: _mean([height[other] for other in before.get(one, ())]) for one in column}
        column.sort(key=means.__getitem__)
        height |= {one: number - (len(column) - 1) / 2 for number, one in enumerate(column)}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _height(column: Sequence[Term | Lane]) -> float:
    return sum(map(_room, column)) + (len(column) - 1) * _SPACE


def _room(one: Term | Lane) -> float:
    return _HEIGHT if isinstance(one, Term) else _LANE


def _places(
    columns: Sequence[Sequence[Term | Lane]], height: float
) -> dict[Term | Lane, tuple[float, float]]:
    """Return the left edge and the middle of each; a column stands in the middle."""
    places: dict[Term | Lane, tuple[float, float]] = {}
    for number, column in enumerate(columns):
        y = (height - _height(column)) / 2
        for one in column:
            places[one] = (1.0 + number * (_BOX + _GAP), round(y + _room(one) / 2, 1))
            y += _room(one) + _SPACE
    return places
