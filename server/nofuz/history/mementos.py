"""Documents as they were: what leads from an address of ours to its states (RFC 7089).

The pattern is 2.1: the TimeGate stands at an address of its own, `/timegate/doc/…`,
and sends the client on with 302 to `/release/<name>/doc/…`.  So `doc/…` itself
goes on choosing among formats only, and caches need not tell its answers apart
by time.

In header fields all addresses are paths; TimeMaps give them as a whole, with the
address of this server.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from werkzeug.http import http_date, parse_date

from nofuz.errors import MalformedRequest
from nofuz.formats import Format
from nofuz.namespaces import BASE
from nofuz.release.files import to_json
from nofuz.release.lifespans import Memento
from nofuz.resource.identifiers import identifier, split_extension
from nofuz.resource.links import LINK_FORMAT as LINK_FORMAT_TYPE
from nofuz.resource.links import TIME_GATE, TIME_MAP

LINK_FORMAT = Format("links", "link", LINK_FORMAT_TYPE)
LINK_SET = Format("linkset", "json", "application/linkset+json")


def published_iri(path: str, base: str) -> str | None:
    """Return the IRI that an address is about, None where it can have no mementos.

    Args:
        path: an address on this server without its first slash; an extension makes
            no difference.
        base: what all published IRIs begin with.

    >>> published_iri("doc/agent/iran.ttl", "https://example.org/")
    'https://example.org/id/agent/iran'
    """
    kind, slash, rest = path.partition("/")
    if not slash:
        stem, _ = split_extension(path)
        return f"{BASE}def" if stem == "def" else None
    stem, _ = split_extension(rest)
    if kind == "doc":
        return identifier(base, stem)
    if kind in ("voc", "shape"):
        return f"{BASE}{kind}/{stem}"
    return f"{base}graph/{stem}" if kind == "graph" else None


def read_datetime(text: str | None, now: datetime) -> datetime:
    """Return the time that Accept-Datetime asks for; without it, now.

    Raises:
        MalformedRequest: it is no date as RFC 7089, section 2.1.1 has them, or one
            that no calendar has (400).
    """
    if text is None:
        return now
    found = parse_date(text)
    if found is None or http_date(found) != text.strip():
        raise MalformedRequest(
            "Accept-Datetime is a time such as 'Thu, 31 May 2007 20:35:00 GMT', and must exist"
        )
    return found


class Link(NamedTuple):
    """A link to a path on this server, with its relations and what else is said of it."""

    path: str
    relations: str
    attributes: tuple[tuple[str, str], ...] = ()

    def written(self, beginning: str) -> str:
        """Return the link as RFC 8288 has it; `beginning` is what the path is appended to."""
        attributes = "".join(f'; {name}="{value}"' for name, value in self.attributes)
        return f'<{beginning}{self.path}>; rel="{self.relations}"{attributes}'


def original_links(path: str) -> list[Link]:
    """Return the links from a document, or a state of it, to all that Memento has for it.

    Args:
        path: unquoted address of the document, without its first slash.
    """
    quoted = quote(path)
    return [
        Link(quoted, "original"),
        Link(f"{TIME_GATE[1:]}/{quoted}", "timegate"),
        Link(f"{TIME_MAP[1:]}/{quoted}", "timemap", (("type", LINK_FORMAT.media_type),)),
    ]


def memento_links(path: str, mementos: Sequence[Memento]) -> list[Link]:
    """Return a link to each memento.

    Args:
        path: unquoted address of the document, without its first slash.
        mementos: all there are, oldest first.
    """
    ends = {0: "first ", len(mementos) - 1: "last "} if len(mementos) > 1 else {0: "first last "}
    return [
        Link(
            f"release/{memento.name}/{quote(path)}",
            f"{ends.get(number, '')}memento",
            (("datetime", http_date(memento.date)),),
        )
        for number, memento in enumerate(mementos)
    ]


def neighbour_links(path: str, mementos: Sequence[Memento], name: str) -> list[Link]:
    """Return links to the first and the last memento, to one of them and to its neighbours.

    Args:
        path: unquoted address of the document, without its first slash.
        mementos: all there are, oldest first.
        name: release of the one.
    """
    links = memento_links(path, mementos)
    place = next((n for n, memento in enumerate(mementos) if memento.name == name), None)
    if place is not None:
        for number, relation in ((place - 1, "prev"), (place + 1, "next")):
            if 0 <= number < len(links):
                link = links[number]
                links[number] = link._replace(relations=f"{relation} {link.relations}")
    return [link for number, link in enumerate(links) if number == place or " " in link.relations]


def time_map(path: str, mementos: Sequence[Memento], own: str) -> bytes:
    """Return the TimeMap as `application/link-format` (RFC 7089, section 5)."""
    original, gate, self = original_links(path)
    span = (("from", mementos[0].date), ("until", mementos[-1].date))
    self = self._replace(
        relations="self",
        attributes=(*self.attributes, *((name, http_date(date)) for name, date in span)),
    )
    links = [original, self, gate, *memento_links(path, mementos)]
    return (",\n".join(link.written(own) for link in links) + "\n").encode()


def link_set(path: str, mementos: Sequence[Memento], own: str) -> bytes:
    """Return the TimeMap as `application/linkset+json` (RFC 9264)."""
    found: dict[str, Any] = {"anchor": own + quote(path)}
    for link in (*original_links(path), *memento_links(path, mementos)):
        target: dict[str, Any] = {"href": own + link.path}
        for name, value in link.attributes:  # those that the RFC does not define are lists
            target[name] = value if name == "type" else [value]
        for relation in link.relations.split():
            found.setdefault(relation, []).append(target)
    return to_json({"linkset": [found]})
