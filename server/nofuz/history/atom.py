"""The releases as an Atom feed (RFC 4287), the latest first.

Identifiers are the published addresses; links are paths, which a reader resolves
against the address that it got the feed from.
"""

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from nofuz.formats import Format
from nofuz.history.feed import timestamp
from nofuz.release.history import Switch

ATOM = Format("atom", "atom", "application/atom+xml")
LATEST = 100
"""Entries in the feed; who wants older ones finds them on the list of releases."""

_NAMESPACE = "http://www.w3.org/2005/Atom"
_LIST, _SELF = "/release/", "/release/feed.atom"


class Entry(NamedTuple):
    """A switch, what it changed in words, and bytes of the dump; 0 where that is not kept."""

    switch: Switch
    summary: str
    size: int


def atom_feed(entries: list[Entry], base: str, title: str) -> bytes:
    """Return the feed.

    Args:
        entries: the latest first; there is at least one.
        base: what all published IRIs begin with.
        title: what the dataset is called.
    """
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    _text(feed, "id", base + _LIST[1:])
    _text(feed, "title", f"Releases of {title}")
    _text(feed, "updated", timestamp(entries[0].switch.date))
    _text(SubElement(feed, "author"), "name", title)
    _link(feed, {"rel": "self", "type": ATOM.media_type, "href": _SELF})
    _link(feed, {"rel": "alternate", "type": "text/html", "href": _LIST})
    for entry in entries:
        _add(feed, entry, base)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(feed: Element, entry: Entry, base: str) -> None:
    switch = entry.switch
    element = SubElement(feed, "entry")
    # A release that comes back is another entry of the same release.
    _text(element, "id", f"{base}release/#switch-{switch.number}")
    _text(element, "title", f"Release {switch.name}")
    _text(element, "updated", timestamp(switch.date))
    _text(element, "published", timestamp(switch.date))
    _text(element, "summary", entry.summary)
    _link(element, {"rel": "alternate", "type": "text/html", "href": f"/release/{switch.name}"})
    if entry.size:
        dump = f"/release/{switch.name}/dataset.nq.gz"
        size = str(entry.size)
        _link(
            element, {"rel": "enclosure", "type": "application/gzip", "length": size, "href": dump}
        )


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, attributes: Mapping[str, str]) -> None:
    SubElement(parent, "link", dict(attributes))
