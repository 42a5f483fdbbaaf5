import sqlite3
import threading

import pytest

from nofuz.index.reading import Index

from .conftest import entry


def test_an_open_index_cannot_be_written(index_of):
    index = index_of(entry("a", "A"))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        index.rows("DELETE FROM thing")


def test_reading_leaves_nothing_beside_the_file(index_of, tmp_path):
    index = index_of(entry("a", "A"))
    assert index.thing("https://example.org/id/agent/a").label == "A"
    assert [path.name for path in tmp_path.iterdir()] == ["0.sqlite"]


def test_every_thread_has_a_connection_of_its_own(index_of):
    index = index_of(entry("a", "A"))
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(index.thing("https://example.org/id/agent/a")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [thing.label for thing in found] == ["A"] * 4
    index.close()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(200)])
def test_a_damaged_file_is_an_os_error(tmp_path, content):
    path = tmp_path / "damaged"
    path.write_bytes(content)
    with pytest.raises(OSError, match="damaged"):
        Index(path)


def test_a_missing_file_is_an_os_error_and_is_not_made(tmp_path):
    with pytest.raises(OSError, match="missing"):
        Index(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_version_is_refused(index_of, tmp_path):
    index_of(entry("a", "A")).close()
    connection = sqlite3.connect(tmp_path / "0.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(OSError, match="another version"):
        Index(tmp_path / "0.sqlite")


def test_classes_come_from_the_narrowest_to_the_widest(index_of):
    index = index_of(entry("a", "A", classes=["nofuz:State", "org:Organization", "foaf:Agent"]))
    thing = index.thing("https://example.org/id/agent/a")
    assert thing.classes == ("nofuz:State", "org:Organization", "foaf:Agent")


def test_the_widest_class_of_a_kind_has_the_most_things(index_of):
    index = index_of(
        entry("a", "A", classes=["foaf:Person", "foaf:Agent"]),
        entry("b", "B", classes=["org:Organization", "foaf:Agent"]),
        entry("c", "C", kind="place", classes=["schema:Place"]),
    )
    assert index.widest_classes() == ["foaf:Agent", "schema:Place"]
