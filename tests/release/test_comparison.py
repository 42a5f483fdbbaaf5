"""What went and came between two releases, and which IRIs that touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.release.comparison import Change, compare

LEDGER = "l:ledger"


def lines(*rows):
    return sorted(f"{row} .\n".encode() for row in rows)


def compared(old, new):
    removed, added = [], []

    def take(went, came):
        removed.extend(went)
        added.extend(came)

    found = compare(iter(old), iter(new), LEDGER, take)
    return {iri.decode()[1:-1]: str(change) for iri, change in found.items()}, removed, added


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], ["<a> <p> <o> <g>"], {"a": "added", "g": "added"}),
        (["<a> <p> <o> <g>"], [], {"a": "withdrawn", "g": "withdrawn"}),
        (["<a> <p> <o> <g>"], ["<a> <p> <o2> <g>"], {"a": "changed", "g": "changed"}),
        (["<a> <p> <o> <g>"], ["<a> <p> <o> <g>"], {}),
        (
            ["<a> <p> <o> <g>"],
            ["<a> <p> <o> <h>"],
            {"a": "changed", "g": "withdrawn", "h": "added"},
        ),
        (
            ["<a> <p> <o> <g>", "<b> <p> <o> <g>"],
            ["<b> <p> <o> <g>", "<c> <p> <o> <g>"],
            {"a": "withdrawn", "c": "added", "g": "changed"},
        ),
        (
            ['<a> <p> "x <b> <g> ." <g>'],
            ['<a> <p> "y <b> <h> ."@en <g>'],
            {"a": "changed", "g": "changed"},
        ),
    ],
)
def test_what_happened_to_subjects_and_graphs(old, new, expected):
    old, new = lines(*old), lines(*new)
    found, removed, added = compared(old, new)
    assert found == expected
    assert sorted(set(old) - set(removed) | set(added)) == new


def test_a_thing_that_is_only_in_the_ledger_is_gone():
    old = lines("<a> <p> <o> <g>")
    tombstone = f'<a> <deprecated> "true" <{LEDGER}>'
    found, _, _ = compared(old, lines(tombstone))
    assert found["a"] == "withdrawn"
    found, _, _ = compared(lines(tombstone), lines(tombstone, f'<a> <note> "why" <{LEDGER}>'))
    assert "a" not in found
    found, _, _ = compared([], lines(tombstone))
    assert "a" not in found


def test_a_subject_whose_iri_begins_another_is_not_mixed_up_with_it():
    old = lines("<a> <p> <o> <g>", "<ab> <p> <o> <g>")
    found, _, _ = compared(old, lines("<a> <p> <o2> <g>", "<ab> <p> <o> <g>"))
    assert found == {"a": "changed", "g": "changed"}


def test_another_name_of_a_blank_node_changes_no_thing_but_lines():
    old = lines("<a> <p> _:c1 <g>", "_:c1 <q> <o> <g>", "_:c1 <rest> _:c2 <g>", "_:c2 <q> <x> <g>")
    new = [line.replace(b"c1", b"c9").replace(b"c2", b"c1") for line in old]
    found, removed, added = compared(old, sorted(new))
    assert found == {}
    assert sorted(set(old) - set(removed) | set(added)) == sorted(new)
    assert removed


def test_a_thing_changes_with_what_hangs_from_its_blank_nodes():
    old = lines("<a> <p> _:c1 <g>", "_:c1 <rest> _:c2 <g>", "_:c2 <q> <x> <g>")
    new = lines("<a> <p> _:c1 <g>", "_:c1 <rest> _:c2 <g>", "_:c2 <q> <y> <g>")
    found, _, _ = compared(old, new)
    assert found == {"a": "changed", "g": "changed"}


def test_a_statement_on_a_blank_node_alone_changes_its_graph():
    old, new = lines("_:c0 <q> <x> <g>"), lines("_:c0 <q> <y> <g>")
    found, _, _ = compared(old, new)
    assert found == {"g": "changed"}


def test_a_long_list_and_a_circle_of_blank_nodes_end():
    chain = [f"_:c{number} <rest> _:c{number + 1} <g>" for number in range(5000)]
    circle = ["_:d1 <next> _:d2 <g>", "_:d2 <next> _:d1 <g>"]
    old = lines("<a> <p> _:c0 <g>", "<b> <p> _:d1 <g>", *chain, *circle)
    new = lines("<a> <p> _:c0 <g>", "<b> <p> _:d1 <g>", *chain[:-1], *circle)
    found, _, _ = compared(old, new)
    assert found == {"a": "changed", "g": "changed"}


ROWS = st.sets(
    st.builds(
        "<{}> <{}> {} <{}>".format,
        st.sampled_from(["a", "a#x", "a/y", "b", "c"]),
        st.sampled_from("pq"),
        st.sampled_from(["<o>", "_:c1", '"x"']),
        st.sampled_from("gh"),
    )
)


@given(ROWS, ROWS)
def test_the_lines_that_differ_lead_from_one_release_to_the_other(before, after):
    old, new = lines(*before), lines(*after)
    found, removed, added = compared(old, new)
    assert sorted(set(old) - set(removed) | set(added)) == new
    assert not set(removed) & set(added)
    was, is_now = ({row.split(">")[0][1:] for row in rows} for rows in (before, after))
    subjects = {iri: change for iri, change in found.items() if iri not in "gh"}
    assert {iri for iri, change in subjects.items() if change == Change.WITHDRAWN} == was - is_now
    assert {iri for iri, change in subjects.items() if change == Change.ADDED} == is_now - was
