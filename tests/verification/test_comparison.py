"""When a quote stands in a text, and what it has become where it does not."""

import pytest

from nofuz.verification.comparison import Passages, plain, stands_in

TEXT = (
    "The engineers said on Monday that the wall had given way at the old mill, where nobody had"
    " looked at the stones for more than twenty years."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a 'vast influence'", "a \u201cvast influence\u201d"),
        ("the miller's wall", "the miller\u2019s wall"),
        ("he said \"'no'\"", "he said \u201c\u2018no\u2019\u201d"),
        ("l'«influence»", "l\u2019\u201einfluence\u201c"),
        ("the wall -- at last", "the wall\u2014at last"),
        ("the wall - at last", "the wall \u2013 at last"),
        ("protest-torn", "protest\u2011torn"),
        ("1918-1920", "1918\u20131920"),
        ("of concrete", "of\u00a0 \n concrete"),
        ("concrete", "con\u00adcrete"),
        ("official", "o\ufb03cial"),
        ("naïve", "nai\u0308ve"),
        ("and so on ...", "and so on \u2026"),
        ("می‌خواهم", "میخواهم"),
    ],
)
def test_typography_is_no_difference(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("US troops", "U.S. troops"), ("the wall", "The wall"), ("no comment", "no comments")],
)
def test_letters_and_points_are_a_difference(one, other):
    assert plain(one) != plain(other)


@pytest.mark.parametrize(
    "quote", ["The engineers", "the old mill", "twenty years", "at the old mill,"]
)
def test_a_quote_stands_in_a_text_that_has_its_words(quote):
    assert stands_in(plain(quote), plain(TEXT))


@pytest.mark.parametrize("quote", ["he engineers", "the old mil", "twenty year", "wall at"])
def test_a_quote_does_not_begin_or_end_within_a_word(quote):
    assert not stands_in(plain(quote), plain(TEXT))


def test_a_word_that_holds_the_quote_hides_no_later_place():
    assert stands_in("in Iraq", "in Iraqi hands and in Iraq")


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("at the new mill", "at the old mill,"),
        ("said on Sunday", "said on Monday"),
        ("nobody looked at the stones", "nobody had looked at the stones"),
        ("for more than very many years", "for more than twenty years."),
        ("Engineers said", "engineers said"),
        ("the enginers", "The engineers"),
        ("U.S. engineers said on Monday", "The engineers said on Monday"),
        ("stone", "stones"),
    ],
)
def test_the_nearest_passage_is_what_the_quote_has_become(quote, passage):
    assert Passages([TEXT]).nearest(quote) == passage


@pytest.mark.parametrize(
    "quote", ["a roof of slate", "the town hall", "river", "said the treasurer"]
)
def test_what_shares_too_few_words_is_no_passage(quote):
    assert Passages([TEXT]).nearest(quote) is None


@pytest.mark.parametrize("quote", ["", "—", "...", "نعم"])
def test_a_quote_of_no_words_or_other_letters_has_no_passage(quote):
    assert Passages([TEXT]).nearest(quote) is None


def test_no_passage_has_more_than_six_words():
    words = "one two three four five six seven eight nine ten"
    for quote in ("one two three four five sixty", "two three tour five six sever"):
        assert len(Passages([words]).nearest(quote).split()) <= 6


def test_an_earlier_text_comes_first_and_no_passage_goes_across_two():
    assert (
        Passages(["a grey wall here", "a red wall there"]).nearest("a green wall") == "a grey wall"
    )
    assert Passages(["the old", "mill is here"]).nearest("the old mill is") is None


def test_dashes_part_words():
    assert (
        Passages(["Iraq\u2014now protest-torn\u2014waits"]).nearest("new protest-torn Iraq") is None
    )
    assert Passages(["the wall\u2014of grey stone"]).nearest("of green stone") == "of grey stone"


def test_without_text_there_is_no_passage():
    assert Passages([]).nearest("the wall") is None
