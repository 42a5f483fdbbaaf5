"""How one agent is said to reach another: the shortest way, and the best supported one.

A way is as strong as its weakest hop, and a hop as its strongest relation.  The
best supported way is one whose weakest hop is as strong as can be, and of these
a shortest; of the shortest ways, the one whose weakest hop is strongest is taken.
That hops follow one another is our putting them together: nobody says it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from nofuz.network.choosing import Shown
from nofuz.network.relations import Relation
from nofuz.network.trust import CONTESTED, STANDINGS

_THERE, _BACK, _MUTUAL, _MIXED = "→", "←", "↔", "-"

Strength = tuple[int, int]
"""How well something is supported: by its standing first, then by the number of its origins."""

Graph = Mapping[str, Mapping[str, list[Shown]]]
"""What is said between one agent and each that it is said to reach at once."""


@dataclass(frozen=True)
class Hop:
    """All that is said between two agents that follow one another."""

    source: str
    target: str
    relations: tuple[Shown, ...]

    @property
    def strength(self) -> Strength:
        """That of the strongest relation."""
        return strength(self.relations[0])

    @property
    def way(self) -> str:
        """An arrow as the relations point: whom something is done to is not to seem to do it."""
        ways = {_way(shown.relation, self.source) for shown in self.relations}
        return ways.pop() if len(ways) == 1 else _MIXED

    @property
    def is_contested(self) -> bool:
        """Whether somebody speaks against any of it."""
        return any(shown.standing == CONTESTED for shown in self.relations)


@dataclass(frozen=True)
class Path:
    """Hops from one agent to another, at least one."""

    hops: tuple[Hop, ...]

    @cached_property
    def weakest(self) -> Strength:
        """The strength of the weakest hop, which is that of the path."""
        return min(hop.strength for hop in self.hops)

    @property
    def is_even(self) -> bool:
        """Whether no hop is weaker than another."""
        return all(hop.strength == self.weakest for hop in self.hops)


def _way(edge: Relation, source: str) -> str:
    if edge.is_mutual:
        return _MUTUAL
    return _THERE if edge.source == source else _BACK


def strength(shown: Shown) -> Strength:
    """Return how well a relation is supported."""
    return -STANDINGS.index(shown.standing), shown.origins


def graph_of(relations: Iterable[Shown], *, is_directed: bool = True) -> Graph:
    """Return who is said to reach whom at once, the strongest relation of each pair first.

    Args:
        relations: what is said.
        is_directed: whether only mutual relations lead both ways.
    """
    graph: dict[str, dict[str, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    for shown in sorted(relations, key=lambda shown: (*_weakness(shown), shown.relation.id)):
        edge = shown.relation
        graph[edge.source][edge.target].append(shown)
        if edge.is_mutual or not is_directed:
            graph[edge.target][edge.source].append(shown)
    return graph


def shortest(graph: Graph, start: str, end: str, least: Strength | None = None) -> Path | None:
    """Return a path of as few hops as can be, None where there is none.

    Args:
        graph: who reaches whom.
        start: where it begins.
        end: another agent.
        least: how well each hop must be supported.
    """
    before: dict[str, str] = {}
    support: dict[str, Strength] = {}
    reached, border = {start}, [start]
    while border and end not in reached:
        before_next: dict[str, tuple[Strength, str]] = {}
        for agent in border:
            for other, relations in graph.get(agent, {}).items():
                if other in reached or (least and strength(relations[0]) < least):
                    continue
                weakest = min(strength(relations[0]), support.get(agent, strength(relations[0])))
                found = before_next.get(other)
                if found is None or weakest > found[0]:
                    before_next[other] = weakest, agent
        border = sorted(before_next)
        reached |= before_next.keys()
        support |= {other: weakest for other, (weakest, _) in before_next.items()}
        before |= {other: agent for other, (_, agent) in before_next.items()}
    return _path(graph, before, end) if end in before else None


def best_supported(graph: Graph, start: str, end: str) -> Path | None:
    """Return a path whose weakest hop is as strong as can be, None where there is none."""
    strengths = {strength(hop[0]) for reached in graph.values() for hop in reached.values()}
    ordered = sorted(strengths)
    found, low, high = None, 0, len(ordered)
    while low < high:  # a path of some strength is one of every lesser strength
        middle = (low + high) // 2
        path = shortest(graph, start, end, ordered[middle])
        if path is None:
            high = middle
        else:
            found, low = path, middle + 1
    return found


def _path(graph: Graph, before: Mapping[str, str], end: str) -> Path:
    hops: list[Hop] = []
    while end in before:
        agent = before[end]
        hops.append(Hop(agent, end, tuple(graph[agent][end])))
        end = agent
    return Path(tuple(reversed(hops)))


def _weakness(shown: Shown) -> tuple[int, int]:
    standing, origins = strength(shown)
    return -standing, -origins
