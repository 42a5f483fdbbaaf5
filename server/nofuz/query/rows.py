"""Hold the result of a SELECT to a number of solutions.

One solution more than the limit is asked for, so that what is over it is known
from one evaluation: a second one may give another number of solutions.
"""

import csv
import json
import re
from dataclasses import dataclass
from io import StringIO

from nofuz.errors import MalformedQuery
from nofuz.formats import CSV, TSV
from nofuz.query import tokens
from nofuz.query.tokens import Token, tokenize

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_LIMIT = re.compile(r"LIMIT([0-9]*)$", re.IGNORECASE)


@dataclass(frozen=True)
class RowLimit:
    """How many solutions an answer may have, 0 for any number, and whether more are cut off."""

    most: int = 0
    is_cutting: bool = False


NO_LIMIT = RowLimit()


def limited(text: str, most: int) -> str:
    """Return a SELECT with at most so many solutions, the first of those that it has.

    Raises:
        MalformedQuery: its LIMIT runs into another word.
    """
    end = len(text)
    outside = list(_outside_brackets(text))
    for number, token in enumerate(outside):
        word = token.text.upper() if token.kind == tokens.WORD else ""
        if word == "VALUES":
            end = token.start
        elif "LIMIT" in word:
            return _with_least(text, outside[number : number + 2], most)
    return f"{text[:end]}\nLIMIT {most} {text[end:]}"


def _outside_brackets(text: str) -> list[Token]:
    level, found = 0, []
    for token in tokenize(text):
        level -= token.text in _CLOSING
        if not level and token.kind != tokens.COMMENT:
            found.append(token)
        level += token.text in _OPENING
    return found


def _with_least(text: str, clause: list[Token], most: int) -> str:
    """Return the text with the number of a LIMIT clause, or with ours where that is less."""
    fused = _LIMIT.search(clause[0].text)
    if fused is None:
        raise MalformedQuery("LIMIT stands alone, with a number after it")
    if fused[1]:
        digits, start = fused[1], clause[0].start + fused.start(1)
    else:
        digits, start = clause[-1].text, clause[-1].start
    if not digits.isdigit() or int(digits) <= most:
        return text
    return f"{text[:start]}{most}{text[start + len(digits) :]}"


def count(result: bytes, media_type: str) -> int:
    """Return the number of solutions in a result of a SELECT."""
    if media_type.endswith("json"):
        return len(json.loads(result)["results"]["bindings"])
    if media_type == CSV.media_type:
        return sum(1 for _ in csv.reader(StringIO(result.decode(), newline=""))) - 1
    return result.count(b"\n") - 1 if media_type == TSV.media_type else result.count(b"<result>")
