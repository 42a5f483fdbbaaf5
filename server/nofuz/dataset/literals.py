"""Say whether the text of a literal is one that its datatype allows.

XML Schema Definition Language 1.1, Part 2: Datatypes (W3C Recommendation,
5 April 2012), and the Extended Date/Time Format (Library of Congress, 2019) as
the `edtf` library reads it.
"""

import re
from datetime import date
from time import struct_time

from edtf import Interval

from nofuz.dataset.dates import read_date
from nofuz.namespaces import EDTF, PREFIXES
from nofuz.store.terms import Term

_XSD = PREFIXES["xsd"]
_ZONE = r"(Z|[+-](0\d|1[0-4]):[0-5]\d)?"
_DAY = r"-?(\d{4,})-(\d\d)-(\d\d)"
_TIME = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?"
_CLOCK = r"T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?"
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN", re.ASCII)
_ANY = re.compile(r".*", re.DOTALL)
_FORMS = {
    "anyURI": re.compile(r"\S*"),
    "boolean": re.compile(r"true|false|1|0"),
    "date": re.compile(_DAY + _ZONE, re.ASCII),
    "dateTime": re.compile(f"{_DAY}T{_TIME}{_ZONE}", re.ASCII),
    "dateTimeStamp": re.compile(f"{_DAY}T{_TIME}{_ZONE[:-1]}", re.ASCII),
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII),
    "double": _FLOAT,
    "duration": re.compile(rf"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?({_CLOCK})?", re.ASCII),
    "float": _FLOAT,
    "gYear": re.compile(r"-?\d{4,}" + _ZONE, re.ASCII),
    "gYearMonth": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])" + _ZONE, re.ASCII),
    "int": _INTEGER,
    "integer": _INTEGER,
    "language": re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
    "long": _INTEGER,
    "nonNegativeInteger": re.compile(r"\+?\d+|-0+", re.ASCII),
    "positiveInteger": re.compile(r"\+?0*[1-9]\d*", re.ASCII),
    "string": _ANY,
    "time": re.compile(_TIME + _ZONE, re.ASCII),
}


def fault(literal: Term) -> str | None:
    """Return what is wrong with a literal, or None.

    >>> from nofuz.store.terms import literal
    >>> fault(literal("2014-13", datatype=EDTF))
    '"2014-13" is no EDTF date'
    """
    if literal.datatype == EDTF:
        return _edtf_fault(literal.value)
    if not literal.datatype.startswith(_XSD):
        return None
    name = literal.datatype.removeprefix(_XSD)
    if name not in _FORMS:
        return f"xsd:{name} is no datatype that a dataset may use"
    found = _FORMS[name].fullmatch(literal.value)
    if not found or (name.startswith("date") and not _is_day(found)):
        return f'"{literal.value}" is no xsd:{name}'
    return None


def _is_day(found: re.Match[str]) -> bool:
    year, month, day = (int(part) for part in found.groups()[:3])
    try:
        date(year % 400 + 400, month, day)  # the calendar repeats, and Python's has no year 0
    except ValueError:
        return False
    return True


def _edtf_fault(text: str) -> str | None:
    parsed = read_date(text)
    if parsed is None:
        return f'"{text}" is no EDTF date'
    if isinstance(parsed, Interval) and _is_reversed(parsed):
        return f'"{text}" ends before it begins'
    return None


def _is_reversed(interval: Interval) -> bool:
    first, last = interval.lower_strict(), interval.upper_strict()
    is_closed = isinstance(first, struct_time) and isinstance(last, struct_time)  # open: infinity
    return is_closed and first > last
