"""A SELECT keeps to a number of solutions, and says so where it has more."""

import io
import json

import pyoxigraph as ox
import pytest

from nofuz.errors import MalformedQuery, TooManyRows
from nofuz.query.answering import answer
from nofuz.query.inspection import inspect
from nofuz.query.rows import RowLimit, count, limited
from nofuz.settings import Settings
from nofuz.store.embedded import EmbeddedStore, Scope

TEN = "VALUES ?n { 1 2 3 4 5 6 7 8 9 10 }"
MEDIA_TYPES = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "application/json",
    "text/csv",
    "text/tab-separated-values",
]


def rows(text):
    return [int(row["n"].value) for row in ox.Store().query(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"SELECT ?n {{ {TEN} }}", [1, 2, 3, 4]),
        (f"SELECT ?n {{ {TEN} }} # LIMIT 2", [1, 2, 3, 4]),
        (f"SELECT ?n {{ {TEN} }} LIMIT 2", [1, 2]),
        (f"SELECT ?n {{ {TEN} }} LIMIT 9", [1, 2, 3, 4]),
        (f"SELECT ?n {{ {TEN} }} limit # most\n 900000 OFFSET 2", [3, 4, 5, 6]),
        (f"SELECT ?n {{ {TEN} }} OFFSET 8", [9, 10]),
        (f"SELECT ?n {{ {TEN} }} ORDER BY DESC(?n)", [10, 9, 8, 7]),
        (f"SELECT ?n {{ {TEN} }} LIMIT9", [1, 2, 3, 4]),
        (f"SELECT ?n {{ {TEN} }} OFFSET1LIMIT9", [2, 3, 4, 5]),
        ("SELECT ?n { } VALUES ?n { 1 2 3 4 5 6 }", [1, 2, 3, 4]),
        ("SELECT ?n { } LIMIT 5 VALUES ?n { 1 2 3 4 5 6 }", [1, 2, 3, 4]),
        (f"SELECT ?n {{ {{ SELECT ?n {{ {TEN} }} LIMIT 6 }} }}", [1, 2, 3, 4]),
        (f"SELECT ?n {{ {{ SELECT ?n {{ {TEN} }} LIMIT 3 }} }}", [1, 2, 3]),
        (f"SELECT (COUNT(?limit) AS ?n) {{ {TEN} BIND('LIMIT 1' AS ?limit) }}", [10]),
        (
            f"PREFIX limit: <http://x/LIMIT> SELECT ?n {{ {TEN} FILTER(?n != limit:1) }}",
            [1, 2, 3, 4],
        ),
        (f"SELECT ?n {{ {TEN} }} GROUP BY ?n HAVING(?n > 3) ORDER BY ?n", [4, 5, 6, 7]),
        (f"SELECT ?n {{ {TEN} }} LIMIT 0", []),
    ],
)
def test_the_first_solutions_stay(text, expected):
    assert rows(limited(text, 4)) == expected


@pytest.mark.parametrize("modifier", ["LIMIT9OFFSET1", "xLIMITy"])
def test_a_limit_that_cannot_be_read_is_refused(modifier):
    with pytest.raises(MalformedQuery, match="LIMIT"):
        limited(f"SELECT ?n {{ {TEN} }} {modifier}", 4)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"SELECT ?n {{ {TEN} }}", 10),
        ("SELECT ?n { FILTER(false) }", 0),
        ("SELECT ?n { }", 1),
        ("SELECT * { }", 1),
        (r"SELECT * { VALUES (?a ?b) { ('a\nb' '<result>') ('\r\n' '{') ('\"' '},{') } }", 3),
    ],
)
def test_solutions_are_counted_in_every_format(media_type, query, expected):
    output = io.BytesIO()
    EmbeddedStore(ox.Store()).answer(query, "http://x/", Scope(), media_type, output)
    assert count(output.getvalue(), media_type) == expected


def asked(text, limit):
    output = io.BytesIO()
    query = inspect(text, Settings()).query("http://x/", Scope(), MEDIA_TYPES[0], limit)
    is_cut = answer(EmbeddedStore(ox.Store()), query, output)
    found = json.loads(output.getvalue())["results"]["bindings"]
    return [int(row["n"]["value"]) for row in found], is_cut


@pytest.mark.parametrize("most", [10, 11])
@pytest.mark.parametrize("is_cutting", [True, False])
def test_as_many_as_allowed_are_given(most, is_cutting):
    text = f"SELECT * {{ {TEN} }}"
    assert asked(text, RowLimit(most, is_cutting)) == ([*range(1, 11)], False)


def test_more_are_refused_or_cut_off():
    text = f"SELECT * {{ {TEN} }}"
    assert asked(text, RowLimit(9, is_cutting=True)) == ([*range(1, 10)], True)
    with pytest.raises(TooManyRows, match="more than 9"):
        asked(text, RowLimit(9))


def test_a_syntax_error_is_where_the_client_made_it():
    with pytest.raises(MalformedQuery) as plain:
        asked("SELECT * {", RowLimit())
    with pytest.raises(MalformedQuery) as bounded:
        asked("SELECT * {", RowLimit(5))
    assert str(bounded.value) == str(plain.value)
