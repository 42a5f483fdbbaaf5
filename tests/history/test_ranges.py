"""Which bytes are asked for, by the letter of RFC 9110."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.errors import RangeNotSatisfiable
from nofuz.history.ranges import byte_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-", (0, 10)),
        ("bytes=9-9", (9, 10)),
        ("bytes=5-1000", (5, 10)),
        ("bytes=-1", (9, 10)),
        ("bytes=-10", (0, 10)),
        ("bytes=-1000", (0, 10)),
        ("Bytes= 2-3 ", (2, 4)),
        ("bytes=2-99999999999999999999999", (2, 10)),
    ],
)
def test_one_range_is_that_part(header, expected):
    assert byte_range(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999-"])
def test_bytes_that_are_not_there_are_told(header):
    with pytest.raises(RangeNotSatisfiable) as caught:
        byte_range(header, 10)
    assert caught.value.headers == {"Content-Range": "bytes */10"}


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=1-2,4-5",
        "bytes=0-0,",
        "lines=1-2",
        "bytes=1-2-3",
        "bytes=+1-2",
        "bytes=\u0661-\u0662",
        "bytes=0x1-2",
        "bytes=" + "0" * 5000 + "-",
    ],
)
def test_what_makes_no_sense_or_asks_for_several_gets_the_whole(header):
    assert byte_range(header, 10) is None


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 20))
def test_a_part_is_what_the_same_numbers_mean_in_the_standard(first, last, length):
    data = bytes(range(length))
    expected = bytes(byte for byte in data if first <= byte <= last)
    if last < first:
        assert byte_range(f"bytes={first}-{last}", length) is None
    elif not expected:
        with pytest.raises(RangeNotSatisfiable):
            byte_range(f"bytes={first}-{last}", length)
    else:
        start, end = byte_range(f"bytes={first}-{last}", length)
        assert data[start:end] == expected
