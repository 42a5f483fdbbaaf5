"""The way from a document to an origin, step by step."""

import pytest

from nofuz.namespaces import BASE
from nofuz.pages.lineage import derivations, of_running_text
from nofuz.store.terms import iri


def document(name):
    return iri(f"{BASE}id/document/{name}")


def origin(name):
    return iri(f"{BASE}id/origin/{name}")


@pytest.fixture
def known(app):
    return derivations(app.extensions["editions"].current())


def test_four_articles_and_one_leak_have_one_root(known):
    articles = ("ahram", "globepost", "europeworldnews", "mena-studies")
    read = [document(f"{name}-2019") for name in articles[2:]]
    read += [document(f"{name}-2019-11-18") for name in articles[:2]]
    ways = known.ways((one, origin("iran-cables")) for one in read)
    assert {way.document for way in ways} == set(read)
    assert {way.publication for way in ways} == {document("iran-cables")}


def test_each_step_says_how_and_whether_it_is_inferred(known):
    [way] = known.ways([(document("4xaa-2021"), origin("middle-east-eye-2021"))])
    assert [step.relation.value.rpartition("#")[2] for step in way.steps] == [
        "translates",
        "digests",
    ]
    assert all(step.reason for step in way.steps)


def test_a_document_may_be_the_first_to_publish(known):
    [way] = known.ways([(document("4xaa-2021"), origin("wording-of-4xaa"))])
    assert way.steps == ()
    assert way.publication == way.document == document("4xaa-2021")


def test_there_is_no_way_to_an_origin_of_others(known):
    assert known.ways([(document("4xaa-2021"), origin("iran-cables"))]) == []


def test_running_text_is_not_from_an_embedded_tweet(known):
    ways = known.ways([(document("globepost-2019-11-18"), origin("iran-cables"))])
    assert {way.is_citation for way in ways} == {True, False}
    [way] = of_running_text(ways)
    assert way.steps[0].source == document("afp-2019-11-18")


def test_what_is_only_cited_is_from_there(known):
    cited = [
        way
        for way in known.ways([(document("globepost-2019-11-18"), origin("iran-cables"))])
        if way.is_citation
    ]
    assert of_running_text(cited) == cited
