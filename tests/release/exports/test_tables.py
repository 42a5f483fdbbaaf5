"""Tables as spreadsheets and readers of RFC 4180 read them."""

import csv
import io

import pytest

from nofuz.release.exports.formats import EDGES, NODES
from nofuz.release.exports.tables import EDGE_COLUMNS, NODE_COLUMNS, neutralised, write_edges
from tests.release.exports.conftest import told

COMMAND = "nofuz:Command ; nofuz:influencer agent:a ; nofuz:influenced agent:b"


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\tA",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "\r=1",
        "\uff1d1",
    ],
)
def test_no_cell_is_a_formula(cell):
    assert neutralised(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "\nA", "https://example.org/-", "1-2", "x@y"])
def test_a_cell_that_is_no_formula_stays_as_it_is(cell):
    assert neutralised(cell) == cell


def test_hostile_text_stays_in_its_cell(network_of):
    hostile = r"=HYPERLINK(\"https://x\")\",\"b\nc;d"
    turtle = told("it", COMMAND, ("affirms", "leak")).replace("it is it", hostile)
    output = io.BytesIO()
    write_edges(network_of(turtle), output)
    [row] = rows(output.getvalue())
    assert row["statement"] == '\'=HYPERLINK("https://x")","b\nc;d'
    assert row["standing"] == "single-origin"


def test_the_tables_of_the_dataset_fit_together(published):
    nodes, edges = rows(published(NODES)), rows(published(EDGES))
    assert tuple(nodes[0]) == tuple(NODE_COLUMNS)
    assert tuple(edges[0]) == tuple(EDGE_COLUMNS)
    known = {row["id"] for row in nodes}
    assert {row[end] for row in edges for end in ("source", "target")} == known
    assert len({row["id"] for row in edges}) == len(edges)
    assert {row["type"] for row in edges} == {"Directed", "Undirected"}
    for row in edges:
        assert row["affirmed_by"]
        assert (row["standing"] == "contested") <= bool(row["not_affirmed_by"])
        assert len(row["origin_iris"].split()) == int(row["origins"])


def test_lines_end_as_the_standard_has_it(published):
    assert published(NODES).count(b"\r\n") > 1
    assert published(NODES).endswith(b"\r\n")
