"""Which paragraph of a page is which paragraph that was read."""

import pytest

from nofuz.verification.placing import OFTEN, homes


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({}, {}),
        ({1: []}, {}),
        ({1: [set()]}, {}),
        ({7: [{3}]}, {7: 3}),
        ({1: [{0}], 2: [{1}], 3: [{2}]}, {1: 0, 2: 1, 3: 2}),
    ],
)
def test_paragraphs_in_order_stay(places, expected):
    assert homes(places) == expected


@pytest.mark.parametrize(
    "places",
    [
        {1: [{0}], 2: [{3}], 3: [{4}], 4: [{5}]},  # two were put in after the first
        {2: [{4}], 3: [{5}], 4: [{6}]},  # others were put in before
        {1: [{0}], 2: [{1}], 3: [{1}], 4: [{2}]},  # two were joined
        {1: [{0}], 4: [{1}], 5: [{2}]},  # some were cut out
        {n: [{0}] for n in range(1, 9)},  # the page has no paragraphs
        {1: [{0}], 2: [{1}], 3: [{8}]},  # many were put in before the last
    ],
)
def test_what_was_put_in_cut_out_or_joined_moves_nothing(places):
    assert homes(places).keys() == places.keys()


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ({1: [{0}], 2: [{3}], 3: [{2}], 4: [{3}]}, 2),
        ({1: [{0}], 2: [{2}], 3: [{2}], 4: [{3}]}, 2),
        ({1: [{0}], 2: [{1}], 3: [{1}], 4: [{3}]}, 3),
        ({1: [{0}], 2: [{1}], 3: [{0}], 4: [{3}]}, 3),
        ({1: [{4}], 2: [{1}], 3: [{2}], 4: [{3}]}, 1),
        ({2: [{4}], 3: [{2}]}, 2),
    ],
)
def test_what_moved_among_the_others_is_not_at_home(places, moved):
    assert homes(places) == {n: n - 1 for n in places if n != moved}


def test_a_paragraph_stays_where_most_of_its_quotes_are():
    assert homes({1: [{0}], 2: [{1}, {1}, {3}], 3: [{2}], 4: [{3}]})[2] == 1


def test_one_quote_that_stays_keeps_its_paragraph_though_others_moved():
    assert homes({1: [{0}], 2: [{1}, {3}, {3}], 3: [{2}], 4: [{3}]})[2] == 1


def test_a_quote_that_stands_in_several_paragraphs_fits_where_its_number_does():
    assert homes({1: [{0}], 2: [{0, 1, 2, 3}], 3: [{2}]}) == {1: 0, 2: 1, 3: 2}


def test_a_quote_that_stands_everywhere_tells_nothing():
    assert homes({1: [set(range(OFTEN + 1))], 2: [{1}]}) == {2: 1}
