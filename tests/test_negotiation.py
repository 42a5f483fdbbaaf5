import pytest

from nofuz.errors import NotAcceptable
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
