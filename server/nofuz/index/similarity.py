"""Say how much two names are alike, from 0 to 1.

Words are paired by likeness, wherever they stand; a word that has no partner counts
against the pair of names, unless it is a particle.  Two words are alike if their
skeletons are, and the more so the fewer letters differ (Jaro-Winkler, of jellyfish);
where one spelling hardly writes vowels, only skeletons count.
"""

from collections.abc import Sequence
from functools import lru_cache

from jellyfish import jaro_winkler_similarity

from nofuz.index.romanization import Word, joined, sounds, weight

# Other spellings of one word are at least this much alike, by the signs of their skeleton:
# short skeletons belong to many words.
_SAME_SOUND = (0.0, 0.6, 0.7, 0.8, 0.85)
# The same, where one of them hardly writes vowels.
_SAME_ABJAD = (0.0, 0.6, 0.7, 0.85, 0.95)
# A name written together or apart is the same name, if it is this much alike.
_TOGETHER = 0.9
_KEPT = 2048


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
    left, right = dict(enumerate(map(weight, one))), dict(enumerate(map(weight, other)))
    whole = sum(left.values()) + sum(right.values())
    shared = 0.0
    for alike, here, there in sorted(pairs, reverse=True):
        if here in left and there in right:
            shared += alike * (left.pop(here) + right.pop(there))
    return shared / whole


@lru_cache(_KEPT)
def likeness(one: Word, other: Word) -> float:
    """Return how much two romanized words are alike; 0 means that they are different words."""
    if one.letters == other.letters:
        return 1.0
    sound, signs = _sound(one.letters, other.letters)
    return likeness_of_sounding(one, other, sound, signs) if sound else 0.0


def likeness_of_sounding(one: Word, other: Word, sound: float, signs: int) -> float:
    """Return how much two words are alike whose skeletons are known to be.

    Args:
        one: a romanized word.
        other: another one.
        sound: how much their skeletons are alike.
        signs: length of these.
    """
    signs = min(signs, len(_SAME_SOUND) - 1)
    if one.is_abjad != other.is_abjad:
        return sound * _SAME_ABJAD[signs]
    least = sound * _SAME_SOUND[signs]
    letters = jaro_winkler_similarity(one.letters, other.letters)
    return least + (sound - least) * letters


def one_sign_apart(signs: int) -> float:
    """Return how much two skeletons are alike that differ in one sign.

    Args:
        signs: length of the longer one.
    """
    return 1 - 1 / signs


def _sound(one: str, other: str) -> tuple[float, int]:
    """Return how much the skeletons of two words are alike, and the length of the longer one."""
    mine, my_rests = sounds(one)
    theirs, their_rests = sounds(other)
    signs = max(map(len, mine | theirs), default=0)
    if not mine.isdisjoint(theirs):
        return 1.0, signs
    missing = my_rests.isdisjoint(theirs) and mine.isdisjoint(their_rests)
    if missing and my_rests.isdisjoint(their_rests):
        return 0.0, signs
    return one_sign_apart(signs), signs
