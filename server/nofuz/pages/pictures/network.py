"""The agents around one agent, in three columns: who is said to act on it, it, on whom it acts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nofuz.pages.entity import RELATION, TENURE, Portrait
from nofuz.pages.names import Names
from nofuz.pages.pictures.shapes import Box, Path, Picture, Words, curve
from nofuz.pages.pictures.text import lines
from nofuz.pages.statements import CONTESTED, CORROBORATED, Statement
from nofuz.store.terms import Term

IN, OUT, BOTH, WITHIN = "in", "out", "both", "within"
"""What lies between the two: influence on it, by it, without a direction, or a role in a body."""

_MOST = 11  # neighbours in a column; the table beside the picture has all of them
_WIDTH, _COLUMN, _CENTRE, _GAP = 760, 250, 150, 30
_ROW, _TOP = 34, 34
_LETTERS, _LETTERS_OF_CENTRE = 33, 19


@dataclass
class Neighbour:
    """Another agent, with all that is said to lie between the two in one way."""

    agent: Term
    way: str
    statements: list[Statement] = field(default_factory=list)

    @property
    def standings(self) -> list[tuple[Term, int]]:
        """How many statements have each standing, the most frequent first."""
        counts = Counter(found.standing for found in self.statements if found.standing)
        return counts.most_common()

    @cached_property
    def style(self) -> str:
        """How the line is drawn: a dispute shows before agreement does."""
        known = {found.standing.value for found in self.statements if found.standing}
        if CONTESTED in known:
            return "contested"
        return "corroborated" if CORROBORATED in known else "single"


def neighbours(portrait: Portrait, names: Names) -> list[Neighbour]:
    """Return the agents that somebody reports a connection with, those with most said first."""
    found: dict[tuple[Term, str], Neighbour] = {}
    for statement in portrait.said:
        if not statement.is_reported:
            continue
        for agent, way in dict.fromkeys(_ends(statement, portrait.thing)):
            known = found.setdefault((agent, way), Neighbour(agent, way))
            known.statements.append(statement)
    return sorted(
        found.values(), key=lambda one: (-len(one.statements), names.label(one.agent), one.way)
    )


def _ends(statement: Statement, thing: str) -> Iterable[tuple[Term, str]]:
    """Yield the others that a statement connects a thing with, by the rules of the network."""
    if statement.family == TENURE:
        member, body = statement.values("org:member"), statement.values("org:organization")
        yield from _across(thing, member, body, WITHIN, WITHIN)
    if statement.family != RELATION:
        return
    for source, target in (("influencer", "influenced"), ("giver", "receiver")):
        yield from _across(thing, statement.values(source), statement.values(target), OUT, IN)
    parties = statement.values("party")
    others = statement.values("party", "influencer", "influenced")
    yield from _across(thing, parties, others, BOTH, BOTH)


def _across(
    thing: str, sources: Sequence[Term], targets: Sequence[Term], there: str, back: str
) -> Iterable[tuple[Term, str]]:
    if any(source.value == thing for source in sources):
        yield from ((target, there) for target in targets if target.value != thing)
    elif any(target.value == thing for target in targets):
        yield from ((source, back) for source in sources)


def draw(centre: str, found: Sequence[Neighbour], names: Names, headings: Sequence[str]) -> Picture:
    """Lay the neighbours out: influence comes in from the left and goes out to the right.

    Args:
        centre: the name of the agent in the middle.
        found: its neighbours, the most important first.
        names: of the neighbours.
        headings: of the left column and of the right one.
    """
    left, right = _sides(found)
    height = _TOP + _ROW * max(len(left), len(right), 2) + 8
    picture = Picture(_WIDTH, height)
    middle = (height + _TOP) / 2
    _draw_centre(picture, centre, middle)
    for column, x, heading, anchor in (
        (left, 0, headings[0], "start"),
        (right, _WIDTH, headings[1], "end"),
    ):
        if column:
            picture.words.append(Words(x, 14, heading, anchor, "heading"))
    _draw_column(picture, left, names, 1, middle)
    _draw_column(picture, right, names, _WIDTH - _COLUMN - 1, middle)
    return picture


def left_out(found: Sequence[Neighbour]) -> int:
    """Return how many neighbours the drawing has no room for."""
    return len(found) - sum(map(len, _sides(found)))


def _sides(found: Sequence[Neighbour]) -> tuple[list[Neighbour], list[Neighbour]]:
    left = [one for one in found if one.way != OUT]
    right = [one for one in found if one.way == OUT]
    return left[:_MOST], right[:_MOST]


def _draw_centre(picture: Picture, name: str, middle: float) -> None:
    x = (_WIDTH - _CENTRE) / 2
    picture.boxes.append(Box(x, middle - 32, _CENTRE, 64, "centre", 8))
    picture.write(_WIDTH / 2, middle, lines(name, _LETTERS_OF_CENTRE, 3), "middle", "strong")


def _draw_column(
    picture: Picture, column: Sequence[Neighbour], names: Names, x: float, middle: float
) -> None:
    top = middle - _ROW * len(column) / 2
    for number, one in enumerate(column):
        y = top + _ROW * (number + 0.5)
        picture.boxes.append(Box(x, y - 13, _COLUMN, 26, one.style))
        label = lines(names.label(one.agent), _LETTERS, 1)
        picture.write(x + _COLUMN / 2, y, label, "middle")
        picture.paths.append(_edge(one, x, y, middle + (number - len(column) / 2 + 0.5) * 4))


def _edge(one: Neighbour, x: float, y: float, end: float) -> Path:
    """Return the line between a neighbour's box, at x, and the one in the middle."""
    if one.way == OUT:
        course = curve((_WIDTH + _CENTRE) / 2, end, x - 2, y)
        return Path(course, one.style, has_arrow=True)
    course = curve(x + _COLUMN, y, (_WIDTH - _CENTRE) / 2 - 2, end)
    return Path(course, one.style, has_arrow=one.way == IN)
