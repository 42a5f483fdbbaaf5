import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.index.finding import find
from nofuz.index.things import Filter

from .conftest import entry


def labels(index, text, only=None, limit=20, offset=0):
    found = find(index, text, only or Filter(), limit=limit, offset=offset)
    return [thing.label for thing in found.things]


def test_what_is_named_so_comes_before_what_begins_so_and_before_the_others(index_of):
    index = index_of(
        entry("a", "Ministry of Iran"), entry("b", "Iran Air"), entry("c", "Iran"),
        entry("d", "Persia", "Iran"), entry("e", "Iranian oil"),
    )  # fmt: skip
    found = labels(index, "iran")
    assert found[:2] == ["Iran", "Persia"]
    assert found[2:4] == ["Iran Air", "Iranian oil"]
    assert found[4:] == ["Ministry of Iran"]


def test_a_word_of_the_name_weighs_more_than_one_of_the_text(index_of):
    index = index_of(
        entry("a", "The envoy", texts=["of Kirkuk, Kirkuk and Kirkuk"]),
        entry("b", "Governor of Kirkuk", texts=["long " * 50]),
    )
    assert labels(index, "kirkuk") == ["Governor of Kirkuk", "The envoy"]


def test_all_words_are_needed_and_the_last_may_be_unfinished(index_of):
    index = index_of(entry("a", "Ministry of Intelligence"), entry("b", "Ministry of Oil"))
    assert labels(index, "intel ministry") == []
    assert labels(index, "ministry intel") == ["Ministry of Intelligence"]


@pytest.mark.parametrize("text", ["علي خامنه‌اي", "عَلی خامنهای", "ALI KHAMENEI", "khamenei"])
def test_every_form_of_letters_finds_it(index_of, text):
    index = index_of(entry("a", "Ali Khamenei", "علی خامنه‌ای"))
    assert labels(index, text) == ["Ali Khamenei"]


def test_kinds_classes_and_entities_can_be_asked_for_alone(index_of):
    index = index_of(
        entry("a", "Iran", classes=["nofuz:State", "foaf:Agent"]),
        entry("b", "Iran", "Persia", kind="place", classes=["schema:Place"]),
        entry("c", "Iran pays", kind="proposition", classes=["nofuz:Payment"], is_entity=False),
    )
    number = index.class_number("nofuz:State")
    kinds = [
        [thing.kind for thing in find(index, "iran", only, limit=9).things]
        for only in (Filter(kind="place"), Filter(classes=(number,)), Filter(is_entity=True))
    ]
    assert kinds == [["place"], ["agent"], ["agent", "place"]]
    assert find(index, "persia", Filter(kind="agent"), limit=9).total == 0


def test_pages_together_are_all_results_each_once(registry):
    total = find(registry, "iran", Filter(), limit=1).total
    assert total > 100
    paged = [
        thing.iri
        for offset in range(0, total + 10, 7)
        for thing in find(registry, "iran", Filter(), limit=7, offset=offset).things
    ]
    whole = [thing.iri for thing in find(registry, "iran", Filter(), limit=total).things]
    assert paged == whole
    assert len(set(whole)) == total


def test_broad_words_are_answered_whole_as_well(index_of):
    index = index_of(*(entry(f"n{number}", f"Common {number}") for number in range(2500)))
    found = find(index, "common", Filter(), limit=100, offset=2450)
    assert found.total == 2500
    assert len(found.things) == 50


def test_a_common_word_beside_a_rare_one_counts(index_of):
    index = index_of(
        *(entry(f"n{number}", f"Council {number}") for number in range(2500)),
        entry("rare", "Council of Diwaniyah"),
        entry("other", "Diwaniyah"),
    )
    assert labels(index, "council diwaniyah") == ["Council of Diwaniyah"]


_HOSTILE = [
    '"', "'", "*", "a*", '"a', "a\"b", "NEAR(a b)", "a AND", "OR", "NOT a", "names:a", "{a}:b",
    "^a",
    "a + b", "-a", "(", "::", ":agent", ":1", "a\x00b", "%", "_", "';DROP TABLE thing;--", "\ud800",
    "a" * 10_000, "a " * 5_000, "𞤀𞤁", "🙂", "\u202e", "ﷺ",
]  # fmt: skip


@pytest.mark.parametrize("text", _HOSTILE)
def test_a_hostile_text_is_plain_words(registry, text):
    found = find(registry, text, Filter(), limit=5)
    assert len(found.things) == min(5, found.total)


@given(st.text(st.characters() | st.sampled_from("\"'*():^-+{}"), max_size=60))
def test_no_text_is_a_query_of_the_engine(registry, text):
    found = find(registry, text, Filter(), limit=5)
    assert len(found.things) == min(5, found.total)


def test_what_is_named_so_is_found_by_its_name(registry):
    names = registry.rows("SELECT form.text, thing.iri FROM form JOIN thing ON thing.id = thing")
    assert len(names) > 1000
    for name, iri in names[::7]:
        found = find(registry, name, Filter(), limit=20).things
        assert iri in [thing.iri for thing in found], name
