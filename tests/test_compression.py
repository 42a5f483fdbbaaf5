import gzip
import sys

import pytest

from nofuz.compression import chosen, compressed, compressing, is_compressible

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_DECODED = {"gzip": gzip.decompress, "zstd": zstd.decompress}


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, ""),
        ("", ""),
        ("identity", ""),
        ("br", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("*", "zstd"),
        ("*;q=0", ""),
        ("zstd;q=0, gzip", "gzip"),
        ("zstd;q=0.2, gzip;q=0.8", "gzip"),
        ("gzip;q=0.5, identity;q=0.8", ""),
        ("gzip;q=0", ""),
        ("gzip;q=nonsense", ""),
        ("\0\xff;;;,,,", ""),
        ("x," * 100_000 + "gzip", ""),
    ],
)
def test_the_coding_is_what_the_client_likes_best(header, coding):
    assert chosen(header) == coding


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_coded_answer_decodes_to_itself_and_is_the_same_each_time(coding):
    body = b"the same again and again " * 1000
    assert _DECODED[coding](compressed(body, coding)) == body
    assert compressed(body, coding) == compressed(body, coding)
    pieces = compressing(iter([body, b"", body]), coding)
    assert _DECODED[coding](b"".join(pieces)) == body + body


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html; charset=utf-8", True),
        ("application/sparql-results+json", True),
        ("application/sparql-results+xml", True),
        ("application/n-quads", True),
        ("application/trig", True),
        ("application/rdf+xml", True),
        ("image/png", False),
        ("application/gzip", False),
        ("", False),
    ],
)
def test_what_is_compressed_already_is_left_alone(content_type, expected):
    assert is_compressible(content_type) is expected
