"""The first and the last day that a date allows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.dataset.bounds import earliest, latest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2019-11-18", "2019-11-18", "2019-11-18"),
        ("2014/2015", "2014-01-01", "2015-12-31"),
        ("2020-02-26/2021-03-17", "2020-02-26", "2021-03-17"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2019-23", "2019-09-01", "2019-11-30"),
        ("[2014,2016]", "2014-01-01", "2016-12-31"),
    ],
)
def test_a_date_begins_and_ends_with_what_it_says(text, first, last):
    assert (earliest(text), latest(text)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["2014~", "2014?", "2014%"])
def test_an_approximate_or_uncertain_date_is_not_widened(text):
    assert (earliest(text), latest(text)) == (date(2014, 1, 1), date(2014, 12, 31))


@pytest.mark.parametrize("text", ["2003/", "2003/.."])
def test_an_interval_without_an_end_has_no_last_day(text):
    assert (earliest(text), latest(text)) == (date(2003, 1, 1), None)


@pytest.mark.parametrize("text", ["/2014", "../2014", "{..2014}"])
def test_an_interval_without_a_beginning_has_no_first_day(text):
    assert (earliest(text), latest(text)) == (None, date(2014, 12, 31))


@pytest.mark.parametrize("text", ["2014-13", "", "October 2014", " 2014", "2014-X2", "9" * 1000])
def test_what_is_no_edtf_has_no_bounds(text):
    assert (earliest(text), latest(text)) == (None, None)


@pytest.mark.parametrize("text", ["Y20000", "-0044", "0000"])
def test_years_that_a_calendar_date_cannot_hold_have_no_bounds(text):
    assert (earliest(text), latest(text)) == (None, None)


@given(st.text(alphabet="0123456789-/.~?%XYES[]{}, TZ:", max_size=25))
def test_any_text_has_bounds_in_order_or_none(text):
    first, last = earliest(text), latest(text)
    assert first is None or last is None or first <= last or "/" in text or "," in text


def test_the_library_prints_nothing(capfd):
    earliest("2014-X2")
    assert capfd.readouterr() == ("", "")
