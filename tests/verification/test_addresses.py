"""Which servers may be asked."""

import pytest

from nofuz.verification.addresses import NotFetched, Target, addresses, is_public, read_server

NEWS = Target.of("https://news.example/article")
PUBLIC = "93.184.215.14"


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_may_be_asked(address):
    assert addresses(NEWS, lambda *_: [address], set()) == [address]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "224.0.0.1",
        "233.252.0.1",
        "ff02::1",
        "ff0e::1",
        "240.0.0.1",
        "255.255.255.255",
        "0.0.0.0",  # noqa: S104 - nothing is bound to it
        "::",
        "192.0.2.1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::1",
        "2002:c0a8:1::1",
        "64:ff9b::7f00:1",
        "2001:0:7f00:1::1",
        "no address",
    ],
)
def test_an_address_that_is_not_public_is_refused(address):
    assert not is_public(address)
    with pytest.raises(NotFetched, match="not public"):
        addresses(NEWS, lambda *_: [address], set())


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(NotFetched, match=r"at 10\.0\.0\.1, which is not public"):
        addresses(NEWS, lambda *_: [PUBLIC, "10.0.0.1"], set())


def test_a_name_that_turns_private_is_refused_when_it_is_asked_again():
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    assert addresses(NEWS, lambda *_: next(answers), set()) == [PUBLIC]
    with pytest.raises(NotFetched, match="not public"):
        addresses(NEWS, lambda *_: next(answers), set())


def test_the_name_service_is_asked_once_so_that_what_was_judged_is_what_is_used():
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    assert addresses(NEWS, resolve, set()) == [PUBLIC]
    assert asked == [("news.example", 443)]


def test_a_server_that_the_operator_names_may_be_anywhere():
    assert addresses(NEWS, lambda *_: ["127.0.0.1"], {"news.example:443"}) == ["127.0.0.1"]


@pytest.mark.parametrize("allowed", ["news.example:8443", "other.example:443", "127.0.0.1:443"])
def test_what_the_operator_names_is_host_and_port_and_nothing_near(allowed):
    with pytest.raises(NotFetched, match="not public"):
        addresses(NEWS, lambda *_: ["127.0.0.1"], {allowed})


@pytest.mark.parametrize("fault", [OSError, UnicodeError])
def test_a_host_that_nobody_knows_is_told(fault):
    def resolve(*_):
        raise fault

    with pytest.raises(NotFetched, match=r"the host news\.example is unknown"):
        addresses(NEWS, resolve, set())


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:25/",
        "news.example",
        "//news.example/",
        "http://",
        "http:///path",
        "http://[::1/",
        "http://news.example:99999/",
        "http://news.example:port/",
        "http://a b/",
        "http://a\r\nHost: b/",
        "http://..example/",
        f"http://{'a' * 64}.example/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(NotFetched):
        Target.of(url)


@pytest.mark.parametrize(
    ("url", "server", "path"),
    [
        ("http://News.Example", "news.example:80", "/"),
        ("https://news.example:8443/a?b=c#d", "news.example:8443", "/a?b=c"),
        ("https://user:word@news.example/a%20b", "news.example:443", "/a%20b"),
        ("https://news.example/نفوذ?س=1 2", "news.example:443", None),
        ("https://نفوذ.example/", "xn--vgb7aoj.example:443", "/"),
        ("http://[::1]:8000/", "[::1]:8000", "/"),
    ],
)
def test_an_address_is_taken_apart(url, server, path):
    target = Target.of(url)
    assert target.server == server
    assert target.path.isascii()
    assert " " not in target.path
    assert path in {target.path, None}


@pytest.mark.parametrize("text", ["127.0.0.1:8000", "[::1]:8000", "intranet:80"])
def test_a_server_is_named_by_host_and_port(text):
    assert read_server(text) == text


@pytest.mark.parametrize(
    "text", ["127.0.0.1", "::1:8000", ":8000", "a:b", "http://a:1", "a:1/", "u@a:1", "a:1?b", ""]
)
def test_a_server_without_host_or_port_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_server(text)


def test_a_reason_keeps_control_characters_to_itself():
    assert str(NotFetched("a\x1b[31mb\r\nc")) == "a[31mbc"
