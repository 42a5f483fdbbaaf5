"""Fetching from a real server on loopback, under the rules."""

import socket
import threading
from itertools import pairwise

import pytest

from nofuz.verification.addresses import NotFetched
from nofuz.verification.fetching import HTML, PLAIN, Limits


def refused(fetcher, url):
    with pytest.raises(NotFetched) as caught:
        fetcher.fetch(url)
    return str(caught.value)


def test_a_page_comes_as_it_is(site, fetcher):
    url = site.serve("/a", "نعم", Content_Type="Text/HTML; Charset=UTF-8")
    assert fetcher().fetch(url) == (HTML, "utf-8", "نعم".encode())


def test_plain_text_comes_too(site, fetcher):
    assert fetcher().fetch(site.serve("/a", "yes", Content_Type="text/plain")) == (
        PLAIN,
        "",
        b"yes",
    )


def test_loopback_is_refused_unless_the_operator_allows_it(site, fetcher):
    url = site.serve("/a")
    assert "not public" in refused(fetcher(allowed=()), url)
    assert "not public" in refused(fetcher(allowed={f"127.0.0.1:{site.port + 1}"}), url)
    assert site.requests == []


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
def test_loopback_is_refused_however_it_is_written(site, fetcher, host):
    site.serve("/a")
    refused(fetcher(), site.url("/a", host))
    assert site.requests == []


def test_the_connection_goes_to_the_address_that_was_judged(site, fetcher):
    site.serve("/a", "yes")
    resolved = []

    def resolve(*asked):
        resolved.append(asked)
        return ["127.0.0.1"]

    allowing = fetcher(allowed={f"news.example:{site.port}"}, resolve=resolve)
    assert allowing.fetch(site.url("/a", "news.example")).body == b"yes"
    assert len(resolved) == len(site.paths)
    assert {headers["Host"] for *_, headers in site.requests} == {f"news.example:{site.port}"}


def test_an_address_that_does_not_answer_gives_way_to_the_next(site, fetcher):
    site.serve("/a", "yes")
    allowing = fetcher(
        allowed={f"news.example:{site.port}"}, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"]
    )
    assert allowing.fetch(site.url("/a", "news.example")).body == b"yes"


def test_the_client_says_who_it_is_and_carries_nothing_else(site, fetcher):
    site.serve("/a", Set_Cookie="id=1")
    asking = fetcher()
    asking.fetch(site.url("/a"))
    asking.fetch(site.url("/a"))
    for *_, headers in site.requests:
        assert headers["User-Agent"].startswith("Nofuz/0.")
        assert "(+https://w3id.org/nofuz/; checks that" in headers["User-Agent"]
        assert headers["Accept-Encoding"] == "identity"
        assert not {"Cookie", "Referer", "Authorization"} & set(headers)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(site, fetcher, status):
    site.serve("/b/c", "yes")
    url = site.serve("/b/a", status=status, Location="c?d")
    site.serve("/b/c?d", "yes")
    assert fetcher().fetch(url).body == b"yes"


def test_five_redirects_are_followed_and_six_are_not(site, fetcher):
    for number in range(6):
        site.serve(f"/{number}", status=302, Location=f"/{number + 1}")
    site.serve("/6", "yes")
    assert fetcher().fetch(site.url("/1")).body == b"yes"
    assert refused(fetcher(), site.url("/0")) == "it redirects more than 5 times"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:9/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "//192.168.0.1/a",
        "http://2130706433/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(site, fetcher, location):
    url = site.serve("/a", status=302, Location=location)
    assert "not public" in refused(fetcher(), url)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://a.example/", "http://[", "http:///"]
)
def test_a_redirect_to_what_is_no_web_address_is_refused(site, fetcher, location):
    refused(fetcher(), site.serve("/a", status=302, Location=location))


def test_a_redirect_to_another_port_is_judged_by_that_port(site, fetcher):
    site.serve("/robots.txt", "", Content_Type="text/plain")
    site.serve("/a", status=302, Location=f"http://news.example:{site.port + 1}/b")
    asking = fetcher(allowed={f"news.example:{site.port}"}, resolve=lambda *_: ["127.0.0.1"])
    assert "not public" in refused(asking, site.url("/a", "news.example"))


def test_what_robots_txt_disallows_is_not_asked_for(site, fetcher):
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private", Content_Type="text/plain")
    asking = fetcher()
    assert refused(asking, site.serve("/private/a")) == f"robots.txt of {site.server} disallows it"
    assert asking.fetch(site.serve("/a", "yes")).body == b"yes"
    assert site.paths == ["/robots.txt", "/a"]


