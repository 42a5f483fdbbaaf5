# ruff: noqa: RUF001 - letters that look alike are what this is about
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.index.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QASEM", "qasem"),
        ("Qāsem Soleimānī", "Qasem Soleimani"),
        ("علی خامنه‌ای", "علي خامنهاي"),
        ("كتائب", "کتایب"),
        ("أحمد", "احمد"),
        ("إسماعيل", "اسماعيل"),
        ("الآن", "الان"),
        ("مؤمن", "مومن"),
        ("الشهداء", "الشهدا"),
        ("مُحَمَّد", "محمد"),
        ("العـــراق", "العراق"),
        ("فاطمة", "فاطمه"),
        ("موسى", "موسي"),
        ("ﻻ", "لا"),
        ("٢٠١٩", "2019"),
        ("۲۰۱۹", "2019"),
        ("Ja'fari", "Jaʿfari"),
        ("Iran’s government", "Iran government"),
        ("al-Abadi", "al Abadi"),
        ("U.S.", "US"),
        ("(Qasem) Soleimani", "Qasem Soleimani"),
        ("Łódź Ørsted straße", "Lodz Orsted strasse"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_the_same(one, other):
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("قاسم", "كاسم"), ("Qasem", "Kasem"), ("saddam", "sadam"), ("2019", "2020")]
)
def test_other_letters_are_other_words(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["", " ", "_", "'\"*():^-", "\x00", "\ud800", "\u200c\u0640"])
def test_a_text_without_letters_has_no_words(text):
    assert fold(text) == ""


@given(st.text(st.characters()))
def test_folding_again_changes_nothing(text):
    once = fold(text)
    assert fold(once) == once


@given(st.text(st.characters()))
def test_words_are_letters_and_digits_with_one_space_between_them(text):
    assert all(word.isalnum() for word in fold(text).split(" ") if fold(text))
