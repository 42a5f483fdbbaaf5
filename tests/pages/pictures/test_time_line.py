"""The drawing of spans of time."""

from datetime import date

from nofuz.namespaces import VOC
from nofuz.pages.pictures.time_line import dated, draw
from nofuz.pages.statements import Statement
from nofuz.pages.times import Times
from nofuz.store.terms import iri


def statement(name, **times):
    standing = iri(VOC + "contested")
    thing = iri(f"https://example.org/id/proposition/{name}")
    return Statement(thing, (), "", standing, (1, 1, 1), (), Times(**times), (), (), ())


YEAR = statement("a", when=("2014",), earliest=date(2014, 1, 1), latest=date(2014, 12, 31))
DAY = statement("b", when=("2014-07-01",), earliest=date(2014, 7, 1), latest=date(2014, 7, 1))
UNTIL = statement("c", when=("../2012-01-01",), latest=date(2012, 1, 1))
MOMENT = statement("d", as_of=("2016-01-01",))
WORDS = statement("e", words=("recently",))


def test_what_has_no_date_has_no_place():
    assert dated([WORDS, MOMENT, DAY, YEAR, UNTIL]) == [UNTIL, YEAR, DAY, MOMENT]


def test_a_bar_is_as_long_as_the_time_is_uncertain():
    year, day = draw([YEAR, DAY], ["a", "b"]).boxes
    assert year.width > 10 * day.width
    assert year.x <= day.x
    assert day.x + day.width <= year.x + year.width


def test_an_end_that_nobody_tells_stays_open():
    drawing = draw([UNTIL, YEAR], ["c", "a"])
    assert len([path for path in drawing.paths if path.style.startswith("open")]) == 1


def test_a_moment_is_no_span():
    drawing = draw([MOMENT], ["d"])
    assert drawing.boxes == []
    assert [path.style for path in drawing.paths if "moment" in path.style] == ["moment contested"]


def test_far_years_are_drawn_too():
    first = statement("f", when=("0001",), earliest=date.min, latest=date.max)
    drawing = draw([first], ["f"])
    assert all(box.x >= 0 and box.x + box.width <= drawing.width + 6 for box in drawing.boxes)
