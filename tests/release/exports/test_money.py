"""FollowTheMoney, as its own library reads it; and no claim that reads as a fact."""

import io
import json

import pytest
from followthemoney import model

from nofuz.namespaces import BASE
from nofuz.release.exports.about import About
from nofuz.release.exports.formats import FTM
from nofuz.release.exports.money import write_entities
from tests.release.exports.conftest import told

ABOUT = About("0123456789abcdef", "Towns", "https://example.org/licence")
COMMAND = "nofuz:Command ; nofuz:influencer agent:a ; nofuz:influenced agent:b"
AGENTS = "agent:a a foaf:Person . agent:b a nofuz:ArmedGroup ."
CLAIM = ("affirms", "leak")


def entities(network):
    output = io.BytesIO()
    write_entities(network, BASE, ABOUT, output)
    return [json.loads(line) for line in output.getvalue().splitlines()]


@pytest.fixture(scope="module")
def dataset(published):
    return [json.loads(line) for line in published(FTM).splitlines()]


def test_the_library_takes_every_value_of_the_dataset_as_it_is(dataset):
    for entity in dataset:
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        read = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert read == {name: sorted(values) for name, values in entity["properties"].items()}


def test_what_an_entity_names_is_there_and_of_a_fitting_schema(dataset):
    known = {entity["id"]: model[entity["schema"]] for entity in dataset}
    assert len(known) == len(dataset)
    for entity in dataset:
        for name, values in entity["properties"].items():
            range_ = model[entity["schema"]].properties[name].range
            if range_ is not None:
                assert all(known[value].is_a(range_) for value in values)


def test_a_link_never_reads_as_a_fact(dataset):
    links = [entity for entity in dataset if model[entity["schema"]].edge]
    assert links
    for link in links:
        told_of = link["properties"]
        assert link["schema"] == "UnknownLink"
        assert told_of["role"][0].startswith("reportedly ")
        assert f"({told_of['status'][0]})" in told_of["role"][0]
        assert told_of["summary"][0].startswith("Not a finding of fact: somebody says “")
        assert " Says so: " in told_of["summary"][0]
        assert told_of["proof"]


def test_a_denial_travels_with_the_link_and_with_both_ends(network_of):
    denier = 'agent:speaker-1 a foaf:Person ; rdfs:label "Zahra"@en .'
    turtle = told("it", COMMAND, CLAIM, ("denies", "letter"))
    found = entities(network_of(AGENTS, denier, turtle))
    [link] = [entity for entity in found if entity["schema"] == "UnknownLink"]
    [note] = [entity for entity in found if entity["schema"] == "Note"][1:]
    assert "Does not: Zahra denies" in link["properties"]["summary"][0]
    assert link["properties"]["status"] == ["contested"]
    assert note["properties"]["entity"] == ["nofuz.agent.a", "nofuz.agent.b"]
    assert note["properties"]["description"] == ["Zahra denies (from letter): “it is it”"]


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("foaf:Person", "Person"),
        ("org:Organization", "Organization"),
        ("nofuz:ArmedGroup", "Organization"),
        ("nofuz:State", "PublicBody"),
        ("nofuz:IntelligenceService", "PublicBody"),
        ("foaf:Group", "LegalEntity"),
        ("nofuz:AnonymousSpeaker", "LegalEntity"),
    ],
)
def test_every_kind_of_agent_has_a_schema(network_of, kind, schema):
    found = entities(network_of(f'agent:a a {kind} ; rdfs:label "A"@en .'))
    assert [(entity["id"], entity["schema"]) for entity in found[1:]] == [("nofuz.agent.a", schema)]


def test_the_file_says_first_what_it_is(dataset):
    assert dataset[0]["id"] == "nofuz.about"
    assert FTM.own_losses[0] in dataset[0]["properties"]["description"][0]


@pytest.mark.parametrize(
    ("when", "date"),
    [("2014", ["2014"]), ("2014-05", ["2014-05"]), ("2014~", None), ("2014/2015", None)],
)
def test_only_a_certain_date_is_a_date(network_of, when, date):
    turtle = told("it", f'{COMMAND} ; nofuz:when "{when}"^^edtf:EDTF', CLAIM)
    found = entities(network_of(AGENTS, turtle))
    [link] = [entity for entity in found if entity["schema"] == "UnknownLink"]
    assert link["properties"].get("date") == date
    assert f"Time in EDTF: {when}" in link["properties"]["description"]


def test_a_name_that_is_no_identifier_elsewhere_gets_one(network_of):
    found = entities(network_of("<https://w3id.org/nofuz/id/agent/نفوذ> a foaf:Person ."))
    model.get_proxy(found[1], cleaned=False)
    assert found[1]["id"].isascii()
