"""Literals and the texts that their datatypes allow."""

import pytest

from nofuz.dataset.literals import fault
from nofuz.namespaces import EDTF, PREFIXES
from nofuz.store.terms import literal

XSD = PREFIXES["xsd"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("boolean", "true"),
        ("date", "2016-02-29"),
        ("date", "-0044-03-15Z"),
        ("dateTime", "2014-10-01T23:59:59.5+03:30"),
        ("decimal", "-1.5"),
        ("double", "1e5"),
        ("duration", "P1DT2H"),
        ("gYear", "2014"),
        ("integer", "+7"),
        ("nonNegativeInteger", "0"),
        ("string", "any\ntext"),
    ],
)
def test_a_text_in_the_form_of_its_datatype_passes(name, text):
    assert fault(literal(text, datatype=XSD + name)) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("anyURI", "two words"),
        ("boolean", "True"),
        ("date", "2014-13-01"),
        ("date", "2015-02-29"),
        ("date", "20141001"),
        ("date", "2014"),
        ("dateTime", "2014-10-01"),
        ("dateTime", "2014-10-01T25:00:00"),
        ("dateTimeStamp", "2014-10-01T23:00:00"),
        ("decimal", "1,5"),
        ("decimal", "1e5"),
        ("duration", "P"),
        ("duration", "P1DT"),
        ("integer", "1_000"),
        ("integer", "\u0663"),
        ("integer", "1.0"),
        ("nonNegativeInteger", "-1"),
        ("positiveInteger", "0"),
    ],
)
def test_a_text_that_its_datatype_forbids_is_told(name, text):
    assert fault(literal(text, datatype=XSD + name)) == f'"{text}" is no xsd:{name}'


def test_a_misspelt_datatype_is_told():
    message = "xsd:datum is no datatype that a dataset may use"
    assert fault(literal("2014", datatype=XSD + "datum")) == message


@pytest.mark.parametrize("text", ["2014", "2014-10-~01", "2003/..", "../2014", "2019-21", "201X"])
def test_an_edtf_date_passes(text):
    assert fault(literal(text, datatype=EDTF)) is None


@pytest.mark.parametrize("text", ["2014-13", "2014-02-30", "", "October 2014", "20141001"])
def test_what_is_no_edtf_date_is_told(text):
    assert fault(literal(text, datatype=EDTF)) == f'"{text}" is no EDTF date'


def test_an_interval_that_ends_before_it_begins_is_told():
    assert fault(literal("2015/2014", datatype=EDTF)) == '"2015/2014" ends before it begins'


def test_text_in_a_language_has_any_form():
    assert fault(literal("2014-13", language="en")) is None
