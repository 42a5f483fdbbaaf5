"""The drawing of documents and origins."""

import itertools

import pytest

from nofuz.pages.lineage import Step, Way
from nofuz.pages.names import Names
from nofuz.pages.pictures.lineage import draw
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import iri

A, B, C, D, ORIGIN = (iri(f"https://example.org/id/{name}") for name in ("a", "b", "c", "d", "o"))
COPIES = iri("https://w3id.org/nofuz/def#copiesTextOf")


@pytest.fixture
def names():
    return Names(MemoryStore(), "https://example.org/", "en")


def way(*documents, reason=None):
    steps = [Step(one, COPIES, other, reason) for one, other in itertools.pairwise(documents)]
    return Way(documents[0], tuple(steps), ORIGIN)


def boxes(drawing):
    """Return the corners of the boxes by their styles."""
    return [
        (box.style, box.x, box.y, box.x + box.width, box.y + box.height) for box in drawing.boxes
    ]


def test_every_thing_is_drawn_once_and_none_upon_another(names):
    drawing = draw([way(A, C, D), way(B, C, D), way(B, D)], names)
    found = boxes(drawing)
    assert sorted(style for style, *_ in found) == [
        "origin",
        "read",
        "read",
        "upstream",
        "upstream",
    ]
    for number, (_, x1, y1, x2, y2) in enumerate(found):
        for _, other_x1, other_y1, other_x2, other_y2 in found[number + 1 :]:
            assert x2 <= other_x1 or other_x2 <= x1 or y2 <= other_y1 or other_y2 <= y1


def test_lines_lead_to_the_right(names):
    drawing = draw([way(A, B, C)], names)
    lefts = {style: x for style, x, *_ in boxes(drawing)}
    assert lefts["read"] < lefts["upstream"] < lefts["origin"]
    assert len(drawing.paths) == 3


def test_a_line_past_a_column_runs_behind_no_box(names):
    drawing = draw([way(A, B, C), way(A, C)], names)
    [(_, x1, top, _, bottom)] = [box for box in boxes(drawing) if box[1] == boxes(drawing)[1][1]]
    levels = {path.course.count("L") for path in drawing.paths}
    assert levels == {0, 1}  # one line has a lane
    [lane] = [path for path in drawing.paths if "L" in path.course]
    height = float(lane.course.partition("L")[2].split()[1].partition("M")[0])
    assert not top <= height <= bottom
    assert x1 > 0


def test_an_inferred_step_is_drawn_as_such(names):
    drawing = draw([way(A, B, reason="traces of another language")], names)
    assert [path.style for path in drawing.paths] == ["inferred", "stated"]


def test_the_same_ways_make_the_same_drawing(names):
    ways = [way(A, C, D), way(B, C, D)]
    assert draw(ways, names) == draw(list(ways), names)
