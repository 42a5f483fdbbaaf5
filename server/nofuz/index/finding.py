"""Find things by words: what has them all, the last of which may be unfinished."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from nofuz.index.folding import fold
from nofuz.index.schema import ENTITY, class_token, kind_token
from nofuz.index.things import Filter, Found

if TYPE_CHECKING:  # SQLite is loaded when an index is opened, and not before
    from nofuz.index.reading import Index

# A word that more things have says little of what is sought, and weighing it takes long.
_COMMON = 2000
_MOST_WORDS = 16
_LAST = "\U0010ffff"
# How much a word in a name weighs, and one in a text.
_WEIGHED = "bm25(words, 10, 1, 0)"


def find(index: "Index", text: str, only: Filter, *, limit: int, offset: int = 0) -> Found:
    """Return the things that have all words of a text.

    What is named exactly so comes first, then what begins so, then the others by
    BM25, names before texts.  Words that very many things have do not weigh; where
    there are no others, the order is that of kind and label.

    Args:
        index: an open index.
        text: plain words; the first 16 are looked at, and none finds nothing.
        only: what the things must be.
        limit: length of the page.
        offset: how many come before it.
    """
    words = fold(text).split()[:_MOST_WORDS]
    if not words:
        return Found(0, [])
    expression = _expression(words, only)
    total = index.rows("SELECT count(*) FROM words WHERE words MATCH ?", [expression])[0][0]
    wanted = min(offset + limit, total)
    numbers = islice(_ranked(index, words, expression, only, wanted), offset, wanted)
    return Found(total, index.things(list(numbers)))


def _ranked(
    index: "Index", words: Sequence[str], expression: str, only: Filter, wanted: int
) -> Iterator[int]:
    """Give the numbers of things, each once, best first."""
    name = " ".join(words)
    ranks = (
        _forms(index, "folded = ?", [name], "is_label DESC, thing", only),
        _forms(index, "folded > ? AND folded < ?", [name, name + _LAST], "folded, thing", only),
        _others(index, words, expression, wanted),
    )
    return iter(dict.fromkeys(islice(chain.from_iterable(ranks), 4 * wanted)))


def _forms(
    index: "Index", condition: str, values: Sequence[Any], order: str, only: Filter
) -> Iterator[int]:
    statement = (
        f"SELECT thing FROM form WHERE {condition}{only.condition('form.thing')} ORDER BY {order}"  # noqa: S608
    )
    return (thing for (thing,) in index.each(statement, [*values, *only.values()]))


def _others(index: "Index", words: Sequence[str], expression: str, wanted: int) -> Iterator[int]:
    # A thing named or beginning so has the words as well, so `wanted` of all are enough.
    rare = _rare(index, words)
    if rare is None:
        statement = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
        yield from (number for (number,) in index.rows(statement, [expression, wanted]))
        return
    matching = set(index.rows("SELECT rowid FROM words WHERE words MATCH ?", [expression]))
    weighed = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY {_WEIGHED}, rowid"  # noqa: S608
    yield from (row[0] for row in index.rows(weighed, [rare]) if row in matching)


def _rare(index: "Index", words: Sequence[str]) -> str | None:
    """Return the expression of those words that tell things apart, None without any."""
    *whole, last = words
    rare = [_phrase(word) for word in whole if _frequency(index, word, word) <= _COMMON]
    if _frequency(index, last, last + _LAST) <= _COMMON:
        rare.append(_phrase(last) + "*")
    return " AND ".join(rare) or None


def _frequency(index: "Index", first: str, last: str) -> int:
    """Return how many things have the words between two, counted until they are common."""
    statement = (
        "SELECT coalesce(sum(things), 0) FROM "
        "(SELECT things FROM frequency WHERE word BETWEEN ? AND ? LIMIT ?)"
    )
    return int(index.rows(statement, [first, last, _COMMON + 1])[0][0])


def _expression(words: Sequence[str], only: Filter) -> str:
    """Return the query of the word index: all words, the last of which may be a beginning.

    The words are folded, so they are letters and digits and nothing that the
    word index takes for an operator; in quotation marks they are phrases.
    """
    phrases = [_phrase(word) for word in words]
    phrases[-1] += "*"
    if only.kind is not None:
        phrases.append(_phrase(kind_token(only.kind)))
    if only.classes:
        tokens = (_phrase(class_token(number)) for number in only.classes)
        phrases.append(f"({' OR '.join(tokens)})")
    if only.is_entity:
        phrases.append(_phrase(ENTITY))
    return " AND ".join(phrases)


def _phrase(word: str) -> str:
    return f'"{word}"'
