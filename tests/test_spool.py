"""Answers on disk: whole, within their room, and gone when nobody has them open."""

import resource

import pytest

from nofuz.errors import NoPlace
from nofuz.spool import bytes_waiting, store

MEBIBYTE = 1024 * 1024
PIECE = bytes(range(256)) * 256


def test_an_answer_comes_back_as_it_was_written():
    stored = store([b"a", PIECE, PIECE, b"z"], MEBIBYTE)
    assert stored.length == 2 * len(PIECE) + 2
    assert b"".join(stored) == b"a" + PIECE + PIECE + b"z"
    stored.close()


def test_who_has_opened_an_answer_keeps_it():
    stored = store([PIECE], MEBIBYTE)
    with open(stored.path, "rb") as file:
        stored.close()
        assert file.read() == PIECE


def test_what_waits_is_counted_once_until_nobody_has_it_open():
    before = bytes_waiting()
    stored = store([PIECE], MEBIBYTE)
    with open(stored.path, "rb"):
        assert bytes_waiting() == before + len(PIECE)
        stored.close()
        assert bytes_waiting() == before + len(PIECE)
    assert bytes_waiting() == before


def test_the_room_is_shared_by_all_answers():
    before = bytes_waiting()
    first = store([PIECE] * 32, MEBIBYTE)
    with pytest.raises(NoPlace, match="too many long answers"):
        store([PIECE], MEBIBYTE)
    first.close()
    store([PIECE], MEBIBYTE).close()
    assert bytes_waiting() == before


def test_an_answer_without_end_ends_where_the_room_does():
    taken = 0

    def pieces():
        nonlocal taken
        while True:
            taken += len(PIECE)
            yield PIECE

    before = bytes_waiting()
    with pytest.raises(NoPlace):
        store(pieces(), 40 * MEBIBYTE)
    assert 40 * MEBIBYTE < taken <= 64 * MEBIBYTE
    assert bytes_waiting() == before


def test_a_full_disk_is_no_place():
    before, limits = bytes_waiting(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEBIBYTE, limits[1]))
    try:
        with pytest.raises(NoPlace, match="no room for so long an answer"):
            store([PIECE] * 32, 40 * MEBIBYTE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert bytes_waiting() == before


def test_a_failure_in_the_middle_leaves_nothing():
    def pieces():
        yield PIECE
        raise ValueError("in the middle")

    before = bytes_waiting()
    with pytest.raises(ValueError, match="in the middle"):
        store(pieces(), MEBIBYTE)
    assert bytes_waiting() == before