def test_robots_txt_is_asked_again_where_a_redirect_leads(site, fetcher):
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private", Content_Type="text/plain")
    site.serve("/private/a")
    assert "disallows it" in refused(fetcher(), site.serve("/a", status=302, Location="/private/a"))


@pytest.mark.parametrize("status", [404, 410, 400])
def test_without_a_robots_txt_everything_is_permitted(site, fetcher, status):
    site.serve("/robots.txt", status=status)
    assert fetcher().fetch(site.serve("/a", "yes")).body == b"yes"


@pytest.mark.parametrize("status", [500, 503, 401, 403])
def test_a_robots_txt_that_is_not_handed_out_disallows_everything(site, fetcher, status):
    site.serve("/robots.txt", status=status)
    asking = fetcher()
    for name in "ab":
        reason = refused(asking, site.serve(f"/{name}"))
        assert reason.endswith(f"cannot be read: the server answers {status}")
    assert site.paths == ["/robots.txt"]


def test_a_robots_txt_is_fetched_under_the_same_rules(site, fetcher):
    site.serve("/robots.txt", status=302, Location="http://10.0.0.1/robots.txt")
    assert "not public" in refused(fetcher(), site.serve("/a"))
    site.serve("/robots.txt", "x" * 101, Content_Type="text/plain")
    assert "larger than 100 bytes" in refused(fetcher(size=100), site.url("/a"))


@pytest.mark.parametrize("length", [None, 101])
def test_a_page_that_is_too_large_is_refused(site, fetcher, length):
    length_told = {"Content_Length": length} if length else {"Content_Length": None}
    url = site.serve("/a", "x" * 101, **length_told)
    assert refused(fetcher(size=100), url) == "the answer is larger than 100 bytes"
    site.serve("/a", "x" * 100)
    assert len(fetcher(size=100).fetch(url).body) == 100


def test_the_limit_is_five_mebibytes():
    assert Limits().size == 5 * 2**20


@pytest.mark.parametrize(
    "media_type", ["application/pdf", "image/png", "application/xhtml+xml", "text/css", "html", ""]
)
def test_another_media_type_is_refused(site, fetcher, media_type):
    assert "media type" in refused(fetcher(), site.serve("/a", Content_Type=media_type or None))


@pytest.mark.parametrize("status", [204, 404, 410, 500, 304])
def test_another_status_than_200_is_told(site, fetcher, status):
    assert refused(fetcher(), site.serve("/a", status=status)) == f"the server answers {status}"


def test_a_page_that_is_cut_short_is_refused(site, fetcher):
    url = site.serve("/a", "half of it", Content_Length=20)
    assert refused(fetcher(), url) == "the answer was cut short"


def test_a_compressed_answer_is_refused(site, fetcher):
    assert "compressed" in refused(
        fetcher(), site.serve("/a", b"\x1f\x8b", Content_Encoding="gzip")
    )


@pytest.mark.parametrize("trickle", [0.05, 0.3])
def test_a_slow_server_hits_the_time_limit(site, fetcher, trickle):
    url = site.serve("/a", "x" * 100, trickle=trickle)
    assert refused(fetcher(seconds=0.2), url) == "127.0.0.1 took longer than 0.2 seconds"


def test_a_server_that_is_not_there_is_told(fetcher):
    gone = f"127.0.0.1:{_free_port()}"
    reason = refused(fetcher(allowed={gone}), f"http://{gone}/")
    assert reason.endswith("127.0.0.1 cannot be reached: connection refused")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    "answer", [b"nonsense\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200]
)
def test_what_is_no_http_is_told(fetcher, answer):
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            connection, _ = listening.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        server = f"127.0.0.1:{listening.getsockname()[1]}"
        reason = refused(fetcher(allowed={server}), f"http://{server}/")
        assert "no proper answer" in reason


def test_requests_to_one_host_are_one_after_the_other_with_a_pause(site, fetcher):
    asking = fetcher(pause=0.05)
    site.serve("/b")
    asking.fetch(site.serve("/a", status=302, Location="/b"))
    assert site.paths == ["/robots.txt", "/a", "/b"]
    assert all(later - earlier >= 0.05 for (earlier, *_), (later, *_) in pairwise(site.requests))


def test_by_default_a_host_is_left_in_peace_for_two_seconds():
    assert Limits().pause == 2
