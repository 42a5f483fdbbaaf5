"""Read Extended Date/Time Format (EDTF, Library of Congress, 4 February 2019).

The `edtf` library reads it, with manners of its own: it passes over white
space, prints to the terminal, and on some texts that are no EDTF it fails in
the middle instead of saying so.
"""

import io
from contextlib import redirect_stdout

from edtf import EDTFObject, EDTFParseException, parse_edtf

# No date needs more, and the library's time grows with the length of a text.
_LONGEST = 100


def read_date(text: str) -> EDTFObject | None:
    """Return a date as the library models it; None if the text is no EDTF.

    >>> read_date("2014-10")
    Date: '2014-10'
    >>> read_date("2014-13") is None
    True
    """
    if len(text) > _LONGEST or len(text.split()) != 1 or text != text.strip():
        return None
    try:
        with redirect_stdout(io.StringIO()):
            parsed: EDTFObject = parse_edtf(text)
    except (EDTFParseException, AttributeError, TypeError, ValueError):
        return None
    return parsed
