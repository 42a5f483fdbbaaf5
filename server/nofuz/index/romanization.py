"""Spell the words of a name in Latin letters, and reduce them to what every spelling shares.

Arabic and Persian names reach the Latin alphabet by many roads: Qasem, Qassim and
Ghasem are one name.  Vowels, doubled letters and the article differ most, and each
consonant has its few customary spellings.  A word's skeleton keeps its consonants
alone, one sign for all spellings of one letter; the Arabic spelling, which hardly
writes vowels, has the same skeleton.

Sources: the romanization tables of ALA-LC, BGN/PCGN, DIN 31635 and IJMES, and the
freer spellings of the press, for what stands for which letter.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import NamedTuple

from anyascii import anyascii

from nofuz.index.folding import fold

_ARABIC = re.compile("[\u0600-\u06ff]")
# The article, where enough is left to be a word.
_ARABIC_ARTICLE = re.compile("^ال(?=...)")
# Letters that carry or begin a vowel where they come first, and are not heard as consonants.
_ARABIC_VOWEL = re.compile("^[اع]")

# Words that are written or left out at will, so that they say little about whose name it is.
PARTICLES = frozenset(
    ("al", "el", "il", "ul", "ol", "as", "ash", "an", "ad", "adh", "ar", "at", "az",
     "e", "i", "ye", "bin", "ibn", "ben", "of", "the", "and")
)  # fmt: skip

_PARTICLE_WEIGHT = 0.1

# Spellings of consonants, longest first, each with the signs that it may stand for.
_SIGNS = {
    "tch": "c", "sch": "c", "dzh": "j",
    "ch": "ckh", "ck": "k", "dh": "d", "dj": "j", "gh": "k", "kh": "hk", "ph": "f", "qu": "k",
    "sh": "c", "th": "tsd", "zh": "dj",
    "b": "b", "c": "ks", "d": "d", "f": "f", "g": "kj", "j": "j", "k": "k", "l": "l", "m": "m",
    "n": "n", "p": "b", "q": "k", "r": "r", "s": "s", "t": "t", "x": "k", "z": "ds",
}  # fmt: skip
_SPELLING = re.compile("|".join(sorted(_SIGNS, key=len, reverse=True)) + r"|\w")
_DOUBLED = re.compile(r"(.)\1+")
_MOST_SKELETONS = 8
# A rest of one sign would be shared by too many words.
_SHORTEST_REST = 2
_MOST_LETTERS = 24
_KEPT = 1024


class Word(NamedTuple):
    """A word of a name: its letters, and whether the spelling hardly writes vowels."""

    letters: str
    is_abjad: bool


@lru_cache(_KEPT)
def romanized(name: str) -> tuple[Word, ...]:
    """Return the words of a name in small Latin letters and digits; other signs are left out."""
    words = (_romanized(word) for word in fold(name).split())
    return tuple(word for word in words if word.letters)


def _romanized(word: str) -> Word:
    if not _ARABIC.search(word):
        return Word(_letters(anyascii(word)), is_abjad=False)
    bare = _ARABIC_ARTICLE.sub("", word)
    return Word(_letters(anyascii(_ARABIC_VOWEL.sub("a", bare))), is_abjad=True)


def _letters(text: str) -> str:
    return re.sub("[^a-z0-9]", "", text.lower())[:_MOST_LETTERS]


def joined(words: Iterable[Word]) -> Word:
    """Return several words written as one.

    >>> joined(romanized("Abdul Mahdi")).letters
    'abdulmahdi'
    """
    parts, abjads = zip(*words, strict=True)
    return Word("".join(parts), any(abjads))


def spelled(words: Sequence[Word]) -> dict[Word, float]:
    """Return the words by which a name is found, each with its weight.

    They are each word alone, and two neighbours as one: many have one of two words
    in their name, few have both.  Words are neighbours over a particle as well.
    """
    found = {word: weight(word) for word in words}
    others = [word for word in words if word.letters not in PARTICLES]
    for one, other in (*pairwise(words), *pairwise(others)):
        found[joined((one, other))] = weight(one) + weight(other)
    return found


def weight(word: Word) -> float:
    """Return how much a word counts in a name."""
    return _PARTICLE_WEIGHT if word.letters in PARTICLES else 1.0


@lru_cache(_KEPT)
def skeletons(letters: str) -> tuple[str, ...]:
    """Return the skeletons that a romanized word may have, the likeliest first.

    Vowels and half vowels are dropped, but the place of one at the beginning is
    kept; a letter that may be two different ones yields a skeleton for each.

    >>> skeletons("qassim") == skeletons("ghasem") == skeletons("qasm")
    True
    >>> skeletons("khamenei")
    ('hmn', 'kmn')
    """
    spelled = _SPELLING.findall(letters)
    signs = [_signs(spelling, position, spelled) for position, spelling in enumerate(spelled)]
    found = (_DOUBLED.sub(r"\1", "".join(choice)) for choice in product(*signs))
    return tuple(dict.fromkeys(islice(found, _MOST_SKELETONS)))


def _signs(spelling: str, position: int, spelled: list[str]) -> str | tuple[str, ...]:
    """Return the signs that a spelling at a position of its word may stand for."""
    if spelling in _SIGNS:
        return _SIGNS[spelling]
    if spelling == "h":  # at the end it only spells a vowel, as in Fatimah
        return ("h" if position < len(spelled) - 1 else "",)
    if spelling.isdigit():
        return (spelling,)
    if position:
        return ("",)
    return ({"v": "w", "w": "w", "y": "y"}.get(spelling, "a"),)


@lru_cache(_KEPT)
def sounds(letters: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return a word's skeletons, and what is left of them when any one sign is missing.

    Two words whose skeletons differ in one sign, or by one, share such a rest.
    """
    whole = frozenset(skeletons(letters)) - {""}
    rests = {
        skeleton[:position] + skeleton[position + 1 :]
        for skeleton in whole
        if len(skeleton) > _SHORTEST_REST
        for position in range(len(skeleton))
    }
    return whole, frozenset(rests) - whole
