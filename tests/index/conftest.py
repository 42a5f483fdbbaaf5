"""Indexes of a few things, and the one of the repository's own data."""

import pytest

from nofuz.index.entries import Entry, Name, Vocabulary
from nofuz.index.reading import Index
from nofuz.index.writing import write_index
from nofuz.release.releases import current_release


def entry(slug, *names, kind="agent", texts=(), classes=("foaf:Agent",), **more):
    """An entity whose first name is its label."""
    return Entry(
        f"https://example.org/id/{kind}/{slug}",
        kind,
        names[0],
        tuple(Name(name, is_label=name == names[0]) for name in names),
        tuple(texts),
        tuple(classes),
        **{"is_entity": True, **more},
    )


@pytest.fixture
def index_of(tmp_path):
    """A function that returns an open index of some entries."""
    opened = []

    def open_index(*entries):
        path = tmp_path / f"{len(opened)}.sqlite"
        write_index(path, entries, Vocabulary())
        opened.append(Index(path))
        return opened[-1]

    yield open_index
    for index in opened:
        index.close()


@pytest.fixture(scope="session")
def registry(releases):
    """The index of the repository's own data."""
    index = current_release(releases).open_index()
    yield index
    index.close()
