"""Text in a picture."""

from hypothesis import given
from hypothesis import strategies as st

from nofuz.pages.pictures.text import lines, quoted


@given(st.text(max_size=300), st.integers(4, 40), st.integers(1, 4))
def test_a_text_never_takes_more_room_than_it_has(text, width, most):
    found = lines(text, width, most)
    assert len(found) <= most
    assert all(len(line) <= width for line in found)


@given(st.text(max_size=300))
def test_no_control_character_gets_into_a_picture(text):
    kept = "".join(lines(text, 40, 2)).replace("\u200c", "").replace("\u200d", "")
    assert kept.isprintable()


def test_what_is_cut_says_so():
    assert lines("x" * 10_000, 20, 2)[-1].endswith("…")
    assert lines("short", 20, 2) == ["short"]


def test_a_cut_sentence_keeps_its_quotation_marks():
    assert quoted("The minister met the ambassador in Baghdad", 20) == "“The minister met…”"
