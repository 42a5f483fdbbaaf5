"""A dataset of somebody else's begins with one command."""

import pytest

from nofuz.dataset.check import check
from nofuz.dataset.folder import open_dataset
from nofuz.dataset.starting import start
from nofuz.errors import CommandError
from nofuz.namespaces import BASE

OTHER = "https://data.example.org/towns/"


@pytest.mark.parametrize("base", [BASE, OTHER])
def test_a_new_dataset_has_nothing_to_put_right(tmp_path, base):
    start(tmp_path / "new", base)
    report = check(open_dataset(tmp_path / "new", base))
    assert report.findings == ()
    assert report.warnings == ()


def test_its_things_are_under_its_own_base(tmp_path):
    start(tmp_path, OTHER)
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "instances").rglob("*.*"))
    assert OTHER + "id/" in written
    assert BASE + "id/" not in written


def test_a_dataset_is_never_overwritten(tmp_path):
    (tmp_path / "ontology").mkdir()
    with pytest.raises(CommandError, match="nothing was written"):
        start(tmp_path, BASE)
    assert [path.name for path in tmp_path.iterdir()] == ["ontology"]
