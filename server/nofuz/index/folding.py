"""Fold a text so that what readers take for the same word is the same word.

Case, diacritics, the Arabic and Persian forms of one letter, vowel signs,
stretched letters and joiners make no difference to somebody who searches.

Sources: Unicode Standard Annex 15 (compatibility decomposition); the Unicode
Standard, chapter 9, on the letters of Arabic and Persian.
"""

# ruff: noqa: RUF001, RUF002 - letters that look alike are what this is about

import re
import unicodedata

# Letters that have no decomposition and yet are forms of another one.
_LETTERS = {
    "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۃ": "ه",
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي",
    "ک": "ك", "ڪ": "ك",
    "ٱ": "ا",
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
# What stands within a word and is no letter of it: hamza, half rings, apostrophes, tatweel.
_SILENT = "ءʾʿʼʻ'’‘`´ـ"
_TABLE = str.maketrans(_LETTERS | dict.fromkeys(_SILENT, ""))
# A name in the English genitive is still the name.
_GENITIVE = re.compile(r"['’]s\b")
# U.S. is the same as US.
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DROPPED = {"Mn", "Me", "Cf", "Cs"}
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return the words of a text in their folded form, one space between them.

    >>> fold("علی خامنه‌ای") == fold("علي خامنه‌اي"), fold("al-Ja'fari’s  Ḥasan")
    (True, 'al jafari hasan')
    """
    shortened = _INITIALS.sub(_without_dots, _GENITIVE.sub("", text.casefold()))
    letters = unicodedata.normalize("NFKD", shortened).translate(_TABLE)
    if not letters.isascii():
        letters = "".join(map(_plain, letters))
    return " ".join(_WORD.findall(letters))


def _without_dots(found: re.Match[str]) -> str:
    return found[0].replace(".", "")


def _plain(character: str) -> str:
    """Return a character without marks: nothing of a mark, the digit of a digit of any script."""
    if unicodedata.category(character) in _DROPPED:
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
