"""Write sorted N-Quads in the other formats of RDF, piece by piece."""

import re
from collections.abc import Iterable, Sequence
from io import RawIOBase
from typing import IO, Any, cast

import pyoxigraph as ox

from nofuz.formats import JSON_LD, N_QUADS, TRIG, Format
from nofuz.namespaces import PREFIXES

_HOLD_GRAPHS = (JSON_LD, N_QUADS, TRIG)
# An IRI up to its last slash or number sign; in a literal it does no harm.
_NAMESPACE = re.compile(rb"<([^<>]*[/#])")


def rewrite(lines: Sequence[bytes], form: Format, output: RawIOBase) -> None:
    """Write lines of N-Quads in another format, in the order given.

    The engine's writers keep the order of what they are fed, so that lines in
    one order make the same bytes each time; they close a graph or a subject
    when another begins, so lines of one graph should stand together.

    Args:
        lines: each with its line feed.
        form: a format of RDF; one without graphs gets the triples as they come.
        output: takes some kilobytes at a time.
    """
    source = cast(IO[bytes], _Reader(lines))  # the engine calls no other method
    quads: Iterable[Any] = ox.parse(source, ox.RdfFormat.N_QUADS)
    statements = quads if form in _HOLD_GRAPHS else (quad.triple for quad in quads)
    engine_format = ox.RdfFormat.from_media_type(form.media_type)
    assert engine_format is not None, form  # noqa: S101 - formats.py lists only what the engine has
    prefixes = {} if form == JSON_LD else _prefixes(lines)
    ox.serialize(statements, cast(IO[bytes], output), format=engine_format, prefixes=prefixes)


def _prefixes(lines: Iterable[bytes]) -> dict[str, str]:
    """Return the prefixes that some IRI of the lines needs."""
    needed = {found.decode() for line in lines for found in _NAMESPACE.findall(line)}
    return {name: iri for name, iri in PREFIXES.items() if iri in needed}


class _Reader:
    """Lines as a file, so that they need not stand in memory a second time."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return that many bytes, fewer only at the end."""
        pieces, length = [self._rest], len(self._rest)
        for line in self._lines:
            pieces.append(line)
            length += len(line)
            if 0 <= size <= length:
                break
        data = b"".join(pieces)
        if size < 0:
            self._rest = b""
            return data
        self._rest = data[size:]
        return data[:size]
