"""Say how much two names are alike, from 0 to 1.

Words are paired by likeness, wherever they stand; a word that has no partner counts
against the pair of names, unless it is a particle.  Two words are alike if their
skeletons are, and the more so the fewer letters differ (Jaro-Winkler, of jellyfish);
where one spelling hardly writes vowels, only skeletons count.
"""

from collections.abc import Sequence
from functools import lru_cache

from jellyfish import jaro_winkler_similarity

from nofuz.index.romanization import PARTICLES, Word, joined, sounds

_PARTICLE_WEIGHT = 0.1
# Other spellings of one word are at least this much alike, by the signs of their skeleton:
# short skeletons belong to many words.
_SAME_SOUND = (0.0, 0.6, 0.7, 0.8, 0.85)
# The same, where one of them hardly writes vowels.
_SAME_ABJAD = (0.0, 0.6, 0.7, 0.85, 0.95)
# A name written together or apart is the same name, if it is this much alike.
_TOGETHER = 0.9
_KEPT = 16384


def similarity(one: Sequence[Word], other: Sequence[Word]) -> float:
    """Return how much two romanized names are alike; without words they are not."""
    if not one or not other:
        return 0.0
    apart = _paired(one, other)
    if len(one) == len(other):
        return apart
    together = likeness(joined(one), joined(other))
    return max(apart, together if together >= _TOGETHER else 0.0)


def _paired(one: Sequence[Word], other: Sequence[Word]) -> float:
    pairs = [
        (alike, here, there)
        for here, mine in enumerate(one)
        for there, theirs in enumerate(other)
        if (alike := likeness(mine, theirs))
    ]
    left, right = dict(enumerate(map(_weight, one))), dict(enumerate(map(_weight, other)))
    whole = sum(left.values()) + sum(right.values())
    shared = 0.0
    for alike, here, there in sorted(pairs, reverse=True):
        if here in left and there in right:
            shared += alike * (left.pop(here) + right.pop(there))
    return shared / whole


def _weight(word: Word) -> float:
    return _PARTICLE_WEIGHT if word.letters in PARTICLES else 1.0


@lru_cache(_KEPT)
def likeness(one: Word, other: Word) -> float:
    """Return how much two romanized words are alike; 0 means that they are different words."""
    if one.letters == other.letters:
        return 1.0
    sound, signs = _sound(one.letters, other.letters)
    if one.is_abjad != other.is_abjad:
        return sound * _SAME_ABJAD[signs]
    if not sound:
        return 0.0
    least = sound * _SAME_SOUND[signs]
    letters = jaro_winkler_similarity(one.letters, other.letters)
    return least + (sound - least) * letters


def _sound(one: str, other: str) -> tuple[float, int]:
    """Return how much the skeletons of two words are alike, and their signs, at most four."""
    mine, my_rests = sounds(one)
    theirs, their_rests = sounds(other)
    longest = max(map(len, mine | theirs), default=0)
    signs = min(longest, len(_SAME_SOUND) - 1)
    if not mine.isdisjoint(theirs):
        return 1.0, signs
    missing = my_rests.isdisjoint(theirs) and mine.isdisjoint(their_rests)
    if missing and my_rests.isdisjoint(their_rests):
        return 0.0, signs
    return 1 - 1 / longest, signs
