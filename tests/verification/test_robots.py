"""What a robots.txt permits."""

import pytest

from nofuz.verification.robots import is_permitted

ARTICLE = "https://news.example/2019/article.html"


@pytest.mark.parametrize(
    "robots",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: /private/",
        "User-agent: other\nDisallow: /",
        "User-agent: nofuz\nAllow: /2019/\nDisallow: /\n\nUser-agent: *\nDisallow: /",
        "<html><body>There is no such page.</body></html>",
        "Disallow: /",
    ],
)
def test_what_is_not_disallowed_is_permitted(robots):
    assert is_permitted(robots, ARTICLE)


@pytest.mark.parametrize(
    "robots",
    [
        "User-agent: *\nDisallow: /",
        "User-agent: *\nDisallow: /2019/",
        "User-agent: *\nDisallow: /*",
        "User-agent: *\nDisallow: /2019/* # the archive",
        "User-agent: *\n\nDisallow: /",
        "\ufeffUser-agent: *\nDisallow: /",
        "User-agent: *\r\nDisallow: /\r\n",
        "User-agent: Nofuz\nDisallow: /\n\nUser-agent: *\nDisallow:",
        "user-agent: nofuz/0.1\nUSER-AGENT: NOFUZ\ndisallow: /2019/article.html",
        "User-agent: *\nDisallow: http://[",
    ],
)
def test_what_is_disallowed_is_not_permitted(robots):
    assert not is_permitted(robots, ARTICLE)
