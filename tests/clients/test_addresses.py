"""By what name a client is known, and whose word is taken for it."""

import logging

import pytest

from nofuz.clients.addresses import Clients
from nofuz.errors import CommandError

PROXY = "10.0.0.1:4711"


@pytest.mark.parametrize(
    ("peer", "name"),
    [
        ("192.0.2.7:80", "192.0.2.7"),
        ("192.0.2.7", "192.0.2.7"),
        ("[2001:db8:1:2:3:4:5:6]:80", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:ffff::1]:81", "2001:db8:1:2::/64"),
        ("[2001:db8:1:3::1]:81", "2001:db8:1:3::/64"),
        ("[::ffff:192.0.2.7]:80", "192.0.2.7"),
        ("[fe80::1%eth0]:80", "fe80::/64"),
        ("somewhere", "somewhere"),
    ],
)
def test_a_client_is_its_address_and_in_ipv6_its_network(peer, name):
    assert Clients().name(peer) == name


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (["192.0.2.9"], "192.0.2.9"),
        (["192.0.2.9:5000"], "192.0.2.9"),
        (["[2001:db8::9]:5000"], "2001:db8::/64"),
        (["2001:db8::9"], "2001:db8::/64"),
        (["198.51.100.1, 192.0.2.9"], "192.0.2.9"),
        (["198.51.100.1, 192.0.2.9, 10.0.0.2"], "192.0.2.9"),
        (["198.51.100.1", "192.0.2.9"], "192.0.2.9"),
        (["192.0.2.9", "10.0.0.3,10.0.0.2"], "192.0.2.9"),
        (["rubbish, 192.0.2.9"], "192.0.2.9"),
        (["198.51.100.1," * 4000 + "192.0.2.9"], "192.0.2.9"),
    ],
)
def test_behind_a_named_proxy_it_is_the_last_address_that_is_no_proxy(fields, name):
    assert Clients("10.0.0.0/8").name(PROXY, fields) == name


@pytest.mark.parametrize(
    "field",
    ["", "unknown", "192.0.2.9, rubbish", "10.0.0.3, 10.0.0.2", "192.0.2.300", ",,,", "1" * 5000],
)
def test_what_names_no_client_leaves_the_peer(field):
    assert Clients("10.0.0.0/8").name(PROXY, [field]) == "10.0.0.1"


def test_nobody_else_is_believed():
    assert Clients("10.0.0.1").name("10.0.0.2:80", ["192.0.2.9"]) == "10.0.0.2"
    assert Clients().name("127.0.0.1:80", ["192.0.2.9"]) == "127.0.0.1"


def test_addresses_and_networks_may_be_named_side_by_side():
    clients = Clients(" 10.0.0.1 , 2001:db8::/32,::1 ")
    for proxy in ("10.0.0.1:80", "[2001:db8:5::1]:80", "[::1]:80"):
        assert clients.name(proxy, ["192.0.2.9"]) == "192.0.2.9"


@pytest.mark.parametrize("setting", ["proxy.example", "10.0.0.0/33", "10.0.0.1/8"])
def test_what_is_neither_address_nor_network_is_refused(setting):
    with pytest.raises(CommandError, match="trusted proxy"):
        Clients(setting)


def test_a_header_from_an_unnamed_peer_is_told_once_and_without_the_address(caplog):
    clients = Clients("10.0.0.1")
    with caplog.at_level(logging.WARNING):
        for number in range(5):
            clients.name(f"192.0.2.{number}:80", ["198.51.100.1"])
    [message] = caplog.messages
    assert "--trusted-proxies" in message
    assert "192.0.2" not in message
    assert "198.51" not in message
