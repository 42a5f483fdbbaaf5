"""The Link header of a document (RFC 8288): its other formats, pages, licence and dataset.

All targets here are paths, so that they lead to this server wherever it is.
"""

from collections.abc import Iterator
from typing import NamedTuple

from nofuz.formats import PAGE_FORMATS

DESCRIPTION = "/void"
"""The path of the description of the dataset."""


LINK_FORMAT = "application/link-format"
TIME_GATE, TIME_MAP = "/timegate", "/timemap"
"""What comes before the path of a document in the addresses of its earlier states (RFC 7089)."""

# What a release has documents of; they are the same for as long as it is the current one.
_WITH_STATES = ("/doc/", "/def", "/graph/", "/shape/", "/voc/")


class Place(NamedTuple):
    """A page among the pages of a document; most have one only."""

    page: int = 1
    pages: int = 1

    def relations(self) -> Iterator[tuple[str, int]]:
        """Yield the relations to other pages, and their numbers."""
        if self.pages > 1:
            yield "first", 1
        if self.page > 1:
            yield "prev", self.page - 1
        if self.page < self.pages:
            yield "next", self.page + 1
        if self.pages > 1:
            yield "last", self.pages


ONLY = Place()


def paged(address: str, page: int) -> str:
    """Return the address of a page of a document; the first one has that of the document."""
    return f"{address}?page={page}" if page > 1 else address


def links(
    path: str,
    licence: str,
    extension: str = "",
    place: Place = ONLY,
    canonical: str | None = None,
) -> str:
    """Return the value of the Link header.

    Args:
        path: quoted path of the document, without extension.
        extension: what was asked for after it, with its dot.
        licence: IRI of the licence, empty when there is none.
        place: which of its pages is sent.
        canonical: path that it is best known by, where that is another one.
    """
    found = [
        f'<{paged(f"{path}.{known.extension}", place.page)}>; rel="alternate"; '
        f'type="{known.media_type}"'
        for known in PAGE_FORMATS
    ]
    found.append(f'<{paged(canonical or path, place.page)}>; rel="canonical"')
    found += [
        f'<{paged(path + extension, number)}>; rel="{relation}"'
        for relation, number in place.relations()
    ]
    found.append(f'<{DESCRIPTION}>; rel="describedby"')
    if licence:
        found.append(f'<{licence}>; rel="license"')
    if path.startswith(_WITH_STATES):
        found.append(f'<{TIME_GATE}{path}{extension}>; rel="timegate"')
        found.append(
            f'<{TIME_MAP}{path}{extension}>; rel="timemap"; type="application/link-format"'
        )
    return ", ".join(found)
