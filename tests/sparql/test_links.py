"""A short address is the query itself, and stays it."""

from hashlib import sha256
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.sparql.links import path_of, text_of

LONGEST = 65536
QUERY = """PREFIX nofuz: <https://w3id.org/nofuz/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?statement ?speaker WHERE {
  ?claim nofuz:concerns/rdfs:label ?statement ;
    nofuz:speaker ?speaker .
}
"""


def code_of(text):
    return path_of(text).removeprefix("/q/")


@given(st.text(max_size=300))
def test_an_address_gives_its_query_back(text):
    assert text_of(code_of(text), LONGEST) == text


def test_it_is_short_and_needs_no_escape():
    path = path_of(QUERY)
    assert len(path) < len(QUERY) / 3
    assert path.isascii()
    assert path.replace("/", "").replace("-", "").replace("_", "").isalnum()


def test_what_was_given_out_once_means_the_same_for_good():
    dictionary = (files("nofuz.sparql") / "dictionary-1.txt").read_bytes()
    assert sha256(dictionary).hexdigest() == (
        "c2252eb15f8847f94cb9bce9e8b5df9713dbcd6789e4d75e383fb205f9cbdec9"
    )
    assert text_of("1A_cQagE", LONGEST) == "ASK {}"


@pytest.mark.parametrize(
    "code", ["", "1", "2A_cQagE", "1A_cQ", "1A_cQagE=", "1é", "1!!!!", "1AAAA"]
)
def test_what_is_no_address_of_a_query_is_told(code):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        text_of(code, LONGEST)


def test_a_bomb_is_not_unpacked():
    code = code_of("a" * 1_000_000)
    assert len(code) < 2000
    with pytest.raises(ValueError, match="too long"):
        text_of(code, LONGEST)
