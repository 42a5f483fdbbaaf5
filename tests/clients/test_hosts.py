"""For which hosts a server answers."""

import pytest

from nofuz.clients.hosts import host_check

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80", "127.1.2.3", "[::1]", "[::1]:8080",
     "nofuz.localhost", "localhost."],
)  # fmt: skip
@pytest.mark.parametrize("listens_on", [LOOPBACK, "::1", "localhost"])
def test_on_loopback_loopback_names_are_answered_for(host, listens_on):
    assert host_check("", listens_on)([host])


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evillocalhost", "192.0.2.1", "[2001:db8::1]", "x"],
)
def test_on_loopback_no_other_name_is(host):
    assert not host_check("", LOOPBACK)([host])
    assert host_check("", EVERYWHERE)([host])


def test_named_hosts_are_answered_for_and_no_others():
    answers = host_check("data.example.org, *.example.net,192.0.2.1,[2001:db8::1]", EVERYWHERE)
    ours = ["data.example.org", "Data.Example.ORG:443", "data.example.org.", "a.example.net",
            "b.a.example.net:1", "192.0.2.1:8080", "[2001:db8::1]:8080"]  # fmt: skip
    theirs = ["example.org", "x.data.example.org", "example.net", "badexample.net", "localhost",
              "data.example.org.evil.example"]  # fmt: skip
    assert [host for host in ours if not answers([host])] == []
    assert [host for host in theirs if answers([host])] == []


def test_a_star_is_every_host():
    assert host_check("*", LOOPBACK)(["data.example.org"])


@pytest.mark.parametrize(
    "host",
    ["", " ", "a b", "a/b", "user@localhost", "localhost:port", "localhost:123456", "[::1", "::1]",
     "a,b", "\u0131localhost", "lo\x00calhost", "localhost\n", "x" * 5000, "[localhost]x"],
)  # fmt: skip
@pytest.mark.parametrize("setting", ["", "*", "localhost"])
def test_rubbish_is_no_host(host, setting):
    assert not host_check(setting, EVERYWHERE)([host])


def test_two_hosts_are_none_and_no_host_is_only_for_who_takes_any():
    assert not host_check("*", LOOPBACK)(["localhost", "localhost"])
    assert host_check("*", LOOPBACK)([])
    assert not host_check("", LOOPBACK)([])
