"""The feed of changes, for a mirror that follows the dataset from release to release.

Activity Streams 2.0 (W3C Recommendation, 23 May 2017), used as the Entity
Metadata Management API 1.0 of the LD4 community has it: an ordered collection,
oldest first, in pages.  A page belongs to one switch and never changes, but for
its link to the next.

The first activity of each switch is about the dataset as a whole.  Its origin
is the release before and its result the new one, and its instrument an RDF
Patch from the one to the other: a mirror applies that, or takes the dump of the
result where there is no instrument.  All others are about one IRI each, for who
follows some things only.

Linked Data Event Streams would tell the same in triples, of versions of things;
a dataset of named graphs, of which the statement's graph is a part of what is
said, does not fit into their members.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from nofuz.formats import RDF_PATCH, Format
from nofuz.pages.names import local_path
from nofuz.release.changes import Changed, Changes
from nofuz.release.comparison import Change
from nofuz.release.history import History, Switch
from nofuz.release.layout import DUMP

ACTIVITY_STREAMS = Format("activities", "json", "application/activity+json")
FEED = "release/feed"
"""The path of the collection, without its first slash."""

_CONTEXT = "https://www.w3.org/ns/activitystreams"
TYPES = {Change.ADDED: "Create", Change.CHANGED: "Update", Change.WITHDRAWN: "Delete"}
"""What Activity Streams call the things that happen to an IRI."""

_DATASET = "http://www.w3.org/ns/dcat#Dataset"


class Feed:
    """The feed of one history.

    Things and releases have their published IRIs; what a mirror has to fetch has
    the address of this server.
    """

    def __init__(
        self,
        history: History,
        changes: Sequence[Changes | None],
        base: str,
        own: str,
        dataset: str,
    ) -> None:
        """Begin.

        Args:
            history: all switches, oldest first.
            changes: what each of them changed, None where that is not known.
            base: what all published IRIs begin with.
            own: what all addresses of this server begin with.
            dataset: IRI of the dataset.
        """
        self._switches = list(zip(history, changes, strict=True))
        self._base = base
        self._own = own
        self._dataset = dataset
        self.places = [
            (switch.number, page)
            for switch, changed in self._switches
            for page in range(1, _pages(changed) + 1)
        ]

    def collection(self) -> dict[str, Any]:
        """Return the collection: how many activities there are, and where to begin."""
        return {
            "@context": _CONTEXT,
            "id": self._own + FEED,
            "type": "OrderedCollection",
            "summary": "What each release changed, oldest first",
            "url": self._dump(self._switches[-1][0].name),
            "totalItems": sum(_items(changed) for _, changed in self._switches),
            "first": self._link(self.places[0]),
            "last": self._link(self.places[-1]),
        }

    def page(self, place: tuple[int, int]) -> dict[str, Any]:
        """Return a page.

        Args:
            place: number of the switch, and of the page among its own; one of `places`.
        """
        switch, changed = self._switches[place[0] - 1]
        items = [self._of_dataset(switch, changed)] if place[1] == 1 else []
        if changed is not None and changed.pages:
            items += [self._of_iri(switch, each) for each in changed.page(place[1])]
        found = {
            "@context": _CONTEXT,
            "id": self._address(place),
            "type": "OrderedCollectionPage",
            "partOf": {"id": self._own + FEED, "type": "OrderedCollection"},
            "totalItems": len(items),
            "orderedItems": items,
        }
        return found | {name: self._link(other) for name, other in self.beside(place).items()}

    def beside(self, place: tuple[int, int]) -> dict[str, tuple[int, int]]:
        """Return the pages before and after one, as "prev" and "next" where there are such."""
        number = self.places.index(place)
        found = {"prev": self.places[number - 1 : number], "next": self.places[number + 1 :]}
        return {name: places[0] for name, places in found.items() if places}

    def _of_dataset(self, switch: Switch, changed: Changes | None) -> dict[str, Any]:
        """Return the activity that made one release of another."""
        activity: dict[str, Any] = {
            "id": f"{self._address((switch.number, 1))}#dataset",
            "type": "Update" if switch.predecessor else "Create",
            "published": timestamp(switch.date),
            "object": {"id": self._dataset, "type": _DATASET},
            "result": self._release(switch.name) | {"url": self._dump(switch.name)},
        }
        if switch.predecessor:
            activity["origin"] = self._release(switch.predecessor)
        if changed is not None and changed.files:
            activity["instrument"] = {
                "id": f"{self._own}{patch_path(switch)}",
                "type": "Document",
                "mediaType": RDF_PATCH.media_type,
            }
        return activity

    def _of_iri(self, switch: Switch, changed: Changed) -> dict[str, Any]:
        """Return the activity on one IRI, with its document as it was then."""
        date = timestamp(switch.date)
        described: dict[str, Any] = {"id": changed.iri}
        if changed.change == Change.WITHDRAWN:
            described |= {"type": "Tombstone", "deleted": date}
        else:
            described |= {"updated": date}
            path = local_path(changed.iri, self._base)
            if path:
                described["url"] = f"{self._own}release/{switch.name}{path}"
        return {"type": TYPES[changed.change], "published": date, "object": described}

    def _link(self, place: tuple[int, int]) -> dict[str, str]:
        return {"id": self._address(place), "type": "OrderedCollectionPage"}

    def _address(self, place: tuple[int, int]) -> str:
        return f"{self._own}{page_path(place)}"

    def _release(self, name: str) -> dict[str, Any]:
        return {"id": f"{self._base}release/{name}", "type": _DATASET}

    def _dump(self, name: str) -> str:
        return f"{self._own}release/{name}/{DUMP}"


def page_path(place: tuple[int, int]) -> str:
    """Return the path of a page, without its first slash."""
    return f"{FEED}/{place[0]}/{place[1]}"


def patch_path(switch: Switch) -> str:
    """Return the path of what leads from the release before a switch to the one after it."""
    return f"release/{switch.name}/changes/{switch.predecessor}.rdfp"


def timestamp(date: datetime) -> str:
    """Return a time as xsd:dateTime and RFC 3339 have it, in UTC.

    >>> from datetime import UTC
    >>> timestamp(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '2026-01-02T03:04:05Z'
    """
    return f"{date:%Y-%m-%dT%H:%M:%SZ}"


def _pages(changed: Changes | None) -> int:
    return max(1, changed.pages) if changed else 1


def _items(changed: Changes | None) -> int:
    return 1 + (sum(changed.counts.values()) if changed else 0)
