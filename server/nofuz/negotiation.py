"""Choose the representation of a resource from an HTTP Accept header.

Proactive negotiation as in RFC 9110, section 12.5.1.  This module knows media
types and nothing of graphs: callers say what they can offer, best first.
"""

import re
from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from nofuz.errors import HeaderTooLarge, NotAcceptable
from nofuz.formats import Format

# Parameters that ask for what every answer is anyway (UTF-8, RDF 1.1, a
# header line in CSV) or, as a
# JSON-LD profile does, only hint at a form within the type (RFC 6906).
_GIVEN = re.compile(
    r';\s*(charset="?utf-8"?|version="?1\.1"?|header="?present"?|profile="[^"]*")', re.IGNORECASE
)

LONGEST = 4096
"""Bytes of a header: some clients list all that they have a parser for, none needs more."""


@lru_cache(maxsize=1024)
def choose(accept: str | None, offers: tuple[Format, ...]) -> Format:
    """Return the offered format that the client likes best.

    Args:
        accept: value of the Accept header; None or blank means anything.
        offers: formats that the resource has, best first.

    Raises:
        NotAcceptable: the header rules all offers out (406).
        HeaderTooLarge: it is too long to be read (431).

    >>> from nofuz.formats import HTML, TURTLE
    >>> choose("text/turtle, text/html;q=0.5", (HTML, TURTLE)).name
    'turtle'
    """
    if not accept or not accept.strip():
        return offers[0]
    ranges = _ranges(accept)
    best = max(offers, key=lambda offer: ranges.quality(offer.media_type))  # first of equals
    if not ranges.quality(best.media_type):
        raise NotAcceptable([offer.media_type for offer in offers])
    return best


def _ranges(accept: str) -> MIMEAccept:
    if len(accept) > LONGEST:
        raise HeaderTooLarge(f"Accept has at most {LONGEST} bytes")
    return parse_accept_header(_GIVEN.sub("", accept), MIMEAccept)
