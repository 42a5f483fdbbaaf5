import sqlite3

import pytest

from nofuz.index.entries import Vocabulary
from nofuz.index.writing import write_index

from .conftest import entry

_ENTRIES = [
    entry(f"agent-{number}", f"Agent {number}", f"Vekil {number}", texts=[f"number {number}"])
    for number in range(200)
]
_VOCABULARY = Vocabulary({"foaf:Agent": "agent"}, {("foaf:Agent", "rdfs:label"): 200})


def test_the_same_entries_in_another_order_give_the_same_bytes(tmp_path):
    shuffled = [*_ENTRIES[1::2], *reversed(_ENTRIES[::2])]
    write_index(tmp_path / "one", _ENTRIES, _VOCABULARY)
    write_index(tmp_path / "other", shuffled, _VOCABULARY)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_other_entries_give_other_bytes(tmp_path):
    write_index(tmp_path / "one", _ENTRIES, _VOCABULARY)
    write_index(tmp_path / "other", _ENTRIES[1:], _VOCABULARY)
    assert (tmp_path / "one").read_bytes() != (tmp_path / "other").read_bytes()


def test_nothing_is_left_beside_the_file(tmp_path):
    write_index(tmp_path / "one", _ENTRIES, _VOCABULARY)
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_the_file_is_sound(tmp_path):
    write_index(tmp_path / "one", _ENTRIES, _VOCABULARY)
    connection = sqlite3.connect(tmp_path / "one")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_a_folder_that_is_missing_is_an_os_error(tmp_path):
    with pytest.raises(OSError, match="missing"):
        write_index(tmp_path / "missing" / "one", _ENTRIES, _VOCABULARY)
