"""When each release became current: a log beside the releases."""

import json
import os
import shutil
import signal
from datetime import UTC, datetime, timedelta

import pytest

from nofuz.errors import CommandError
from nofuz.release.build import build
from nofuz.release.history import read_history, with_switch, write_history
from nofuz.release.releases import current_release, open_release

DAY = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def names(releases):
    return [switch.name for switch in read_history(releases)]


def written_at(releases, name, date):
    os.utime(releases / name / "manifest.json", (date.timestamp(), date.timestamp()))


def test_where_nothing_was_built_there_is_no_history(releases):
    assert read_history(releases) == ()


def test_a_build_adds_a_switch_with_its_time_and_what_was_before(dataset, changed, releases):
    begin = datetime.now(UTC).replace(microsecond=0)
    old, new = build(dataset, releases), build(changed, releases)
    first, second = read_history(releases)
    assert (first.number, first.name, first.predecessor) == (1, old, None)
    assert (second.number, second.name, second.predecessor) == (2, new, old)
    assert begin <= first.date < second.date
    assert first.date.microsecond == 0
    assert first.date.tzinfo is UTC


def test_a_build_of_what_is_current_adds_none(dataset, releases):
    build(dataset, releases)
    before = (releases / "history.json").read_bytes()
    build(dataset, releases)
    assert (releases / "history.json").read_bytes() == before


def test_a_release_that_comes_back_has_a_new_switch_and_no_new_folder(dataset, changed, releases):
    old, new = build(dataset, releases), build(changed, releases)
    assert build(dataset, releases) == old
    assert names(releases) == [old, new, old]
    assert {path.name for path in releases.iterdir() if path.is_dir()} == {"changes", old, new}


def test_the_date_of_a_release_is_that_of_its_last_switch(dataset, changed, releases):
    _, new = build(dataset, releases), build(changed, releases)
    build(dataset, releases)
    _, second, third = read_history(releases)
    assert current_release(releases).date == third.date
    assert open_release(releases / new).date == second.date


def test_dates_only_go_up_even_when_the_clock_is_set_back(dataset, changed, releases):
    build(dataset, releases)
    path = releases / "history.json"
    content = json.loads(path.read_bytes())
    content["switches"][0]["date"] = "2999-01-01T00:00:00+00:00"
    path.write_text(json.dumps(content))
    build(changed, releases)
    first, second = read_history(releases)
    assert second.date == first.date + timedelta(seconds=1)


def test_a_folder_without_history_has_the_dates_of_its_manifests(dataset, changed, releases):
    old, new = build(dataset, releases), build(changed, releases)
    (releases / "history.json").unlink()
    written_at(releases, old, DAY)
    written_at(releases, new, DAY + timedelta(days=1))
    assert names(releases) == [old, new]
    assert [switch.date for switch in read_history(releases)] == [DAY, DAY + timedelta(days=1)]
    assert current_release(releases).date == DAY + timedelta(days=1)


def test_without_history_the_current_release_is_the_last(dataset, changed, releases):
    old, new = build(changed, releases), build(dataset, releases)
    (releases / "history.json").unlink()
    written_at(releases, old, DAY)
    written_at(releases, new, DAY - timedelta(days=1))
    first, second = read_history(releases)
    assert (first.name, second.name) == (old, new)
    assert second.date == first.date + timedelta(seconds=1)


def test_a_build_writes_down_the_history_that_was_not_kept(dataset, changed, releases):
    old = build(dataset, releases)
    (releases / "history.json").unlink()
    written_at(releases, old, DAY)
    new = build(changed, releases)
    assert names(releases) == [old, new]
    assert read_history(releases)[0].date == DAY
    assert len(json.loads((releases / "history.json").read_bytes())["switches"]) == 2


def test_a_current_release_that_the_history_does_not_know_comes_last(dataset, changed, releases):
    old = build(dataset, releases)
    history = (releases / "history.json").read_bytes()
    new = build(changed, releases)
    (releases / "history.json").write_bytes(history)
    assert names(releases) == [old, new]


def test_a_switch_that_did_not_happen_is_none(dataset, changed, releases):
    old = build(dataset, releases)
    write_history(releases, with_switch(releases, "0123456789abcdef"))
    assert names(releases) == [old]
    new = build(changed, releases)
    assert names(releases) == [old, new]


def test_a_build_killed_before_its_switch_leaves_no_trace(dataset, changed, releases, start_build):
    old = build(dataset, releases)
    process = start_build(changed, KILL_AT="compare ends")
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert names(releases) == [old]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"switches": 5}', '{"switches": [{"release": "x", "date": "today"}]}'],
)
def test_a_damaged_history_is_told_and_never_overwritten(dataset, changed, releases, text):
    build(dataset, releases)
    path = releases / "history.json"
    path.write_text(text)
    with pytest.raises(CommandError) as caught:
        _ = current_release(releases).date
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{path} cannot be read: ")
    with pytest.raises(CommandError):
        build(changed, releases)
    assert path.read_text() == text


@pytest.mark.parametrize("text", ["", "{", "[]", "5", "{}"])
def test_a_damaged_current_keeps_the_history(dataset, changed, releases, text):
    old, new = build(dataset, releases), build(changed, releases)
    (releases / "current.json").write_text(text)
    build(changed, releases)
    assert names(releases) == [old, new]


def test_a_damaged_release_without_history_is_left_out(dataset, changed, releases):
    old, new = build(dataset, releases), build(changed, releases)
    (releases / "history.json").unlink()
    (releases / old / "manifest.json").write_text("{")
    assert names(releases) == [new]
    shutil.rmtree(releases / old)
    assert names(releases) == [new]
