"""The ways from one agent to another."""

import pytest

from nofuz.network.paths import best_supported, graph_of, shortest
from tests.network.making import agent, shown


def way(path):
    return path and "".join(hop.source[-1] for hop in path.hops) + path.hops[-1].target[-1]


def found(find, relations, ends="ad", **options):
    return way(find(graph_of(relations, **options), *map(agent, ends)))


def test_the_shortest_way_has_the_fewest_hops():
    assert found(shortest, [shown("ab"), shown("bc"), shown("cd"), shown("bd")]) == "abd"


def test_of_the_shortest_ways_the_one_with_the_strongest_weakest_hop_is_taken():
    weak = [shown("ab", "corroborated", "leak talk"), shown("bd", "contested")]
    even = [shown("ac"), shown("cd")]
    assert found(shortest, [*weak, *even]) == "acd"


def test_the_best_supported_way_goes_round_a_weak_hop():
    direct = shown("ad", "contested")
    round_it = [shown(ends, "corroborated", "leak talk") for ends in ("ab", "bc", "cd")]
    assert found(shortest, [direct, *round_it]) == "ad"
    assert found(best_supported, [direct, *round_it]) == "abcd"


def test_of_the_best_supported_ways_a_shortest_is_taken():
    assert found(best_supported, [shown("ab"), shown("bd"), shown("ac"), shown("cb")]) == "abd"


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        (("corroborated", "leak talk"), ("single-origin", "leak")),
        (("corroborated", "leak talk memoir"), ("corroborated", "leak talk")),
        (("single-origin", "leak"), ("contested", "leak talk memoir")),
        (("contested", "leak"), ("wording-only", "leak")),
    ],
)
def test_standing_weighs_more_than_the_number_of_origins(stronger, weaker):
    relations = [shown("ab", *weaker), shown("bd", *weaker)]
    relations += [shown("ac", *stronger), shown("cd", *stronger)]
    assert found(best_supported, relations) == "acd"
    assert found(shortest, relations) == "acd"


def test_a_hop_is_as_strong_as_its_strongest_relation_and_shows_all():
    relations = [shown("ab", "contested"), shown("ab", "corroborated", "leak talk")]
    [hop] = shortest(graph_of(relations), agent("a"), agent("b")).hops
    assert hop.strength == (0, 2)
    assert len(hop.relations) == 2
    assert hop.is_contested


def test_the_weakest_hops_are_those_of_the_path_s_own_strength():
    relations = [shown("ab", "corroborated", "leak talk"), shown("bc", "contested"), shown("cd")]
    path = shortest(graph_of(relations), agent("a"), agent("d"))
    assert [hop.strength == path.weakest for hop in path.hops] == [False, True, False]
    assert not path.is_even


def test_influence_goes_one_way_unless_it_is_mutual_or_the_direction_does_not_matter():
    assert found(shortest, [shown("da")]) is None
    assert found(shortest, [shown("da", mutual=True)]) == "ad"
    assert found(shortest, [shown("da")], is_directed=False) == "ad"


def test_a_circle_is_no_way_out():
    circle = [shown("ab"), shown("bc"), shown("ca")]
    assert found(shortest, circle) is None
    assert found(best_supported, circle) is None


def test_the_order_of_the_relations_does_not_matter():
    relations = [shown(ends) for ends in ("ab", "ac", "bd", "cd")]
    assert found(shortest, relations) == found(shortest, relations[::-1])


@pytest.mark.parametrize(
    ("ends", "arrow"),
    [(["ad"], "→"), (["da"], "←"), (["ad", "ad"], "→"), (["ad", "da"], "-")],
)
def test_an_arrow_points_as_the_relations_do(ends, arrow):
    graph = graph_of(map(shown, ends), is_directed=False)
    assert shortest(graph, agent("a"), agent("d")).hops[0].way == arrow


def test_a_tie_has_no_direction():
    tie = shown("ad", mutual=True)
    for start, end in ("ad", "da"):
        assert shortest(graph_of([tie]), agent(start), agent(end)).hops[0].way == "↔"
