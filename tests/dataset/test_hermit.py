"""Narrowing a contradiction down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.dataset.hermit import smallest


@given(st.integers(1, 60), st.data())
def test_the_smallest_broken_selection_is_found(number, data):
    parts = list(range(number))
    culprits = data.draw(st.sets(st.sampled_from(parts), min_size=1, max_size=4))
    assert set(smallest(parts, lambda some: culprits <= set(some))) == culprits


def test_of_two_causes_one_is_told():
    causes = [{3, 7}, {20}]
    found = smallest(range(30), lambda some: any(cause <= set(some) for cause in causes))
    assert set(found) in causes


def test_few_questions_are_asked():
    asked = []
    smallest(range(1000), lambda some: asked.append(1) or 500 in some)
    assert len(asked) < 30


@pytest.mark.parametrize("parts", [[], [1, 2]])
def test_what_is_broken_without_any_part_is_not_their_fault(parts):
    assert smallest(parts, lambda _: True) == []
