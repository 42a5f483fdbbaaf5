"""Names that nobody has, for the people and bodies of a generated graph.

They are put together from syllables, each in two Latin spellings and in Arabic
script, so that a name has the forms that names of the region have.
"""
# ruff: noqa: RUF001 - Arabic is meant

from typing import NamedTuple

_SYLLABLES = [
    *(("ba", "bah", "با"), ("bi", "bee", "بي"), ("bu", "bou", "بو"), ("dar", "daar", "دار")),
    *(("di", "dee", "دي"), ("du", "dou", "دو"), ("fa", "fah", "فا"), ("fi", "fee", "في")),
    *(("gha", "ga", "غا"), ("ha", "hah", "ها"), ("hu", "hou", "هو"), ("ja", "dja", "جا")),
    *(("ji", "djee", "جي"), ("ka", "kah", "كا"), ("ki", "kee", "كي"), ("la", "lah", "لا")),
    *(("li", "lee", "لي"), ("lu", "lou", "لو"), ("ma", "mah", "ما"), ("mi", "mee", "مي")),
    *(("mu", "mou", "مو"), ("na", "nah", "نا"), ("ni", "nee", "ني"), ("qa", "ka", "قا")),
    *(("ra", "rah", "را"), ("ri", "ree", "ري"), ("ru", "rou", "رو"), ("sa", "sah", "سا")),
    *(("si", "see", "سي"), ("sha", "cha", "شا"), ("ta", "tah", "تا"), ("za", "zah", "زا")),
]
_COUNT = len(_SYLLABLES)
_SPREAD = 348_293  # odd, so that no two of 32^4 numbers give the same name
_LENGTH = 4


class Name(NamedTuple):
    """One name: as it is mostly written, in another spelling, and in Arabic script."""

    latin: str
    other: str
    arabic: str

    @property
    def slug(self) -> str:
        return self.latin.lower().replace(" ", "-")


def name(number: int) -> Name:
    """Return the name of a number below 32^4; no two have the same.

    >>> name(0).latin, name(1).latin
    ('Baba Baba', 'Dudi Muhu')
    """
    number = number * _SPREAD % _COUNT**_LENGTH
    syllables = [_SYLLABLES[number // _COUNT**place % _COUNT] for place in range(_LENGTH)]
    return Name(*(_written([spelling[form] for spelling in syllables]) for form in range(3)))


def _written(parts: list[str]) -> str:
    given, family = parts[: _LENGTH // 2], parts[_LENGTH // 2 :]
    return f"{''.join(given).capitalize()} {''.join(family).capitalize()}"
