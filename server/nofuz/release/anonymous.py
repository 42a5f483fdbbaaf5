"""Compare statements on blank nodes, whose names mean nothing.

Canonical names move when another blank node comes or goes, so a line that
differs need not say anything else.  A blank node is told here by what hangs from
it: names give way to digests, from the leaves up.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable

Parts = tuple[bytes, bytes, bytes, bytes]
"""Subject, predicate, object and graph of a line, as they are written in it."""

_BLANK = b"_:"
_AGAIN = b"_:again"  # stands for a node on the way to itself


def has_blank(line: bytes) -> bool:
    """Return whether subject or object of a line of N-Quads is a blank node."""
    return line.startswith(_BLANK) or line.split(b" ", 2)[2].startswith(_BLANK)


def difference(before: Iterable[bytes], after: Iterable[bytes]) -> list[Parts]:
    """Return what only one of two sets of lines says, whatever its blank nodes are called."""
    old, new = Counter(_nameless(before)), Counter(_nameless(after))
    return sorted((old - new) + (new - old))


def split(line: bytes) -> Parts:
    r"""Return the parts of a line of N-Quads.

    >>> split(b'<s> <p> "a <b>"@en <g> .\n')
    (b'<s>', b'<p>', b'"a <b>"@en', b'<g>')
    """
    subject, predicate, rest = line.split(b" ", 2)
    value, graph, _ = rest.rsplit(b" ", 2)
    return subject, predicate, value, graph


def _nameless(lines: Iterable[bytes]) -> list[Parts]:
    quads = [split(line) for line in lines]
    names = _digests(quads)
    return [
        (names.get(subject, subject), predicate, names.get(value, value), graph)
        for subject, predicate, value, graph in quads
    ]


def _digests(quads: Iterable[Parts]) -> dict[bytes, bytes]:
    """Return a digest of each blank node; a loop and not a recursion, for lists may be long."""
    said: dict[bytes, list[Parts]] = defaultdict(list)
    for quad in quads:
        if quad[0].startswith(_BLANK):
            said[quad[0]].append(quad)
    done: dict[bytes, bytes] = {}
    for root in said:
        path, entered = [root], {root}
        while path:
            node = path[-1]
            below = {value for _, _, value, _ in said.get(node, ()) if value.startswith(_BLANK)}
            waiting = below - entered - done.keys()
            if waiting:
                path.append(min(waiting))
                entered.add(path[-1])
            else:
                done.setdefault(node, _digest(said.get(node, []), done))
                path.pop()
    return done


def _digest(quads: Iterable[Parts], done: dict[bytes, bytes]) -> bytes:
    lines = sorted(
        b" ".join((predicate, done.get(value, _AGAIN if value[:2] == _BLANK else value), graph))
        for _, predicate, value, graph in quads
    )
    return _BLANK + hashlib.sha256(b"\n".join(lines)).hexdigest().encode()
