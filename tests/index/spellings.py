"""Other spellings of a name: what romanizations of Arabic and Persian differ in.

Each line of the table is one difference: two ways in which one letter or sound is
written, according to the romanization tables of ALA-LC, BGN/PCGN, DIN 31635 and
IJMES, French and German custom, or the press.  A spelling with one difference has
one way exchanged for the other at one place.
"""

# ruff: noqa: RUF001 - letters that look alike are what this is about

import re
from itertools import combinations

# Letters that stand for one consonant together; a difference never cuts them apart.
_TOGETHER = r"kh|gh|sh|ch|dh|th|zh|dj"

# Either way may stand for the other.
_LETTERS = [
    # short vowels, which Arabic hardly writes, and long ones, for which there is no one spelling
    ("a", "e"), ("e", "i"), ("o", "u"), ("a", "aa"), ("u", "oo"), ("u", "ou"), ("o", "ou"),
    ("i", "ee"), ("i", "ie"), ("ai", "ei"), ("ai", "ay"), ("ei", "ey"), ("au", "aw"), ("ow", "aw"),
    ("ia", "iya"), ("iy", "i"), ("yy", "y"), ("ae", "ai"),
    # consonants with no Latin letter of their own, and those that a language hears as another
    ("q", "k"), ("q", "gh"), ("q", "g"), ("gh", "g"), ("kh", "h"), ("kh", "k"), ("dh", "d"),
    ("dh", "z"), ("th", "s"), ("th", "t"), ("z", "s"), ("j", "dj"), ("j", "g"), ("sh", "ch"),
    ("w", "v"), ("b", "p"), ("zh", "j"), ("k", "c"),
    # a doubled letter, in Arabic one letter with a sign that is left out
    ("bb", "b"), ("dd", "d"), ("ff", "f"), ("jj", "j"), ("ll", "l"), ("mm", "m"), ("nn", "n"),
    ("rr", "r"), ("ss", "s"), ("tt", "t"), ("zz", "z"),
    # letters of Arabic and Persian that are one to a reader
    ("ي", "ی"), ("ك", "ک"), ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ئ", "ي"), ("ة", "ه"), ("ى", "ي"),
    ("ؤ", "و"),
]  # fmt: skip

# Where the first stands, the second may stand instead.
_PLACES = [
    # the end of a word, where one vowel has many spellings
    (r"i\b", "y"), (r"i\b", "iy"), (r"i\b", "ee"), (r"y\b", "i"), (r"ee\b", "i"), (r"a\b", "ah"),
    (r"ah\b", "a"), (r"a\b", "eh"), (r"e\b", "eh"), (r"eh\b", "e"),
    # ayn and hamza between vowels, or before a consonant
    ("(?<=[aeiou])(?=[aeiou])", "'"), ("(?<=a)(?=[bdfjlmnrst])", "'"),
    # the article, and how it is tied to its word
    (r"\bal-", "el-"), (r"\bal-", "al "), (r"\bal-", ""), (r"\bal-", "al"), (r"\bal-", "ul-"),
    (r"\bal ", "al-"), (r"\bal-(?=s)", "as-"), (r"\bal-(?=sh)", "ash-"), (r"\bal-(?=n)", "an-"),
    (r"\babdul ", "abd al-"), (r"\babdul ", "abdel "), (r"\babdul ", "abdol "),
    (r"\babdel ", "abd el-"), (r"\babdel ", "abdul "), (r"\babd[eu]l (?=s)", "abdus "),
    (r"\babdul ", "abdul-"), (r"\babdul ", "abdul"), (r"\babdel ", "abdel"),
    (r"\babu ", "abou "), (r"\babu ", "abu-"), ("-e ", "-i "), ("-e ", "e "),
    (r"\bال(?=...)", ""), ("عبد ال", "عبدال"),
    # words written together or apart
    (r"(?<=\w)-(?=\w)", " "), (r"(?<=\w) (?=\w)", "-"), ("rallah", "r allah"),
    ("bollah", "b allah"),
    # signs of Arabic and Persian that may be left out or put in
    ("ء", ""), ("\u200c", ""), ("\u200c", " "), ("(?<=م)", "ّ"), ("(?<=ل)", "ـ"),
]  # fmt: skip

# Pairs of differences of a name are looked at one by one up to this number, then evenly spread.
_MOST_PAIRS = 150


def spellings(name):
    """Return the other spellings with one difference, and with two, in small letters.

    An abbreviation has none: its letters are those of other words.
    """
    if name.isupper():
        return set(), set()
    name = name.casefold()
    sites = sorted({*_letters(name), *_places(name)})
    once = {_applied(name, [site]) for site in sites}
    pairs = [pair for pair in combinations(sites, 2) if pair[0][1] <= pair[1][0]]
    step = max(1, len(pairs) // _MOST_PAIRS)
    twice = {_applied(name, pair) for pair in pairs[::step]}
    return once - {name}, twice - once - {name}


def _letters(name):
    ways = {*_LETTERS, *(tuple(reversed(pair)) for pair in _LETTERS)}
    units = {found.span() for found in re.finditer(f"{_TOGETHER}|.", name)}
    starts, ends = {start for start, _ in units}, {end for _, end in units}
    for one, other in ways:
        for found in re.finditer(one, name):
            if found.start() in starts and found.end() in ends:
                yield found.start(), found.end(), other


def _places(name):
    for one, other in _PLACES:
        for found in re.finditer(one, name):
            yield found.start(), found.end(), other


def _applied(name, sites):
    for start, end, other in sorted(sites, reverse=True):
        name = name[:start] + other + name[end:]
    return name
