"""Writers see the same bytes wherever the engine's pieces meet."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.errors import Unwritable
from nofuz.store.writers import CsvWriter, XmlWriter

TSV = b'?a\t?b\n<http://x/,>\t"a\\"b\\n"@en\n\t_:c\n"\xe2\x82\xac"\t1.5\n'
CSV = b'a,b\r\n"http://x/,","a""b\n"\r\n,_:c\r\n\xe2\x82\xac,1.5\r\n'


def pieces(data, cuts):
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:end] for start, end in pairwise(places)]


def written(writer, data, cuts):
    output = io.BytesIO()
    target = writer(output)
    for piece in pieces(data, cuts):
        assert target.write(piece) == len(piece)
    target.flush()
    return output.getvalue()


@given(st.lists(st.integers(0, 200), max_size=20))
def test_csv_is_made_from_any_pieces_of_tsv(cuts):
    assert written(CsvWriter, TSV, cuts) == CSV


@given(st.lists(st.integers(0, 200), max_size=20))
def test_carriage_returns_outlive_a_parser_of_xml(cuts):
    assert written(XmlWriter, b"<a>b\r\nc\rd</a>", cuts) == b"<a>b&#xD;\nc&#xD;d</a>"


@pytest.mark.parametrize(
    "wrong", [b"\x00", b"\x0b", b"\x1f", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"<oxprefix: xmlns"]
)
@given(st.lists(st.integers(0, 200), max_size=20))
def test_what_xml_cannot_hold_is_found_in_any_pieces(wrong, cuts):
    with pytest.raises(Unwritable):
        written(XmlWriter, b"<a>b" + wrong + b"c</a>", cuts)


@given(st.lists(st.integers(0, 200), max_size=20))
def test_all_other_xml_stays_as_it_is(cuts):
    data = "<a>\t\n é\u20ac\ufffd\U0001f600 &lt;oxprefix: </a>".encode()
    assert written(XmlWriter, data, cuts) == data
