"""Propositions with everybody who speaks on them."""

import pytest

from nofuz.namespaces import BASE, NOFUZ, PREFIXES
from nofuz.pages.statements import AGAINST, FOR, NEITHER, Statements, statements
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Triple, iri

RELATIONSHIP = BASE + "id/proposition/iran-abdul-mahdi-special-relationship"


@pytest.fixture
def known(app):
    return statements(app.extensions["editions"].current())


def test_a_proposition_comes_with_its_voices_by_side(known):
    found = known.read(RELATIONSHIP)
    speakers = {side: [voice.speaker.value for voice in found.on(side)] for side in _SIDES}
    assert speakers == {
        FOR: [BASE + "id/agent/author-of-mois-cable-2014"],
        AGAINST: [BASE + "id/agent/former-senior-us-official"],
        NEITHER: [BASE + "id/agent/prime-ministers-office-of-iraq"],
    }
    assert found.counts == (4, 1, 1)
    assert found.is_disputed
    assert len(found.documents_for) == 4
    assert len(found.origins) == 3


_SIDES = (FOR, AGAINST, NEITHER)


def test_the_wider_roles_that_the_build_adds_are_left_out(known):
    found = known.read(BASE + "id/proposition/soleimani-asks-jabr-for-airspace")
    names = {role.name for role in found.roles}
    assert NOFUZ + "influencer" in names
    assert NOFUZ + "party" not in names
    assert found.family == NOFUZ + "InfluenceRelation"


def test_what_is_denied_and_said_by_nobody_draws_no_link(known):
    found = known.read(BASE + "id/proposition/ambassadors-come-from-foreign-ministry")
    assert found.on(FOR) == []
    assert not found.is_reported


def test_a_slip_of_wording_draws_no_link(known):
    found = known.read(BASE + "id/proposition/hijazi-leads-pmf")
    assert found.is_worded_only
    assert not found.is_reported


def test_a_proposition_is_read_once_a_release(known):
    assert known.read(RELATIONSHIP) is known.read(RELATIONSHIP)


def test_what_is_of_no_narrower_kind_is_a_proposition_all_the_same():
    store, thing = MemoryStore(), iri(BASE + "id/proposition/a")
    kind = iri(PREFIXES["rdf"] + "type")
    store.add(BASE + "graph/propositions", [Triple(thing, kind, iri(NOFUZ + "Proposition"))])
    found = Statements(store.as_released()).read(thing.value)
    assert found.kind.value == found.family == NOFUZ + "Proposition"
    assert (found.voices, found.counts, found.standing) == ((), (0, 0, 0), None)
    assert not found.is_reported
