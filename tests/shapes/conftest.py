import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.dataset.syntax import read
from tests.shapes.tiny import VALID, Tiny


@pytest.fixture(scope="session")
def tiny(repository):
    graphs, unread = read(open_dataset(repository))
    assert not unread
    return Tiny({path.stem: path.read_text("utf-8") for path in VALID.glob("*.ttl")}, graphs)
