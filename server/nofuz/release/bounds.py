"""The earliest and the latest day that an EDTF date allows.

Extended Date/Time Format, Library of Congress, 4 February 2019; read by the
`edtf` library with its strict bounds, which add nothing for "approximate".
"""

from datetime import date
from functools import lru_cache
from time import struct_time

from edtf import EDTFParseException, UnspecifiedIntervalSection, parse_edtf


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
    try:
        parsed = parse_edtf(text)
    except EDTFParseException:
        return None
    # For an unknown end the library makes ten years up; for an open one it gives infinity.
    if isinstance(getattr(parsed, side, None), UnspecifiedIntervalSection):
        return None
    return _day(getattr(parsed, f"{side}_strict")())


def _day(value: struct_time | float) -> date | None:
    if isinstance(value, float) or not date.min.year <= value.tm_year <= date.max.year:
        return None
    return date(value.tm_year, value.tm_mon, value.tm_mday)
