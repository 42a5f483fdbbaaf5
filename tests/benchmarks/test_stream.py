"""The memory of a long result: all rows arrive, and files in memory are known for what they are."""

from pathlib import Path

import pytest

from tests.benchmarks.asking import WrongAnswer
from tests.benchmarks.peers import Peers
from tests.benchmarks.stream import is_in_memory, measure_stream


@pytest.fixture(scope="module")
def server(small_data, tmp_path_factory):
    with Peers(small_data, tmp_path_factory.mktemp("peers"), 8).nofuz() as running:
        yield running


def test_both_clients_get_all_rows(server):
    found = measure_stream(server, 2_000)
    assert [reading.rows for reading in found.readings] == [2_000, 2_000]
    assert found.readings[0].size == found.readings[1].size > 100_000
    assert found.most >= found.idle > 10_000_000


def test_a_result_with_other_rows_is_a_wrong_answer(server):
    with pytest.raises(WrongAnswer):
        measure_stream(server, 1_000_000)


@pytest.mark.parametrize(("kind", "expected"), [("tmpfs", True), ("proc", False)])
def test_a_folder_is_in_memory_where_its_file_system_is(kind, expected):
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    points = [point for _, point, found, *_ in mounts if found == kind]
    if not points:
        pytest.skip(f"no {kind} is mounted")
    assert is_in_memory(Path(points[0])) is expected
