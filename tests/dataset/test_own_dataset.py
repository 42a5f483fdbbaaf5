"""The dataset of this repository."""

from pathlib import Path

from nofuz.dataset.check import check
from nofuz.dataset.folder import open_dataset


def test_our_own_dataset_has_nothing_to_put_right():
    report = check(open_dataset(Path(__file__).parents[2]))
    assert [str(finding) for finding in report.findings] == []
