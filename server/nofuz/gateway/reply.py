"""An answer on its way out: coded, kept, sent."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

from werkzeug.http import parse_date, parse_etags

from nofuz.cache import Kept
from nofuz.compression import LONGEST, SHORTEST, compressed, compressing, is_compressible
from nofuz.spool import Stored, store

Headers = list[tuple[str, str]]

_KEPT = frozenset([200, 301, 303, 308])
# What may stand in Vary for an answer that is kept: all of it is in the key.
_KNOWN_TO_VARY = frozenset(["accept", "accept-encoding", "accept-language"])
_OF_THE_BODY = frozenset(["content-type", "content-length", "content-encoding"])


class Reply(NamedTuple):
    """What was answered; header names are in lower case, `rest` is None when `body` is all."""

    status: int
    headers: Headers
    body: bytes
    rest: Iterable[bytes] | None = None
    close: Callable[[], None] | None = None

    def field(self, name: str) -> str:
        """Return the value of a header field; empty where there is none."""
        return next((value for known, value in self.headers if known == name), "")

    def coded(
        self, coding: str, if_none_match: str | None = None, *, is_head: bool = False
    ) -> "Reply":
        """Return the reply in a content coding, where it gets smaller by that.

        Args:
            coding: what the client takes and likes best; empty for none.
            if_none_match: what the client says that it has.
            is_head: whether the body was left out.
        """
        if self.field("content-encoding"):
            return self
        if self.status == HTTPStatus.NOT_MODIFIED:
            return self._replace(headers=_as_asked(self.headers, coding, if_none_match or ""))
        if not is_compressible(self.field("content-type")):
            return self
        varied = self._replace(headers=_varied(self.headers))
        is_whole = self.rest is None and not is_head
        length = len(self.body) if is_whole else int(self.field("content-length") or SHORTEST)
        is_fit = SHORTEST <= length <= LONGEST.get(coding, 0)
        if not is_fit or self.status == HTTPStatus.PARTIAL_CONTENT:
            return varied
        return varied._in(coding, is_head=is_head)

    def _in(self, coding: str, *, is_head: bool) -> "Reply":
        headers = [(name, value) for name, value in self.headers if name != "content-length"]
        headers = [*_retagged(headers, coding), ("content-encoding", coding)]
        if is_head:
            return self._replace(headers=headers)
        if self.rest is not None:
            return self._replace(
                headers=headers, body=b"", rest=compressing(self._pieces(), coding)
            )
        body = compressed(self.body, coding)
        return Reply(self.status, [*headers, ("content-length", str(len(body)))], body)

    def _pieces(self) -> Iterator[bytes]:
        yield self.body
        yield from self.rest or ()

    def stored(self, room: int) -> Stored:
        """Return the whole body in a file, and let go of where it came from.

        Raises:
            NoPlace: there is no room for it (503).
        """
        if isinstance(self.rest, Stored):
            return self.rest
        try:
            return store(self._pieces(), room)
        finally:
            if self.close is not None:
                self.close()

    def headers_for(self, length: int) -> Headers:
        """Return the header fields with the length of the body."""
        others = [field for field in self.headers if field[0] != "content-length"]
        return [*others, ("content-length", str(length))]

    def kept(self) -> Kept | None:
        """Return the answer as it can be given to others; None when it is not whole, or theirs."""
        if self.rest is not None or self.status == HTTPStatus.TOO_MANY_REQUESTS:
            return None
        etag, modified = self.field("etag"), self.field("last-modified")
        return Kept(self.status, self.headers, self.body, etag, modified)


def may_be_kept(kept: Kept) -> bool:
    """Return whether an answer may be given to later requests."""
    fields = dict(kept.headers)
    varies = {name.strip().lower() for name in fields.get("vary", "").split(",") if name}
    return (
        kept.status in _KEPT
        and "no-store" not in fields.get("cache-control", "")
        and varies <= _KNOWN_TO_VARY
    )


def has_already(kept: Kept, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Return whether the client has an answer already (RFC 9110, section 13.2.2)."""
    if kept.status != 200:
        return False
    if if_none_match is not None:
        return bool(kept.etag) and names(if_none_match, kept.etag)
    return bool(kept.last_modified) and _is_since(if_modified_since or "", kept.last_modified)


@lru_cache(maxsize=1024)
def names(if_none_match: str, etag: str) -> bool:
    """Return whether an If-None-Match header names an entity tag; weak comparison."""
    return parse_etags(if_none_match).contains_weak(etag.removeprefix("W/").strip('"'))


def unchanged(headers: Headers) -> Headers:
    """Return the header fields of the 304 that stands for a 200."""
    return [(name, value) for name, value in headers if name not in _OF_THE_BODY]


@lru_cache(maxsize=1024)
def _is_since(since: str, modified: str) -> bool:
    known, changed = parse_date(since), parse_date(modified)
    return known is not None and changed is not None and changed <= known


def _varied(headers: Headers) -> Headers:
    """Return the headers with Accept-Encoding among what the choice depended on."""
    known = dict(headers).get("vary", "")
    if "accept-encoding" in known.lower():
        return headers
    others = [(name, value) for name, value in headers if name != "vary"]
    return [*others, ("vary", f"{known}, Accept-Encoding" if known else "Accept-Encoding")]


def _retagged(headers: Headers, coding: str) -> Headers:
    """Return the headers with a strong entity tag of the coding's own, as its bytes are."""
    return [
        (name, f'{value[:-1]}-{coding}"' if name == "etag" and value[0] == '"' else value)
        for name, value in headers
    ]


def _as_asked(headers: Headers, coding: str, if_none_match: str) -> Headers:
    """Return the headers of a 304 with the entity tag that the client sent."""
    retagged = _retagged(_varied(headers), coding)
    tag = dict(retagged).get("etag", "")
    return retagged if tag and tag in if_none_match else headers
