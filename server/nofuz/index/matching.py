"""Find the things whose names are spelled like a name.

Two steps: the index gives the names that share the sound of some words, a few dozen
at most; these are compared with the name in full.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from math import log
from typing import Any, NamedTuple

from nofuz.index.folding import fold
from nofuz.index.reading import Index, marks
from nofuz.index.romanization import Word, romanized, sounds, spelled
from nofuz.index.similarity import likeness, similarity
from nofuz.index.things import Filter, Match, Thing

# A longer name is compared by its first words.
_MOST_WORDS = 12
# Bounds of one look-up, each far above what a name in a dataset of 100,000 needs.
_MOST_SPELLINGS = 400
_MOST_ALIKE = 24
_MOST_FORMS = 4000
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
    """A word of the index that is like a word of the name sought."""

    sought: Word
    likeness: float
    uses: int
    number: int

    @property
    def worth(self) -> float:
        """How much it tells that a name has it: less, the more names do."""
        return self.likeness / (1 + log(self.uses))


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
    likely = {one.number: one for one in _likely(index, words)}
    worth: dict[int, dict[Word, float]] = defaultdict(dict)
    for form, number in _uses(index, list(likely), only):
        one = likely[number]
        worth[form][one.sought] = max(one.worth, worth[form].get(one.sought, 0.0))
    chosen = nlargest(_MOST_COMPARED, worth, key=lambda form: (sum(worth[form].values()), -form))
    return _forms(index, f"id IN ({marks(chosen)})", chosen)


def _forms(index: Index, condition: str, values: Sequence[Any]) -> list[_Form]:
    statement = (
        "SELECT id, thing, text, is_label, folded FROM form "  # noqa: S608
        f"WHERE {condition} ORDER BY id LIMIT {_MOST_COMPARED}"
    )
    return [_Form(*row) for row in index.each(statement, values)]


def _uses(index: Index, spellings: Sequence[int], only: Filter) -> list[tuple[int, int]]:
    """Return the names with these words of the index, each with the word's number."""
    condition = only.condition("form.thing")
    tables = "use JOIN form ON form.id = use.form" if condition else "use"
    return index.rows(
        f"SELECT use.form, use.spelling FROM {tables} "  # noqa: S608
        f"WHERE use.spelling IN ({marks(spellings)}){condition}",
        [*spellings, *only.values()],
    )


def _likely(index: Index, words: Sequence[Word]) -> Iterator[_Spelling]:
    """Give the words of the index that are like those sought, until too many names have them.

    The rarest come first: those that most names have say the least.
    """
    alike = [one for word in sorted(spelled(words)) for one in _spellings(index, word)]
    room = _MOST_FORMS
    for one in sorted(alike, key=lambda one: (one.uses, one.likeness, one.number)):
        room -= one.uses
        if room < 0:
            return
        yield one


def _spellings(index: Index, word: Word) -> list[_Spelling]:
    """Return the words of the index that sound like a word, those of the same skeleton first."""
    whole, rests = map(sorted, sounds(word.letters))
    found = [
        _Spelling(word, likeness(word, Word(letters, bool(is_abjad))), uses, number)
        for number, letters, is_abjad, uses in index.each(
            "SELECT DISTINCT spelling.id, letters, is_abjad, uses FROM sound "  # noqa: S608
            "JOIN spelling ON spelling.id = sound.spelling "
            f"WHERE rest IN ({marks(whole + rests)}) "
            f"ORDER BY rest NOT IN ({marks(whole)}) + is_rest, spelling.id LIMIT {_MOST_SPELLINGS}",
            [*whole, *rests, *whole],
        )
    ]
    alike = [one for one in found if one.likeness >= _UNLIKE]
    return nlargest(_MOST_ALIKE, alike, key=lambda one: (one.likeness, -one.uses, -one.number))
