"""One request, from its first look to the end of its answer."""

import time

from nofuz.telemetry.series import ROUTES

HEALTH = "health"
_PAGE, _OTHER = "page", "other"
_BY_SEGMENT = {name: name for name in set(ROUTES) - {_PAGE, HEALTH, _OTHER}} | {
    "healthz": HEALTH,
    "readyz": HEALTH,
}


class Visit:
    """What is known of a request, and what is told of it at its end."""

    __slots__ = (
        *("arrival", "cache", "client", "method", "path", "problem", "query_string", "release"),
        *("route", "size", "status"),
    )

    def __init__(self, method: str, path: str, query_string: str, client: str) -> None:
        """Begin.

        Args:
            method: as the client sent it.
            path: as the client sent it, decoded.
            query_string: as the client sent it.
            client: its name.
        """
        self.arrival = time.monotonic()
        self.method = method
        self.path = path
        self.query_string = query_string
        self.client = client
        self.route = route(path)
        self.status = 0
        self.size = 0
        self.cache = "none"
        self.release = ""
        self.problem = ""

    def answered(self, status: int, size: int) -> None:
        """Take note of what goes out: the status, and the bytes of the body."""
        self.status = status
        self.size = size


def route(path: str) -> str:
    """Return which of the server's few routes a path belongs to.

    >>> [route(path) for path in ("/doc/agent/iran.ttl", "/def.ttl", "/", "/readyz", "/a/b")]
    ['doc', 'def', 'page', 'health', 'other']
    """
    _, segment, *rest = path.split("/", 2) if path[:1] == "/" else ("", path, "")
    known = _BY_SEGMENT.get(segment) or _BY_SEGMENT.get(segment.partition(".")[0])
    return known or (_OTHER if rest else _PAGE)
