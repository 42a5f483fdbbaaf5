"""What one source says that the other does not."""

from nofuz.comparing.sources import compare_sources
from nofuz.store.terms import iri


def said(proposition, stance="affirms", speaker="a"):
    return {
        "proposition": iri(f"urn:{proposition}"),
        "stance": iri(f"urn:{stance}"),
        "speaker": iri(f"urn:{speaker}"),
    }


def test_what_only_one_says_is_told_apart():
    found = compare_sources([said("1"), said("2")], [said("2"), said("3")])
    assert list(found.only_one) == ["urn:1"]
    assert list(found.only_other) == ["urn:3"]
    assert list(found.alike) == ["urn:2"]
    assert not found.differently


def test_a_denial_is_another_thing_said_of_the_same():
    found = compare_sources([said("1")], [said("1", "denies")])
    assert found.differently == {"urn:1": ([said("1")], [said("1", "denies")])}
    assert found.only_one == found.only_other == found.alike == {}


def test_another_speaker_is_another_voice():
    found = compare_sources([said("1")], [said("1"), said("1", speaker="b")])
    assert list(found.differently) == ["urn:1"]


def test_a_claim_that_was_read_twice_is_one():
    found = compare_sources([said("1"), said("1")], [said("1")])
    assert list(found.alike) == ["urn:1"]
