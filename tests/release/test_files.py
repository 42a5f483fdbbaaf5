"""Files that are whole or not there."""

from nofuz.release.files import replace, to_json


def test_a_replaced_file_holds_the_new_bytes_and_nothing_is_left_beside(tmp_path):
    for data in (b"old", b"new"):
        replace(tmp_path / "file", data)
    assert (tmp_path / "file").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_reader_of_the_old_file_keeps_it_whole(tmp_path):
    replace(tmp_path / "file", b"old")
    with (tmp_path / "file").open("rb") as file:
        replace(tmp_path / "file", b"new")
        assert file.read() == b"old"


def test_json_is_sorted_and_keeps_letters():
    assert to_json({"b": 1, "a": "\u0646"}) == '{\n    "a": "\u0646",\n    "b": 1\n}\n'.encode()
