"""How a relation stands among the origins that somebody trusts."""

import pytest

from nofuz.namespaces import VOC
from nofuz.network.trust import STANDINGS, Origins, origins_of
from tests.network.making import network, origin, relation

_ORIGINS = Origins(
    wordings=frozenset([origin("caption")]),
    doubts=frozenset([frozenset([origin("leak"), origin("sources")])]),
)


def standing(edge, *trusted):
    found = _ORIGINS.standing(edge, frozenset(map(origin, trusted)))
    return found.removeprefix(VOC)


@pytest.mark.parametrize(
    ("trusted", "expected"),
    [
        (["leak", "talk"], "corroborated"),
        (["leak"], "single-origin"),
        (["leak", "elsewhere"], "single-origin"),
        (["leak", "sources"], "single-origin"),
        (["leak", "caption"], "single-origin"),
        (["caption"], "wording-only"),
        (["leak", "sources", "talk"], "corroborated"),
    ],
)
def test_only_trusted_and_independent_origins_confirm(trusted, expected):
    edge = relation("ab", "corroborated", "leak talk sources caption")
    assert standing(edge, *trusted) == expected


def test_what_is_contested_stays_so_whoever_is_trusted():
    assert standing(relation("ab", "contested", "leak talk"), "leak", "talk") == "contested"


def test_trusting_everybody_changes_nothing_in_the_dataset(app):
    from nofuz.network.relations import relations_of

    edition = app.extensions["editions"].current()
    relations, origins = relations_of(edition), origins_of(edition)
    assert {edge.standing for edge in relations.edges} <= set(STANDINGS)
    for edge in relations.edges:
        assert origins.standing(edge, relations.origins.keys()) == edge.standing
    assert network(*relations.edges).agents.keys() == relations.agents.keys()
