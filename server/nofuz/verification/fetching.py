"""Fetch documents politely: one at a time, with pauses, and as far as robots.txt permits."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib.metadata import version
from typing import NamedTuple
from urllib.parse import urljoin

from nofuz.namespaces import BASE
from nofuz.verification.addresses import NotFetched, Resolve, Target, addresses, resolve
from nofuz.verification.connection import Answer, get
from nofuz.verification.robots import NAME, is_permitted

HTML, PLAIN = "text/html", "text/plain"
_OK = 200
_REDIRECTS = {301, 302, 303, 307, 308}
_FORBIDDEN = {401, 403}
_NOTHING_FORBIDDEN = ""


@dataclass(frozen=True)
class Limits:
    """How much time and space a document may take."""

    pause: float = 2.0
    """Seconds between the end of a request to a host and the next one to it."""
    seconds: float = 20.0
    """For each request, from the connection to the last byte."""
    size: int = 5 * 1024 * 1024
    """Bytes of each answer; articles have some 0.1 MiB."""
    redirects: int = 5
    """Browsers follow some 20, articles need one or two."""


class Fetched(NamedTuple):
    """A document as it came."""

    media_type: str
    charset: str
    """As the header names it; empty if it does not."""
    body: bytes


class Fetcher:
    """Fetches documents one after the other, and remembers whom it asked when."""

    def __init__(
        self,
        limits: Limits | None = None,
        allowed: Collection[str] = (),
        resolve: Resolve = resolve,
    ) -> None:
        """Set the rules.

        Args:
            limits: how much time and space a document may take.
            allowed: servers (HOST:PORT) that may be asked though they are not public.
            resolve: finds the IP addresses of a host.
        """
        self._limits = limits or Limits()
        self._allowed = frozenset(allowed)
        self._resolve = resolve
        self._ready: dict[str, float] = {}
        self._robots: dict[str, str | NotFetched] = {}

    def fetch(self, url: str) -> Fetched:
        """Return what stands at an address, after redirects.

        Raises:
            NotFetched: a rule forbids it, or there is no such text; str() says why.
        """
        return self._follow(url, self._heed_robots)

    def _follow(self, url: str, before: Callable[[Target], None]) -> Fetched:
        for _ in range(self._limits.redirects + 1):
            target = Target.of(url)
            found = addresses(target, self._resolve, self._allowed)
            before(target)
            answer = self._ask(target, found)
            location = answer.headers.get("Location", "")
            if answer.status not in _REDIRECTS or not location:
                return _text(answer)
            url = _joined(target.url, location)
        raise NotFetched(f"it redirects more than {self._limits.redirects} times")

    def _ask(self, target: Target, found: list[str]) -> Answer:
        time.sleep(max(0.0, self._ready.get(target.host, 0.0) - time.monotonic()))
        try:
            limits = self._limits
            return get(target, found, agent(), seconds=limits.seconds, size=limits.size)
        finally:
            self._ready[target.host] = time.monotonic() + self._limits.pause

    def _heed_robots(self, target: Target) -> None:
        if target.origin not in self._robots:
            self._robots[target.origin] = self._read_robots(target.origin)
        robots = self._robots[target.origin]
        if isinstance(robots, NotFetched):
            raise NotFetched(f"robots.txt of {target.server} cannot be read: {robots}")
        if not is_permitted(robots, target.url):
            raise NotFetched(f"robots.txt of {target.server} disallows it")

    def _read_robots(self, origin: str) -> str | NotFetched:
        """Return the text of a robots.txt; where there is none, everything is permitted.

        Source: RFC 9309, sections 2.3.1.3 and 2.3.1.4; but 401 and 403 are a no.
        """
        try:
            fetched = self._follow(f"{origin}/robots.txt", lambda _: None)
        except NotFetched as error:
            status = error.status or 0
            is_missing = 400 <= status < 500 and status not in _FORBIDDEN
            return _NOTHING_FORBIDDEN if is_missing else error
        return fetched.body.decode("utf-8", "replace")


def agent() -> str:
    """Return how this program presents itself."""
    return f"{NAME}/{version('nofuz')} (+{BASE}; checks that quoted passages still stand)"


def _text(answer: Answer) -> Fetched:
    """Return the text of an answer.

    Raises:
        NotFetched: the status or the media type says that there is none.
    """
    if answer.status != _OK:
        raise NotFetched(f"the server answers {answer.status}", status=answer.status)
    media_type = str(answer.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
    if media_type not in {HTML, PLAIN}:
        raise NotFetched(
            f"the media type is {media_type or 'not told'}, neither {HTML} nor {PLAIN}"
        )
    return Fetched(media_type, answer.headers.get_content_charset(""), answer.body)


def _joined(url: str, location: str) -> str:
    """Return where a redirect leads; what is not ASCII in a header came byte for byte."""
    try:
        return urljoin(url, location.encode("latin-1", "replace").decode("utf-8", "replace"))
    except ValueError:
        raise NotFetched(f"it redirects to {location[:200]!r}, which is no address") from None
