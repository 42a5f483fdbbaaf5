"""Text in a picture, which breaks no line by itself and has no room for long names."""

from functools import lru_cache

_KEPT = 2_000  # a name is drawn on many pages
_ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"  # Persian words are written with them


def quoted(text: str, width: int) -> str:
    """Return a sentence on one line in quotation marks: it is only something said.

    >>> quoted("The mayor met the clerk", 20)
    '“The mayor met the…”'
    """
    return "".join(("“", *lines(text, width - 2, 1), "”"))


def lines(text: str, width: int, most: int) -> list[str]:
    """Return a text in lines of so many characters at most, cut where it needs more lines.

    >>> lines("The Globe Post, article of 18 November 2019", 20, 2)
    ['The Globe Post,', 'article of 18 Novem…']
    >>> lines("x" * 50, 20, 1)
    ['xxxxxxxxxxxxxxxxxxx…']
    """
    return list(_lines(text, width, most))


@lru_cache(_KEPT)
def _lines(text: str, width: int, most: int) -> list[str]:
    shown = " ".join(_shown(text[: 4 * width * (most + 1)]).split())
    found: list[str] = []
    while shown and len(found) < most:
        line = _first_line(shown, width)
        shown = shown[len(line) :].lstrip()
        found.append(line.rstrip())
    if shown:
        rest = f"{found[-1]} {shown}"
        found[-1] = rest[: width - 1].rstrip(" ,;") + _ELLIPSIS
    return found


def _first_line(text: str, width: int) -> str:
    """Return as many words as a line takes; a longer word is broken."""
    if len(text) <= width:
        return text
    end = text.rfind(" ", 0, width + 1)
    return text[:end] if end > 0 else text[:width]


def _shown(text: str) -> str:
    """Return a text without control characters, so that none turns the line around it."""
    kept = (letter if letter.isprintable() or letter in _JOINERS else " " for letter in text)
    return "".join(kept)
