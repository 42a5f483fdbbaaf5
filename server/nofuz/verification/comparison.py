"""Compare a quote with a text as a reader would: typography is no difference, words are."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import accumulate, islice

from nofuz.dataset.words import words

_MOST = 6
"""Words of a text that are shown; the rest belongs to its author."""
_NEAR = 0.6
"""Share of its words that a passage has in common with a quote to be that quote, changed."""
_ALIKE = 0.75
"""Share of its letters that a word has in common with another to be another form of it."""
_MARKS = {
    **dict.fromkeys(map(ord, "\"'`´‘’‚‛“”„‟«»‹›′″＂＇"), "'"),  # noqa: RUF001 - they are what it is about
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe63\uff0d"), "-"),
}
_TOKEN = re.compile(r"[^\s\u2012-\u2015]+")
_END = ""
"""Between two texts; no passage goes across."""
_LOOK = 50_000
"""Words of a page that are looked at; a long article has 10,000."""


def plain(text: str) -> str:
    r"""Return a text in one typography, for comparison only.

    One form of each letter, one kind of quotation mark and of dash, single
    spaces, none around a dash, nothing invisible; case and punctuation stay.

    >>> plain("a \u201cvast\u00a0influence\u201d \u2014 now") == plain("a 'vast influence'-now")
    True
    """
    text = unicodedata.normalize("NFKC", text.translate(_MARKS))
    seen = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    tidy = re.sub(r"'+", "'", " ".join(seen.split()))
    return re.sub(r" ?-[ -]*", "-", tidy)


def stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands in a text as whole words; both are plain.

    >>> stands_in("in Iraq", "protests in Iraq's south"), stands_in("in Iraq", "in Iraqi hands")
    (True, False)
    """
    at = text.find(quote)
    while at >= 0:
        if _is_gap(text, at) and _is_gap(text, at + len(quote)):
            return True
        at = text.find(quote, at + 1)
    return False


def _is_gap(text: str, at: int) -> bool:
    return not text[max(0, at - 1) : at + 1].isalnum() or at in {0, len(text)}


class Passages:
    """The words of a page, to look in for what a quote may have become."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Read texts; a passage in an earlier one is taken before one in a later."""
        tokens = (token for text in texts for token in (*_TOKEN.findall(text), _END))
        self._printed = list(islice(tokens, _LOOK))
        self._keys = ["".join(words(token)) for token in self._printed]
        self._ends = list(accumulate((key == _END for key in self._keys), initial=0))
        self._vocabulary = sorted(set(self._keys))

    def nearest(self, quote: str) -> str | None:
        """Return the passage that is most like a quote, at most six words as printed.

        None if none has enough in common with it.
        """
        wanted = words(quote)
        alike = self._alike(wanted)
        hits = list(accumulate((key in alike for key in self._keys), initial=0))
        best, passage = (_NEAR, 0.0), None
        for begin, end in self._windows(len(wanted), alike):
            longest = max(len(wanted), end - begin)
            if self._ends[begin] != self._ends[end] or hits[end] - hits[begin] < best[0] * longest:
                continue
            rows = [alike.get(key, {}) for key in self._keys[begin:end]]
            in_place = sum(row.get(number, 0.0) for number, row in enumerate(rows))
            likeness = (_common(rows, len(wanted)) / longest, in_place)
            if likeness > best:
                best, passage = likeness, " ".join(self._printed[begin:end])
        return passage

    def _alike(self, wanted: list[str]) -> dict[str, dict[int, float]]:
        """Return the words of the page that are like words of the quote: like which, how much."""
        found: dict[str, dict[int, float]] = {}
        for number, word in enumerate(wanted):
            for key in get_close_matches(word, self._vocabulary, n=10, cutoff=_ALIKE):
                found.setdefault(key, {})[number] = SequenceMatcher(None, key, word).ratio()
        return found

    def _windows(self, length: int, alike: Container[str]) -> Iterator[tuple[int, int]]:
        """Return the passages of about so many words around each word like one of the quote's."""
        longest = min(_MOST, length + 2)
        starts = {
            start
            for at, key in enumerate(self._keys)
            if key in alike
            for start in range(max(0, at - longest + 1), at + 1)
        }
        sizes = sorted(range(max(1, length - 2), longest + 1), key=lambda size: abs(size - length))
        for start in sorted(starts):
            for size in sizes:
                if start + size <= len(self._keys):
                    yield start, start + size


def _common(rows: Sequence[Mapping[int, float]], length: int) -> float:
    """Return how many words two passages have in common in the same order, half-alike ones less.

    Args:
        rows: for each word of the one how much it is like which words of the other.
        length: number of words of the other.

    Source: the longest common subsequence, weighted.
    """
    before = [0.0] * (length + 1)
    for row in rows:
        now = [0.0]
        for number in range(length):
            both = before[number] + row.get(number, 0.0)
            now.append(max(both, before[number + 1], now[number]))
        before = now
    return before[-1]
