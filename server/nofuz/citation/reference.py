"""What a citation says, whatever form it is written in."""

import re
from dataclasses import dataclass

_LONGEST = 300  # characters of a text; longer ones are cut, as in a list of references
_NOT_IN_KEYS = re.compile("[^A-Za-z0-9]+")
_LONGEST_KEY = 80
# Line ends would begin a new field, and these change the direction of what follows.
_UNPRINTED = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+|[\u202a-\u202e\u2066-\u2069]")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")

_QUOTATION_MARKS = frozenset('“”"«»')

DATASET, ARTICLE = "dataset", "article"


@dataclass(frozen=True)
class Reference:
    """One entry of a list of references; a text is empty where nothing is known."""

    kind: str
    """DATASET for a page of ours, ARTICLE for a document that was read."""
    key: str
    """What a BibTeX file calls it: letters, digits and hyphens."""
    title: str
    address: str
    within: str = ""
    publisher: str = ""
    date: str = ""
    """In EDTF."""
    version: str = ""
    note: str = ""

    @property
    def place(self) -> str:
        """In what it stands, and in which version of that."""
        release = f"release {self.version}" if self.version else ""
        return ", ".join(filter(None, (self.within, release)))

    @property
    def date_parts(self) -> list[int]:
        """Year, month and day as far as they are known; none of a date that is no such day.

        >>> Reference(DATASET, "a", "A", "", date="2019-11").date_parts
        [2019, 11]
        """
        found = _DATE.fullmatch(self.date)
        return [int(part) for part in found.groups() if part] if found else []


def key(text: str) -> str:
    """Return a text as a key of BibTeX, safe as a file's name too.

    >>> key("doc/agent/iran")
    'doc-agent-iran'
    """
    return _NOT_IN_KEYS.sub("-", text).strip("-")[:_LONGEST_KEY]


def on_one_line(text: str) -> str:
    """Return a text without line ends and control characters, not too long for a list.

    >>> on_one_line("one" + chr(10) + "two")
    'one two'
    """
    whole = _UNPRINTED.sub(lambda found: " " if found[0][0] < "\u202a" else "", text).strip()
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"


def quoted(text: str) -> str:
    """Return words in quotation marks, single ones where there are double ones within."""
    has_marks = not _QUOTATION_MARKS.isdisjoint(text)
    before, after = "\u2018\u2019" if has_marks else "“”"
    return f"{before}{on_one_line(text)}{after}"
