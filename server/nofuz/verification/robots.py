"""What a server's robots.txt lets this program ask for.

`urllib.robotparser` reads it.  Two habits of that parser are older than the
standard and would have us ask for more than we may, so the text is adapted: an
empty line ends nothing (section 2.2), and an asterisk at the end of a path says
what its absence says (section 2.2.3).

Source: RFC 9309, Robots Exclusion Protocol, September 2022.
"""

from collections.abc import Iterator
from urllib.robotparser import RobotFileParser

NAME = "Nofuz"
"""The name that a robots.txt calls this program by."""


def is_permitted(robots: str, url: str) -> bool:
    r"""Whether the text of a robots.txt lets this program ask for an address of its server.

    >>> is_permitted("User-agent: *\nDisallow: /private", "https://example.org/private/1")
    False
    """
    parser = RobotFileParser()
    try:
        parser.parse(list(_lines(robots)))
    except ValueError:  # it chokes on a rule such as "http://["
        return False
    return parser.can_fetch(NAME, url)


def _lines(robots: str) -> Iterator[str]:
    for line in robots.removeprefix("\ufeff").splitlines():
        word, colon, rest = line.partition(":")
        if word.strip().lower() in {"allow", "disallow"}:
            path = rest.partition("#")[0].strip()
            yield f"{word}{colon}{path.rstrip('*') if path.startswith('/') else path}"
        elif line.strip():
            yield line
