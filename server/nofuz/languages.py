"""The languages of our pages, and the one that a client likes best (RFC 9110, section 12.5.4).

The data keeps the languages that it is in; this is about the words around it.
"""

from functools import lru_cache
from typing import NamedTuple

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

DEFAULT = "en"
"""The language that all messages are written in."""


class Language(NamedTuple):
    """A language of our pages: its own name for itself, and the direction it is written in."""

    name: str
    direction: str


LANGUAGES = {
    DEFAULT: Language("English", "ltr"),
    "ar": Language("العربية", "rtl"),
    "fa": Language("فارسی", "rtl"),
}
"""The languages that there is a catalogue of."""

PARAMETER = "lang"
"""The parameter of an address that names a language; it beats Accept-Language."""

OF_TERMS = "term"
"""The context of the messages that are labels of terms, apart from the same words on a page."""

_LONGEST_HEADER = 1000


@lru_cache(maxsize=1024)
def liked(accept_language: str | None, offers: tuple[str, ...] = tuple(LANGUAGES)) -> str:
    """Return the offered language that a client likes best; the first one if it likes none.

    >>> liked("fa-IR, en;q=0.5", ("en", "ar", "fa")), liked("de", ("en", "fa"))
    ('fa', 'en')
    """
    if not accept_language or len(accept_language) > _LONGEST_HEADER:
        return offers[0]
    # Best first; a region or script is of no account here, and fa-IR is fa before all that
    # is liked less.
    ranges = parse_accept_header(accept_language, LanguageAccept)
    spoken = (tag.partition("-")[0].lower() for tag, quality in ranges if quality)
    return next((language for language in spoken if language in offers), offers[0])


def suffix(language: str) -> str:
    """Return what ends the entity tag of what may be a page in a language; nothing for English."""
    return "" if language == DEFAULT else f"-{language}"


def varied(vary: str, accept: str | None) -> str:
    """Return the Vary of what may be a page for all that is known of it.

    >>> varied("Accept", "text/html, */*;q=0.1"), varied("Accept", "text/csv")
    ('Accept, Accept-Language', 'Accept')
    """
    may_be_page = not accept or "html" in accept or "*" in accept
    return f"{vary}, Accept-Language" if may_be_page else vary
