"""Opening releases and noticing new ones."""

import shutil

import pytest

from nofuz.errors import CommandError
from nofuz.release.build import build
from nofuz.release.layout import LAYOUT
from nofuz.release.releases import Watch, current_release, is_current, open_release


def test_where_nothing_was_built_there_is_no_release(dataset, releases):
    assert current_release(releases) is None
    assert not is_current(dataset, releases)


def test_an_earlier_release_can_still_be_opened(dataset, changed, releases):
    old = build(dataset, releases)
    build(changed, releases)
    assert open_release(releases / old).store.ask("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    "name", ["instances/agents.ttl", "ontology/rules/10-bounds.rq", "instances/ledger.csv"]
)
def test_a_release_is_stale_when_a_file_changed(dataset, releases, name):
    build(dataset, releases)
    with (dataset.path / name).open("a") as file:
        file.write("\n")
    assert not is_current(dataset, releases)


def test_a_release_is_stale_for_another_engine(dataset, releases, monkeypatch):
    build(dataset, releases)
    monkeypatch.setattr("nofuz.release.source.ENGINE", "pyoxigraph 99")
    assert not is_current(dataset, releases)


@pytest.mark.parametrize("victim", ["store", "manifest.json", ""])
def test_a_missing_release_is_told_and_built_again(dataset, releases, victim):
    name = build(dataset, releases)
    path = releases / name / victim
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(CommandError) as caught:
        current_release(releases)
    assert str(caught.value) == f"{releases / name} is no release: build it again"
    assert not is_current(dataset, releases)
    build(dataset, releases)
    assert is_current(dataset, releases)


def test_a_damaged_store_is_told_in_one_line(dataset, releases):
    name = build(dataset, releases)
    (releases / name / "store" / "CURRENT").write_text("damaged")
    release = current_release(releases)
    with pytest.raises(CommandError) as caught:
        _ = release.store
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{releases / name / 'store'} cannot be opened: build it again (")


@pytest.mark.parametrize("text", ["", "{", "[]", "5"])
@pytest.mark.parametrize("victim", ["current.json", "manifest.json"])
def test_a_damaged_file_is_told_and_built_again(dataset, releases, victim, text):
    name = build(dataset, releases)
    path = releases / victim if victim == "current.json" else releases / name / victim
    path.write_text(text)
    with pytest.raises(CommandError) as caught:
        current_release(releases)
    assert str(caught.value).startswith(f"{path} cannot be read: ")
    assert not is_current(dataset, releases)
    build(dataset, releases)
    assert is_current(dataset, releases)


def test_a_release_of_another_layout_is_told(dataset, releases):
    name = build(dataset, releases)
    path = releases / name / "manifest.json"
    ours = f'"layout": {LAYOUT}'
    assert ours in path.read_text()
    path.write_text(path.read_text().replace(ours, '"layout": 0'))
    with pytest.raises(CommandError) as caught:
        current_release(releases)
    assert str(caught.value) == (
        f"{releases / name} was built by another version of nofuz: build it again"
    )


def test_the_watch_tells_a_new_release_once(dataset, changed, releases):
    build(dataset, releases)
    watch = Watch(releases)
    assert not watch.has_changed()
    build(changed, releases)
    assert watch.has_changed()
    watch.look()
    assert not watch.has_changed()


def test_the_watch_tells_the_first_release(dataset, releases):
    watch = Watch(releases)
    assert not watch.has_changed()
    build(dataset, releases)
    assert watch.has_changed()


def test_the_watch_says_nothing_while_there_is_no_release(dataset, releases):
    build(dataset, releases)
    watch = Watch(releases)
    (releases / "current.json").unlink()
    assert not watch.has_changed()
