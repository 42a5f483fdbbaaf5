"""In which releases an IRI is alive, from what each of them changed."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from nofuz.release.changes import Changed, Changes, line_of
from nofuz.release.comparison import Change
from nofuz.release.history import Switch
from nofuz.release.lifespans import Lifespan, first_dates

DAY = datetime(2026, 1, 1, tzinfo=UTC)
ADDED, CHANGED, WITHDRAWN = Change.ADDED, Change.CHANGED, Change.WITHDRAWN
UNKNOWN, NOTHING = "unknown", None


def date(number):
    return DAY + timedelta(days=number)


@pytest.fixture
def lifespan(tmp_path):
    """Make the lifespan of an IRI from what each switch did to it."""

    def make(names, happened, known=()):
        history, changes = [], []
        for number, (name, change) in enumerate(zip(names, happened, strict=True)):
            before = history[-1].name if history else None
            history.append(Switch(number + 1, name, date(number), before))
            folder = tmp_path / str(number)
            folder.mkdir()
            lines = [] if change in (NOTHING, UNKNOWN) else [line_of(Changed("urn:x", change))]
            (folder / "iris.tsv").write_bytes(b"".join(lines))
            summary = json.loads(json.dumps({"pages": [0] * len(lines)}))
            changes.append(None if change == UNKNOWN else Changes(folder, summary))
        return Lifespan(tuple(history), changes, "urn:x", dict(known).get)

    return make


def names(found):
    return "".join(memento.name for memento in found.mementos)


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ([ADDED, NOTHING, NOTHING], "abc"),
        ([ADDED, CHANGED, NOTHING], "abc"),
        ([NOTHING, ADDED, NOTHING], "bc"),
        ([ADDED, NOTHING, WITHDRAWN], "ab"),
        ([ADDED, WITHDRAWN, ADDED], "ac"),
        ([NOTHING, NOTHING, NOTHING], ""),
    ],
)
def test_it_lives_from_its_addition_to_its_withdrawal(lifespan, happened, expected):
    assert names(lifespan("abc", happened)) == expected


def test_a_release_that_came_back_is_one_memento_with_its_first_time(lifespan):
    found = lifespan("aba", [ADDED, CHANGED, CHANGED])
    assert [(memento.name, memento.date) for memento in found.mementos] == [
        ("a", date(0)),
        ("b", date(1)),
    ]


@pytest.mark.parametrize(
    ("happened", "known", "expected"),
    [
        ([UNKNOWN, NOTHING, NOTHING], {"a": True}, "abc"),
        ([UNKNOWN, NOTHING, NOTHING], {"a": False}, ""),
        ([UNKNOWN, NOTHING, NOTHING], {"b": True}, "bc"),
        ([UNKNOWN, NOTHING, NOTHING], {"c": True}, "c"),
        ([UNKNOWN, WITHDRAWN, NOTHING], {}, ""),
        ([ADDED, UNKNOWN, NOTHING], {"b": True}, "abc"),
        ([ADDED, UNKNOWN, NOTHING], {"c": True}, "ac"),
        ([ADDED, UNKNOWN, CHANGED], {}, "ac"),
    ],
)
def test_where_nobody_wrote_it_down_the_releases_are_asked(lifespan, happened, known, expected):
    assert names(lifespan("abc", happened, known)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(-5, "b"), (0, "b"), (1, "b"), (1.5, "b"), (2, "c"), (99, "d")]
)
def test_a_time_has_the_release_that_was_in_force(lifespan, days, expected):
    found = lifespan("abcd", [NOTHING, ADDED, CHANGED, WITHDRAWN])
    assert found.at(date(days), lambda _: True).name == expected


def test_what_never_lived_has_no_time(lifespan):
    assert lifespan("ab", [NOTHING, NOTHING]).at(DAY, lambda _: True) is None


@pytest.mark.parametrize(("days", "expected"), [(0, "c"), (1, "c"), (2, "c"), (3, "c"), (9, "e")])
def test_the_nearest_release_that_is_kept_stands_for_one_that_is_not(lifespan, days, expected):
    found = lifespan("abcde", [ADDED, CHANGED, CHANGED, CHANGED, CHANGED])
    assert found.at(date(days), lambda name: name in "ce").name == expected


def test_the_first_date_of_a_release_stays_when_it_comes_back():
    history = tuple(
        Switch(number + 1, name, date(number), None) for number, name in enumerate("aba")
    )
    assert first_dates(history) == {"a": date(0), "b": date(1)}
