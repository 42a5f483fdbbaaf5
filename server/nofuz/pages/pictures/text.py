"""Text in a picture, which breaks no line by itself and has no room for long names."""

from collections.abc import Iterator

_ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"  # Persian words are written with them


def lines(text: str, width: int, most: int) -> list[str]:
    """Return a text in lines of so many characters at most, cut where it needs more lines.

    >>> lines("The Globe Post, article of 18 November 2019", 20, 2)
    ['The Globe Post,', 'article of 18…']
    >>> lines("x" * 50, 20, 1)
    ['xxxxxxxxxxxxxxxxxxx…']
    """
    found = list(_broken(_shown(text)[: width * (most + 1)], width))
    kept = found[:most]
    if len(found) > most:
        kept[-1] = kept[-1][: width - 1].rstrip(" ,;") + _ELLIPSIS
        if most and len(kept[-1]) <= 1:
            kept[-1] = _ELLIPSIS
    return kept


def _broken(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        while len(word) > width:
            if line:
                yield line
                line = ""
            yield word[:width]
            word = word[width:]
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _shown(text: str) -> str:
    """Return a text without control characters, so that none turns the line around it."""
    kept = (letter if letter.isprintable() or letter in _JOINERS else " " for letter in text)
    return "".join(kept)
