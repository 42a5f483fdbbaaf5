"""Write the text file that stands beside the exports."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from nofuz.release.exports.about import About
from nofuz.release.exports.formats import CAUTION, EXPORTS, README
from nofuz.release.exports.network import Network
from nofuz.release.exports.tables import EDGE_COLUMNS, NODE_COLUMNS

_WIDTH = 100
_APOSTROPHE = (
    "A cell that a spreadsheet could take for a formula, because it begins with = + - or @, has an"
    " apostrophe before it. Tables are UTF-8, with commas, and lines end with CR LF (RFC 4180)."
)


def write_readme(network: Network, about: About, output: IO[bytes]) -> None:
    """Write what the files are, what they lose, and what each column means."""
    output.write(("\n".join(_lines(network, about)) + "\n").encode())


def _lines(network: Network, about: About) -> Iterator[str]:
    yield from (about.title, f"Release {about.release}", f"Licence {about.licence}", "")
    yield from _wrapped(CAUTION)
    yield from ("", f"{len(network.connected)} agents, {len(network.edges)} edges.")
    for export in EXPORTS:
        if export == README:
            continue
        yield from ("", export.file, "-" * len(export.file), *_wrapped(export.title + "."), "")
        yield "What the graph says and this file does not:"
        for loss in export.losses:
            yield from _wrapped(loss, "- ", "  ")
    yield from _columns("Columns of nodes.csv", NODE_COLUMNS)
    yield from _columns("Columns of edges.csv, and attributes in the other formats", EDGE_COLUMNS)
    yield from ("", *_wrapped(_APOSTROPHE))


def _columns(title: str, columns: Mapping[str, str]) -> Iterator[str]:
    yield from ("", title, "-" * len(title))
    width = max(map(len, columns)) + 2
    for name, meaning in columns.items():
        yield from _wrapped(meaning, name.ljust(width), " " * width)


def _wrapped(text: str, first: str = "", others: str = "") -> Iterable[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=others)
