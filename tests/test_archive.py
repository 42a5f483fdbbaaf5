"""Earlier releases are opened when somebody asks, and only a few stay open."""

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nofuz.archive import Archive
from nofuz.dataset.folder import open_dataset
from nofuz.errors import CommandError
from nofuz.release.build import build

TINY = Path(__file__).parent / "data" / "tiny"
DAY = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder of six releases, and their names."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("archive") / "dataset"))
    agents, releases = folder / "instances" / "agents.ttl", folder.parent / "releases"
    text, names = agents.read_text("utf-8"), []
    for number in range(6):
        agents.write_text(text.replace('"Zahra"@en', f'"Zahra {number}"@en'), "utf-8")
        names.append(build(open_dataset(folder), releases))
    return releases, names


def label(opened):
    thing = "https://w3id.org/nofuz/id/agent/zahra"
    return opened.store.labels([thing])[thing]


def test_each_release_holds_its_own(built):
    releases, names = built
    archive = Archive(releases)
    for _ in range(2):
        assert [label(archive.opened(name, DAY)) for name in names] == [
            f"Zahra {number}" for number in range(6)
        ]


def test_a_few_stay_open_and_the_others_are_closed(built):
    releases, names = built
    archive = Archive(releases)
    opened = [archive.opened(name, DAY) for name in names]
    assert archive.opened(names[-1], DAY) is opened[-1]
    assert archive.opened(names[0], DAY) is not opened[0]
    assert label(opened[1]) == "Zahra 1"  # closed when nobody has it any more, not under a request


def test_many_at_once_get_what_they_ask_for(built):
    releases, names = built
    archive, wrong = Archive(releases), []

    def ask(start):
        for step in range(40):
            number = (start + step * 5) % 6
            if label(archive.opened(names[number], DAY)) != f"Zahra {number}":
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=[start]) for start in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_is_not_kept_is_told(built, tmp_path):
    releases = shutil.copytree(built[0], tmp_path / "releases")
    archive, name = Archive(releases), built[1][0]
    assert archive.is_kept(name)
    assert archive.opened(name, DAY)
    shutil.rmtree(releases / name)
    assert not archive.is_kept(name)
    for ask in (archive.release, lambda name: archive.opened(name, DAY)):
        with pytest.raises(CommandError):
            ask(name)


def test_a_damaged_store_is_told(built, tmp_path):
    releases = shutil.copytree(built[0], tmp_path / "releases")
    name = built[1][0]
    (releases / name / "store" / "CURRENT").write_text("damaged")
    with pytest.raises(CommandError):
        Archive(releases).opened(name, DAY)
