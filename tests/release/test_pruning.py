"""How many releases are kept."""

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from nofuz.release.history import read_history
from nofuz.release.releases import current_release


@pytest.fixture
def versions(folder):
    """Five datasets that differ, one after another in one folder."""

    def one_after_another():
        agents = folder / "instances" / "agents.ttl"
        text = agents.read_text("utf-8")
        for number in range(5):
            agents.write_text(text.replace('"Zahra"@en', f'"Zahra {number}"@en'), "utf-8")
            yield open_dataset(folder)

    return one_after_another


@pytest.mark.parametrize(("keep", "left"), [(0, 5), (1, 2), (2, 2), (3, 3), (9, 5)])
def test_the_latest_releases_are_kept_and_the_whole_history(versions, releases, keep, left):
    built = [build(dataset, releases, keep=keep) for dataset in versions()]
    assert {path.parent.name for path in releases.glob("*/store")} == set(built[-left:])
    assert [switch.name for switch in read_history(releases)] == built
    assert len(list((releases / "changes").iterdir())) == 5
    assert current_release(releases).name == built[-1]
    assert not (releases / ".replaced").exists()


def test_a_release_that_came_back_is_a_late_one(changed, versions, releases):
    again = build(changed, releases)
    for version in versions():
        build(version, releases, keep=3)
        build(changed, releases, keep=3)
    assert (releases / again / "store").is_dir()
    assert len(list(releases.glob("*/store"))) == 3
