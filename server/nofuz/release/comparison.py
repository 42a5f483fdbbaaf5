"""Compare two releases: which quads went and came, and which IRIs that touches.

Their dumps are sorted lines, so one pass over both is enough.  A subject at a
time is held in memory, with the IRIs that something happened to and the few
statements on blank nodes.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import groupby

from nofuz.release.anonymous import difference, has_blank

Take = Callable[[Iterable[bytes], Iterable[bytes]], None]
"""Is given lines that went and lines that came, subject by subject."""

_END = b"\xff"  # sorts after every subject


class Change(StrEnum):
    """What happened to an IRI from one release to the next."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


def compare(
    old: Iterable[bytes], new: Iterable[bytes], ledger: str, take: Take
) -> dict[bytes, Change]:
    """Return what happened to each subject and each named graph, as written in N-Quads.

    Other names of blank nodes are no change of the thing that they hang from,
    though the lines differ and go to `take`.

    Args:
        old: sorted N-Quads of a release; empty for what was before the first.
        new: those of a later one.
        ledger: IRI of the graph of tombstones; what stands only there is not alive.
        take: is given the lines that differ.
    """
    found = _Found(f"<{ledger}>".encode())
    for subject, before, after in _merged(old, new):
        take(sorted(set(before).difference(after)), sorted(set(after).difference(before)))
        found.add(subject, before, after)
    return found.changes()


class _Found:
    """What is known of subjects and graphs while the lines pass."""

    def __init__(self, ledger: bytes) -> None:
        self._ledger = ledger
        self._subjects: dict[bytes, Change] = {}
        self._graphs: tuple[set[bytes], set[bytes]] = set(), set()
        self._changed_graphs: set[bytes] = set()
        self._blank: tuple[list[bytes], list[bytes]] = [], []

    def add(self, subject: bytes, before: list[bytes], after: list[bytes]) -> None:
        """Look at all lines of one subject."""
        graphs = set(map(_graph, before)), set(map(_graph, after))
        for side, lines in enumerate((before, after)):
            self._graphs[side].update(graphs[side])
            self._blank[side].extend(filter(has_blank, lines))
        differing = [line for line in set(before) ^ set(after) if not has_blank(line)]
        self._changed_graphs.update(map(_graph, differing))
        change = _change(*(bool(found - {self._ledger}) for found in graphs))
        if change and (differing or change != Change.CHANGED):
            self._subjects[subject] = change

    def changes(self) -> dict[bytes, Change]:
        """Return what happened, when all lines have passed."""
        for subject, _, _, graph in difference(*self._blank):
            self._subjects.setdefault(subject, Change.CHANGED)
            self._changed_graphs.add(graph)
        before, after = self._graphs
        for graph in self._changed_graphs | (before ^ after):
            change = _change(graph in before, graph in after)
            if change:
                self._subjects[graph] = change
        return {
            subject: change
            for subject, change in self._subjects.items()
            if subject.startswith(b"<")
        }


def _change(was_there: bool, is_there: bool) -> Change | None:
    if was_there and is_there:
        return Change.CHANGED
    if is_there:
        return Change.ADDED
    return Change.WITHDRAWN if was_there else None


def _graph(line: bytes) -> bytes:
    return line[line.rindex(b" <") + 1 : line.rindex(b">") + 1]


def _merged(
    old: Iterable[bytes], new: Iterable[bytes]
) -> Iterator[tuple[bytes, list[bytes], list[bytes]]]:
    """Return each subject with its lines from either side."""
    olds, news = _by_subject(old), _by_subject(new)
    left, right = next(olds), next(news)
    while (subject := min(left[0], right[0])) != _END:
        before = left[1] if left[0] == subject else []
        after = right[1] if right[0] == subject else []
        yield subject, before, after
        left = next(olds) if left[0] == subject else left
        right = next(news) if right[0] == subject else right


def _by_subject(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Return each subject with its lines, which sorting has put together; at last an end."""
    for subject, group in groupby(lines, key=lambda line: line[: line.index(b" ")]):
        yield subject, list(group)
    yield _END, []
