"""The network as it is read back from the tables of a release."""

import shutil
from datetime import date

import pytest

from nofuz.errors import Unavailable
from nofuz.network.relations import relations_of
from tests.network.making import network, relation, within


class Opened:
    """A release of which nothing but the files is looked at."""

    def __init__(self, path):
        self.release, self.kept = self, {}
        self.path = path


@pytest.fixture
def release(app):
    return app.extensions["editions"].current().release.path


def test_every_agent_of_a_relation_has_a_kind(release):
    found = relations_of(Opened(release))
    ends = {end for edge in found.edges for end in (edge.source, edge.target)}
    assert ends == found.agents.keys()
    assert all(found.agents.values())


def test_every_relation_has_a_document_and_an_origin(release):
    for edge in relations_of(Opened(release)).edges:
        assert edge.documents
        assert edge.origins


def test_the_network_is_read_once(release):
    opened = Opened(release)
    assert relations_of(opened) is relations_of(opened)


def test_a_release_without_its_tables_can_tell_nothing(release, tmp_path):
    shutil.copytree(release / "exports", tmp_path / "exports")
    (tmp_path / "exports/edges.csv.gz").unlink()
    with pytest.raises(Unavailable):
        relations_of(Opened(tmp_path))


def test_the_days_span_all_that_is_dated():
    edges = relation("ab", times=within("2014-03-01", "2015-01-01")), relation("bc")
    assert network(*edges).days == (date(2014, 3, 1), date(2015, 1, 1))
    assert network(edges[1]).days is None


def test_what_is_most_frequent_is_offered_first():
    found = network(relation("ab", kind="Bribe"), relation("bc"), relation("cd"))
    assert [kind.partition("#")[2] for kind in found.kinds] == ["Command", "Bribe"]
