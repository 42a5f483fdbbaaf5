"""How precisely a time is told, and what is said of a day."""

from datetime import date

import pytest

from nofuz.errors import MalformedRequest
from nofuz.pages.times import Times, asked_day, precision, told


@pytest.fixture(autouse=True)
def english(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014", "2014"),
        ("2019-10", "October 2019"),
        ("2015-01-22", "22 January 2015"),
        ("2014-22", "summer 2014"),
        ("2021-02-28~", "about 28 February 2021"),
        ("2014?", "perhaps 2014"),
        ("2003/..", "from 2003 on"),
        ("../2020-01-03", "until 3 January 2020"),
        ("2021-03-03~/2021-03-17", "from about 3 March 2021 to 17 March 2021"),
        ("201X", "201X"),
        ("2014-02-30", "2014-02-30"),
    ],
)
def test_a_time_keeps_its_precision_in_words(edtf, words):
    assert told(edtf) == words


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (Times(when=("2015-01-22",)), "to the day"),
        (Times(when=("2019-10",)), "to the month"),
        (Times(when=("2014-22",)), "to the season"),
        (Times(when=("2014",)), "to the year"),
        (Times(when=("2014~",)), "not for certain"),
        (Times(when=("2003/..",)), "a span of time"),
        (Times(as_of=("2021-03-17",)), "going on then, begin and end not told"),
        (Times(words=("then",)), "only in words"),
        (Times(), "no time told"),
    ],
)
def test_it_is_told_how_precise_a_time_is(times, words):
    assert precision(times) == words


DAY = date(2020, 1, 2)


@pytest.mark.parametrize(
    ("times", "holding"),
    [
        (Times(when=("2020",), earliest=date(2020, 1, 1), latest=date(2020, 12, 31)), "then"),
        (Times(when=("../2020-01-03",), latest=date(2020, 1, 3)), "then"),
        (Times(when=("2003/..",), earliest=date(2003, 1, 1)), "then"),
        (Times(when=("2014",), earliest=date(2014, 1, 1), latest=date(2014, 12, 31)), "other"),
        (Times(when=("2021/..",), earliest=date(2021, 1, 1)), "other"),
        (Times(as_of=("2020-01",)), "then"),
        (Times(as_of=("2021-03-17",)), "open"),
        (Times(words=("recently",)), "open"),
        (Times(), "open"),
    ],
)
def test_only_a_time_that_is_told_rules_a_day_out(times, holding):
    assert times.holding(DAY) == holding


def test_what_has_no_date_comes_last():
    dated = Times(when=("2014",), earliest=date(2014, 1, 1), latest=date(2014, 12, 31))
    until = Times(when=("../2009-01-01",), latest=date(2009, 1, 1))
    assert sorted([Times(), dated, until], key=lambda times: times.order) == [
        until,
        dated,
        Times(),
    ]
    assert (dated.first_year, Times().first_year) == (2014, None)


def test_a_day_is_asked_for_as_a_date():
    assert asked_day("2020-01-02") == DAY
    assert asked_day("") is None
    for text in ("2020", "2020-1-2", "2020-02-30", "tomorrow", "2020-01-02T00:00:00Z"):
        with pytest.raises(MalformedRequest):
            asked_day(text)
