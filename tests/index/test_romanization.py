import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.index.romanization import joined, romanized, skeletons, sounds, spelled


def skeleton(name):
    return [set(skeletons(word.letters)) for word in romanized(name)]


@pytest.mark.parametrize(
    "names",
    [
        [
            "Qasem Soleimani",
            "Qassim Sulaymani",
            "Ghassem Soleymany",
            "قاسم سلیمانی",
            "قاسم سليماني",
        ],
        ["Касем Сулеймани", "Qasem Soleimani"],
        ["Esmail Qaani", "Ismail Ghani", "اسماعیل قاآنی", "إسماعيل قاآني"],
        ["Musa Kazem", "Moussa Kadhim", "Mousa Kadim", "موسى الكاظم"],
        ["Jafari", "Ja'fari", "Djaafari", "جعفری"],
        ["Shuhada", "Chouhada", "شهداء"],
        ["Yusuf", "Youssef", "يوسف"],
        ["Vahid", "Wahid", "وحيد"],
    ],
    ids=lambda names: names[0],
)
def test_spellings_of_one_name_share_a_skeleton(names):
    assert all(
        one & other
        for name in names[1:]
        for one, other in zip(skeleton(names[0]), skeleton(name), strict=True)
    )


def test_a_letter_that_may_be_two_gives_a_skeleton_for_each():
    assert set(skeletons("khamenei")) >= {*skeletons("hamenei"), *skeletons("kamenei")}


def test_the_place_of_a_vowel_at_the_beginning_is_kept():
    assert set(skeletons("ali")).isdisjoint(skeletons("li"))


def test_the_article_of_an_arabic_word_is_no_part_of_it():
    assert romanized("العبادي") == romanized("عبادي")


def test_words_are_found_joined_with_their_neighbours():
    assert joined(romanized("Abdul Mahdi")) in spelled(romanized("Adel Abdul Mahdi"))


@pytest.mark.parametrize(
    ("one", "other"), [("soleimani", "solimanik"), ("khamenei", "jamenei"), ("sadr", "sadrt")]
)
def test_words_whose_skeletons_differ_in_one_sign_share_what_is_left(one, other):
    (mine, my_rests), (theirs, their_rests) = sounds(one), sounds(other)
    assert (mine | my_rests) & (theirs | their_rests)


@given(st.text(st.characters(), max_size=200))
def test_every_text_has_words_of_plain_letters(text):
    for word in romanized(text):
        assert word.letters.isascii()
        assert word.letters.isalnum()
        assert len(skeletons(word.letters)) <= 8
