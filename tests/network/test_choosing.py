"""Which relations are shown for which choice, and how a choice is written."""

import pytest

from nofuz.errors import MalformedRequest
from nofuz.network.choosing import Choice, chosen, read_choice
from nofuz.network.trust import Origins
from nofuz.pages.times import Times
from nofuz.parameters import decoded
from tests.network.making import BASE, network, relation, within

_NO_DOUBTS = Origins(frozenset(), frozenset())
_NETWORK = network(
    relation("ab", "corroborated", "leak talk", documents="gazette courier"),
    relation("bc", kind="Bribe", times=within("2014-01-01", "2014-12-31")),
    relation("cd", "contested", "talk", documents="courier", times=Times((), ("2019-11-18",))),
)


def asked(query):
    return read_choice(decoded(query.encode()), _NETWORK, BASE)


def shown(query):
    found = chosen(_NETWORK, asked(query), _NO_DOUBTS)
    return [one.relation.source[-1] + one.relation.target[-1] for one in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["ab", "bc", "cd"]),
        ("kind=Bribe", ["bc"]),
        ("kind=Bribe&kind=Command&standing=contested", ["cd"]),
        ("document=courier", ["ab", "cd"]),
        ("origin=talk", ["ab", "cd"]),
        ("origin=talk&standing=single-origin", ["ab"]),
        ("agent=a&agent=d", ["ab", "cd"]),
        ("kind=https://w3id.org/nofuz/def%23Bribe", ["bc"]),
        ("kind=&standing=&asOf=", ["ab", "bc", "cd"]),
    ],
)
def test_filters_take_what_fits_all_of_them(query, expected):
    assert shown(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("asOf=2014-06-01", ["ab", "bc", "cd"]),
        ("asOf=2014-06-01&told=yes", ["bc"]),
        ("asOf=2015-01-01", ["ab", "cd"]),
        ("asOf=2015-01-01&told=yes", []),
        ("asOf=2019-11-18&told=yes", ["cd"]),
        ("told=yes", ["ab", "bc", "cd"]),
    ],
)
def test_a_day_rules_out_only_what_is_bounded_by_other_days(query, expected):
    assert shown(query) == expected


def test_trust_counts_the_trusted_origins_alone():
    [one, other] = chosen(_NETWORK, asked("origin=talk"), _NO_DOUBTS)
    assert (one.standing.rpartition("/")[2], one.origins) == ("single-origin", 1)
    assert other.standing.rpartition("/")[2] == "contested"


@pytest.mark.parametrize(
    "query",
    ["kind=Nothing", "origin=nobody", "agent=z", "asOf=2020-02-30", "asOf=yesterday", "asOf=2020"],
)
def test_what_names_nothing_is_refused(query):
    with pytest.raises(MalformedRequest):
        asked(query)


def test_an_address_leads_back_to_its_choice():
    choice = asked("told=yes&asOf=2019-11-18&origin=talk&origin=leak&kind=Bribe&agent=a")
    address = choice.address("/network", page=2)
    assert address == (
        "/network?kind=Bribe&origin=leak&origin=talk&agent=a&asOf=2019-11-18&told=yes&page=2"
    )
    assert asked(address.partition("?")[2]) == choice


def test_no_choice_is_a_bare_address():
    assert Choice().address("/network") == "/network"
