"""Put right on its way out what the engine's writers get wrong.

Its CSV leaves IRIs with commas unquoted, so that a row has a cell more than the
header; its TSV is exact, and CSV is made from that.  Its XML holds characters
that no XML document may hold, carriage returns that every parser reads as line
feeds, and in RDF/XML elements without a name.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import IO

from nofuz.errors import Unwritable

_CELLS_KEPT = 10_000
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_QUOTED = re.compile(rb'[",\r\n]')

# XML 1.0, production 2: the control characters and noncharacters that are no Char.
_NO_CHARACTER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NO_NAME = b"<oxprefix: "  # as the engine writes a property whose IRI ends in no XML name
_NO_XML = "there is no XML of it; ask for another format"
_LONGEST = max(3, len(_NO_NAME))  # bytes; none of these is missed where pieces of output meet


class CsvWriter:
    """Takes solutions as TSV and writes them as CSV (SPARQL 1.1 Query Results CSV and TSV)."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._rest = b""
        self._cell: Callable[[bytes], bytes] = lru_cache(_CELLS_KEPT)(_as_csv)

    def write(self, content: bytes) -> int:
        """Take bytes; write the lines that are whole."""
        *lines, self._rest = (self._rest + content).split(b"\n")
        if lines:
            cell = self._cell
            rows = [b",".join(map(cell, line.split(b"\t"))) for line in lines]
            self._output.write(b"\r\n".join([*rows, b""]))
        return len(content)

    def flush(self) -> None:
        """Do nothing: lines are written when they are whole, and the last one is."""


def _as_csv(cell: bytes) -> bytes:
    """Return a variable or a term of TSV, as Turtle writes it, without its marks.

    >>> _as_csv(b'"4,4"^^<http://x/y>'), _as_csv(b"<http://x/>"), _as_csv(b"?x"), _as_csv(b"4.4")
    (b'"4,4"', b'http://x/', b'x', b'4.4')
    """
    mark = cell[:1]
    if mark == b"<":
        text = cell[1:-1]
    elif mark == b"?":
        text = cell[1:]
    elif mark == b'"':
        text = cell[1 : cell.rindex(b'"')]
        if b"\\" in text:
            text = _ESCAPE.sub(_unescaped, text)
    else:
        return cell
    return b'"' + text.replace(b'"', b'""') + b'"' if _QUOTED.search(text) else text


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return _ESCAPES.get(escape[1], escape[1])


class XmlWriter:
    """Takes XML as the engine writes it, and writes XML that every parser reads as it was meant.

    `write` raises Unwritable for a result of which there is no XML.
    """

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._end = b""

    def write(self, content: bytes) -> int:
        """Take bytes and write them."""
        seen = self._end + content
        wrong = _NO_CHARACTER.search(seen)
        if wrong:
            raise Unwritable(f"the result holds U+{ord(wrong[0].decode()):04X}: {_NO_XML}")
        if _NO_NAME in seen:
            raise Unwritable(f"a property of the result ends in no XML name: {_NO_XML}")
        self._end = seen[-_LONGEST:]
        self._output.write(content.replace(b"\r", b"&#xD;"))
        return len(content)

    def flush(self) -> None:
        """Do nothing: bytes are written as they come."""
