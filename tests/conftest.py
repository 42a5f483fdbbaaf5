"""What most tests need: a release of the repository's own data, and servers of it."""

from pathlib import Path

import pytest

from nofuz.app import create_app
from nofuz.dataset.folder import open_dataset
from nofuz.edition import Editions
from nofuz.release.build import build
from nofuz.settings import Settings
from tests.live import Server

REPOSITORY = Path(__file__).parents[1]


def pytest_addoption(parser):
    parser.addoption(
        "--soak-seconds", type=float, default=60, help="How long tests/test_soak.py goes on."
    )


@pytest.fixture(scope="session")
def repository():
    return REPOSITORY


@pytest.fixture(scope="session")
def releases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("releases")
    build(open_dataset(REPOSITORY), folder)
    return folder


@pytest.fixture(scope="session")
def app(releases):
    settings = Settings(releases=releases, workers=1, query_seconds=5.0)
    editions = Editions(settings)
    yield create_app(settings, editions)
    editions.close()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def server(releases):
    with Server(releases, query_seconds=2, body_seconds=1) as running:
        yield running
