from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nofuz.errors import HeaderTooLarge, NotAcceptable
from nofuz.formats import GRAPH_FORMATS, HTML, JSON_LD, N_TRIPLES, PAGE_FORMATS, TURTLE
from nofuz.negotiation import choose


@pytest.mark.parametrize("accept", [None, "", "  ", "*/*"])
def test_a_client_without_wishes_gets_the_first_offer(accept):
    assert choose(accept, PAGE_FORMATS) == HTML


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/turtle", TURTLE),
        ("text/turtle;q=0.5, application/n-triples;q=0.8", N_TRIPLES),
        ("text/turtle, text/html;q=0.5", TURTLE),
        ("text/html;q=0.5, */*;q=0.9", TURTLE),
        ("text/*;q=0.3, text/html;q=0.1, application/ld+json;q=0.2", TURTLE),
        ("image/png, application/ld+json;q=0.1", JSON_LD),
        ("TEXT/TURTLE", TURTLE),
        ("text/turtle ; q=1", TURTLE),
    ],
)
def test_the_highest_quality_wins(accept, expected):
    assert choose(accept, PAGE_FORMATS) == expected


def test_exclusion_beats_wildcard():
    assert choose("text/html;q=0, */*", PAGE_FORMATS) == TURTLE


def test_a_tie_goes_to_the_earlier_offer():
    assert choose("application/n-triples, text/turtle", GRAPH_FORMATS) == TURTLE


@pytest.mark.parametrize(
    "accept",
    [
        "text/turtle; charset=utf-8",
        'text/turtle;charset="UTF-8"',
        "text/turtle;version=1.1",
        "text/turtle; charset=utf-8; q=0.9",
    ],
)
def test_a_parameter_that_asks_for_the_given_is_no_obstacle(accept):
    assert choose(accept, PAGE_FORMATS) == TURTLE


def test_a_profile_does_not_change_the_type():
    accept = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'
    assert choose(accept, PAGE_FORMATS) == JSON_LD


@pytest.mark.parametrize(
    "accept", ["image/png", "*/*;q=0", "text/turtle;q=0", "nonsense", ",,,", "text/turtle;q=x"]
)
def test_what_is_ruled_out_is_not_acceptable(accept):
    with pytest.raises(NotAcceptable) as refusal:
        choose(accept, GRAPH_FORMATS)
    assert refusal.value.offers == [offer.media_type for offer in GRAPH_FORMATS]


# A slow and plain reading of RFC 9110, section 12.5.1, to compare with.

_GIVEN = {("charset", "utf-8"), ("version", "1.1")}
_TYPES = [*(offer.media_type for offer in PAGE_FORMATS), "text/plain", "image/png"]


@dataclass(frozen=True)
class Range:
    """One media range of an Accept header, with the quality that it gives."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...]
    quality: str  # as it is written; empty for none

    def __str__(self):
        parameters = "".join(f';{name}="{value}"' for name, value in self.parameters)
        return f"{self.type}/{self.subtype}{parameters}" + (
            f";q={self.quality}" * bool(self.quality)
        )

    def matches(self, media_type):
        kind, _, subtype = media_type.partition("/")
        asked = {pair for pair in self.parameters if pair not in _GIVEN and pair[0] != "profile"}
        if (self.type, self.subtype) == ("*", "*"):
            return True
        return self.type == kind and (
            self.subtype == "*" or (self.subtype == subtype and not asked)
        )

    def precedence(self):
        return (self.type != "*") + (self.subtype != "*")


def quality(media_type, ranges):
    """Return the quality that the most specific of the ranges gives, 0 where none matches."""
    matching = [each for each in ranges if each.matches(media_type)]
    highest = max((each.precedence() for each in matching), default=0)
    best = [each for each in matching if each.precedence() == highest]
    return max((Decimal(each.quality or "1") for each in best), default=Decimal(0))


@st.composite
def media_range(draw):
    name = draw(st.sampled_from([*_TYPES, "*/*", "text/*", "application/*", "image/*"]))
    kind, _, subtype = name.partition("/")
    known = [("charset", "utf-8"), ("version", "1.1"), ("profile", "http://a/"), ("level", "1")]
    parameters = draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
    written = draw(st.sampled_from(["", "1", "1.000", "0", "0.000", "0.5", "0.999", "0.1"]))
    return Range(kind, subtype, tuple(parameters) if subtype != "*" else (), written)


@given(
    st.lists(media_range(), min_size=1, max_size=8),
    st.permutations(PAGE_FORMATS).map(tuple),
    st.data(),
)
def test_the_choice_is_that_of_the_recommendation(ranges, offers, data):
    space = data.draw(st.sampled_from(["", " ", "\t", "  "]))
    header = f"{space},{space}".join(map(str, ranges))
    if data.draw(st.booleans()):
        header = header.upper().replace("HTTP://A/", "http://a/")
    qualities = [quality(offer.media_type, ranges) for offer in offers]
    if not any(qualities):
        with pytest.raises(NotAcceptable):
            choose(header, offers)
        return
    assert choose(header, offers) == offers[qualities.index(max(qualities))]


_BITS = [
    *(
        "text/html",
        "text/turtle",
        "*/*",
        "text/*",
        ";q=",
        ";",
        ",",
        "=",
        '"',
        "\\",
        "0.5",
        "1",
        "0",
    ),
    *("nan", "inf", "-1", "1e9", "q", " ", "\t", "*", "/", "'", "%", "charset", "utf-8''%FF", "\0"),
    *("\xff", "\u0661", "\ud800", "*0", "a*=", ";profile=", "\r\n"),
]


@given(st.lists(st.sampled_from(_BITS), max_size=40).map("".join) | st.text(max_size=200))
def test_any_header_is_a_choice_or_a_refusal(header):
    with suppress(NotAcceptable):
        assert choose(header, PAGE_FORMATS) in PAGE_FORMATS


@pytest.mark.parametrize("written", ["nan", "inf", "-1", "1.1", "1e0", "0x1"])
def test_a_quality_that_is_none_counts_for_nothing(written):
    assert choose(f"text/turtle;q={written}, text/html;q=0.1", PAGE_FORMATS) == HTML


def test_a_header_that_is_too_long_is_refused_unread():
    fitting = "text/turtle," * 300
    assert choose(fitting, PAGE_FORMATS) == TURTLE
    with pytest.raises(HeaderTooLarge, match="Accept has at most 4096 bytes"):
        choose(fitting + "a/b," * 1000, PAGE_FORMATS)
