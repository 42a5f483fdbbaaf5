"""Which bytes of a file a request asks for (RFC 9110, section 14).

Werkzeug answers 416 where the standard says that a server ignores the header
(another unit, several ranges, no sense in them) or sends what there is (more
bytes from the end than the file has), looks at ranges of HEAD, and takes weak
entity tags in If-Range.  So the decision is made here.
"""

import re
from datetime import datetime

from werkzeug.http import parse_date

from nofuz.errors import RangeNotSatisfiable

_ONE_RANGE = re.compile(r"bytes=[ \t]*(?:([0-9]+)-([0-9]*)|-([0-9]+))[ \t]*", re.IGNORECASE)
_LONGEST = 100  # characters of a header with one range; digits enough for any file


def byte_range(header: str | None, length: int) -> tuple[int, int] | None:
    """Return the first byte asked for and the one after the last; None for the whole file.

    Several ranges in one request get the whole file too, which a client has to
    expect (section 14.2).

    Args:
        header: value of Range.
        length: bytes of the file.

    Raises:
        RangeNotSatisfiable: the file has none of these bytes (416).

    >>> byte_range("bytes=2-5", 10), byte_range("bytes=-3", 10), byte_range("bytes=7-99", 10)
    ((2, 6), (7, 10), (7, 10))
    """
    found = _ONE_RANGE.fullmatch(header) if header and len(header) <= _LONGEST else None
    if not found:
        return None
    first, last, suffix = found.groups()
    if suffix:
        start, end = max(0, length - int(suffix)), length
    else:
        start, end = int(first), int(last) + 1 if last else length
        if last and end <= start:  # no sense in it
            return None
    if start >= length:
        raise RangeNotSatisfiable(length)
    return start, min(end, length)


def still_has(if_range: str | None, etag: str, modified: datetime) -> bool:
    """Return whether a client that has a part of a representation has it of this one.

    Args:
        if_range: value of If-Range; without it the client does not mind.
        etag: the representation's strong entity tag, in quotation marks.
        modified: when it came to be; only the very same date will do.
    """
    return if_range is None or if_range == etag or parse_date(if_range) == modified
