"""The earliest and the latest day that an EDTF date allows.

The strict bounds of the `edtf` library: "approximate" adds nothing to them.
"""

from datetime import date
from functools import lru_cache
from time import struct_time

from edtf import UnspecifiedIntervalSection

from nofuz.dataset.dates import read_date


def earliest(text: str) -> date | None:
    """Return the first day that the date allows; None if it is open, unknown or no EDTF.

    >>> earliest("2019-10")
    datetime.date(2019, 10, 1)
    """
    return _bound(text, "lower")


def latest(text: str) -> date | None:
    """Return the last day that the date allows; None if it is open, unknown or no EDTF.

    >>> latest("2003/..") is None
    True
    """
    return _bound(text, "upper")


@lru_cache(maxsize=4096)
def _bound(text: str, side: str) -> date | None:
    parsed = read_date(text)
    # For an unknown end the library makes ten years up; for an open one it gives infinity.
    if parsed is None or isinstance(getattr(parsed, side, None), UnspecifiedIntervalSection):
        return None
    return _day(getattr(parsed, f"{side}_strict")())


def _day(value: struct_time | float) -> date | None:
    if isinstance(value, float) or not date.min.year <= value.tm_year <= date.max.year:
        return None
    return date(value.tm_year, value.tm_mon, value.tm_mday)
