"""Find the things whose names are spelled like a name.

Two steps: the index gives the names that share the sound of some words, a few dozen
at most; these are compared with the name in full.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import chain
from typing import Any, NamedTuple

from nofuz.index.folding import fold
from nofuz.index.reading import Index, marks
from nofuz.index.romanization import Word, romanized, sounds, spelled
from nofuz.index.similarity import likeness_of_sounding, one_sign_apart, similarity
from nofuz.index.things import Filter, Match, Thing

# A longer name is compared by its first words.
_MOST_WORDS = 12
# Bounds of one look-up, each far above what a name in a dataset of 100,000 needs.
_MOST_SOUNDING = 200
_MOST_ALIKE = 24
_MOST_FORMS = 2000
_MOST_COMPARED = 40
_UNLIKE = 0.5
# What is not the same name is never quite as like as the same.
_OTHER = 0.99


class _Form(NamedTuple):
    """A name in the index."""

    number: int
    thing: int
    text: str
    is_label: int
    folded: str


class _Spelling(NamedTuple):
    """A word of the index that is like a word of the name sought; so many names have it."""

    number: int
    uses: int
    likeness: float


def matches(index: Index, name: str, only: Filter, limit: int) -> list[Match]:
    """Return the things whose names are most like a name, best first.

    Args:
        index: an open index.
        name: in any spelling and script.
        only: what the things must be; only those with names of their own are found.
        limit: how many at most.
    """
    words = romanized(name)[:_MOST_WORDS]
    folded = fold(name)
    forms = {*_same(index, folded, only), *_alike(index, words, only)}
    best: dict[int, tuple[float, bool, int, str]] = {}
    for form in forms:
        is_exact = form.folded == folded
        score = 1.0 if is_exact else _OTHER * similarity(words, romanized(form.text))
        found = (round(100 * score, 1), is_exact, form.is_label, form.text)
        best[form.thing] = max(best.get(form.thing, found), found)
    ranked = sorted(best, key=lambda thing: (*best[thing][:3], -thing), reverse=True)[:limit]
    return [_match(thing, *best[thing.number]) for thing in index.things(ranked)]


def _match(thing: Thing, score: float, is_exact: bool, is_label: int, text: str) -> Match:
    return Match(thing, text, score, is_exact, bool(is_label))


def _same(index: Index, folded: str, only: Filter) -> list[_Form]:
    """Return the names that are the one sought."""
    named = only._replace(is_entity=True)
    return _forms(index, f"folded = ?{named.condition('form.thing')}", [folded, *named.values()])


def _alike(index: Index, words: Sequence[Word], only: Filter) -> list[_Form]:
    """Return the names that share the most of the words sought, or words like them."""
    sought = spelled(words)
    alike = {word: _spellings(index, word) for word in sought}
    users = _users(index, _affordable(chain.from_iterable(alike.values())), only)
    worth: dict[int, float] = defaultdict(float)
    for word, spellings in alike.items():
        seen: set[int] = set()
        for spelling in spellings:  # those most alike come first
            fresh = users.get(spelling.number, set()) - seen
            seen |= fresh
            for form in fresh:
                worth[form] += sought[word] * spelling.likeness
    chosen = nlargest(_MOST_COMPARED, worth, key=lambda form: (worth[form], -form))
    return _forms(index, f"id IN ({marks(chosen)})", chosen)


def _forms(index: Index, condition: str, values: Sequence[Any]) -> list[_Form]:
    statement = (
        "SELECT id, thing, text, is_label, folded FROM form "  # noqa: S608
        f"WHERE {condition} ORDER BY id LIMIT {_MOST_COMPARED}"
    )
    return [_Form(*row) for row in index.each(statement, values)]


def _affordable(spellings: Iterable[_Spelling]) -> list[int]:
    """Return the numbers of words, the rarest first, until so many names have them.

    Those that most names have say the least.
    """
    found: list[int] = []
    names = 0
    for uses, number in sorted({(one.uses, one.number) for one in spellings}):
        if names + uses > _MOST_FORMS and found:
            break
        found.append(number)
        names += uses
    return found


def _users(index: Index, spellings: Sequence[int], only: Filter) -> dict[int, set[int]]:
    """Return the names that have words of the index, by the number of the word."""
    condition = only.condition("form.thing")
    tables = "use JOIN form ON form.id = use.form" if condition else "use"
    users: dict[int, set[int]] = defaultdict(set)
    for spelling, form in index.each(
        f"SELECT use.spelling, use.form FROM {tables} "  # noqa: S608
        f"WHERE use.spelling IN ({marks(spellings)}){condition} LIMIT {_MOST_FORMS}",
        [*spellings, *only.values()],
    ):
        users[spelling].add(form)
    return users


def _spellings(index: Index, word: Word) -> list[_Spelling]:
    """Return the words of the index that are like a word, the most alike first."""
    whole, rests = map(sorted, sounds(word.letters))
    signs = max(map(len, whole), default=0)
    near = one_sign_apart(signs) if signs else 0.0
    # The same skeleton; a sign more or less; one sign another.
    sounding = (
        (1.0, whole, False), (near, whole, True), (near, rests, False), (near, rests, True),
    )  # fmt: skip
    found: dict[int, _Spelling] = {}
    for sound, skeletons, is_rest in sounding:
        if len(found) >= _MOST_ALIKE:
            break  # what sounds less alike would come after all of these
        for number, letters, is_abjad, uses in _sounding(index, skeletons, is_rest):
            other = Word(letters, bool(is_abjad))
            alike = likeness_of_sounding(word, other, sound, signs)
            if alike >= _UNLIKE and number not in found:
                found[number] = _Spelling(number, uses, alike)
    return nlargest(
        _MOST_ALIKE, found.values(), key=lambda one: (one.likeness, -one.uses, -one.number)
    )


def _sounding(index: Index, skeletons: Sequence[str], is_rest: bool) -> Iterator[Any]:
    """Give number, letters, abjad and uses of the words with a skeleton, or with such a rest."""
    return index.each(
        "SELECT DISTINCT spelling.id, letters, is_abjad, uses FROM sound "  # noqa: S608
        "JOIN spelling ON spelling.id = sound.spelling "
        f"WHERE rest IN ({marks(skeletons)}) AND is_rest = ? LIMIT {_MOST_SOUNDING}",
        [*skeletons, is_rest],
    )
