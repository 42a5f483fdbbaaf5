"""The drawing of the agents around one agent."""

import pytest

from nofuz.namespaces import BASE
from nofuz.pages import entity
from nofuz.pages.names import names
from nofuz.pages.pictures.network import BOTH, IN, OUT, WITHIN, draw, left_out, neighbours
from nofuz.pages.questions import ask
from nofuz.store.terms import iri


@pytest.fixture
def edition(app):
    return app.extensions["editions"].current()


@pytest.fixture
def known(edition):
    return names(edition, BASE, "en")


@pytest.fixture
def around(edition, known):
    """Return the neighbours of an agent by what lies between."""

    def found(name):
        thing = f"{BASE}id/agent/{name}"
        answers = ask(edition.store, "entity", {"thing": iri(thing)})
        return neighbours(entity.portrait(edition, thing, answers, None), known)

    return found


def agents(found, way):
    return {one.agent.value.rpartition("/")[2] for one in found if one.way == way}


def test_influence_has_a_direction(around):
    assert "bayan-jabr" in agents(around("qasem-soleimani"), OUT)
    assert "qasem-soleimani" in agents(around("bayan-jabr"), IN)


def test_a_tie_has_none(around):
    assert "adel-abdul-mahdi" in agents(around("iran"), BOTH)
    assert "iran" in agents(around("adel-abdul-mahdi"), BOTH)


def test_a_role_connects_with_the_body(around):
    assert "quds-force" in agents(around("qasem-soleimani"), WITHIN)


def test_a_dispute_shows_in_the_line(around):
    [tie] = [one for one in around("adel-abdul-mahdi") if one.agent.value.endswith("/iran")]
    assert tie.style == "contested"


def test_what_only_a_wording_says_connects_nobody(around):
    found = around("ali-asghar-hijazi")
    assert "popular-mobilization-forces" not in agents(found, WITHIN)


def test_it_is_told_how_many_there_is_no_room_for(around, known):
    found = around("iran")
    drawing = draw("Iran", found, known, ("in", "out"))
    assert len(drawing.boxes) == 1 + len(found) - left_out(found)
    assert left_out(found) > 0
    assert all(box.x >= 0 and box.x + box.width <= drawing.width for box in drawing.boxes)
    assert all(box.y >= 0 and box.y + box.height <= drawing.height for box in drawing.boxes)
