"""Write down what each release changed, from the dumps of the two that followed one another."""

import gzip
import shutil
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from io import RawIOBase
from pathlib import Path
from typing import Any

from nofuz.namespaces import BASE
from nofuz.release import files
from nofuz.release.changes import IRIS, PAGE, PATCH, SUMMARY, Changed, changes_folder, line_of
from nofuz.release.comparison import Change, compare
from nofuz.release.dumps import Dumps
from nofuz.release.history import History, Switch
from nofuz.release.layout import COMPARING, DUMP
from nofuz.release.tombstones import tombstone_graph


def compare_releases(releases: Path, history: History, base: str) -> None:
    """Write what each switch changed, where that is not known and both dumps can be read.

    Args:
        releases: folder of the releases.
        history: the switches to look at; the last may be about to happen.
        base: IRI that the dataset's own IRIs begin with.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = releases / COMPARING
    for switch in history:
        path = changes_folder(releases, switch)
        if (path / SUMMARY).exists():
            continue
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            summary = _compare(folder, releases, switch, base)
        except _UnreadableError:  # an old release is gone or damaged, which stops no new one
            continue
        files.write(folder / SUMMARY, files.to_json(summary))
        path.parent.mkdir(exist_ok=True)
        shutil.rmtree(path, ignore_errors=True)
        folder.rename(path)
        files.sync_folder(path.parent)
    shutil.rmtree(folder, ignore_errors=True)


class _UnreadableError(Exception):
    """A dump is missing or damaged."""


def _compare(folder: Path, releases: Path, switch: Switch, base: str) -> dict[str, Any]:
    """Write what a switch changed, and return what `changes.json` says of it."""
    before, after = _lines(releases, switch.predecessor), _lines(releases, switch.name)
    dumps, ledger = Dumps(folder), tombstone_graph(base)
    if switch.predecessor is None:
        found, quads = compare(before, after, ledger, _ignore), Counter[str]()
    else:
        with dumps.adding(PATCH, ".gz", ".zst") as output:
            patch = _Patch(output, switch, base)
            found, quads = compare(before, after, ledger, patch.take), patch.quads
            patch.end()
    ours = sorted(line_of(changed) for changed in _ours(found, base))
    return {
        "contents": dumps.contents,
        "files": dumps.files,
        "iris": Counter(change for _, change in _ours(found, base)),
        "pages": _write_pages(folder / IRIS, ours),
        "quads": quads,
    }


class _Patch:
    """Writes the lines that differ as an RDF Patch, and counts them.

    Its blank nodes have the names of the dumps, so that who keeps those names
    gets the next dump to the byte.

    Source: RDF Patch, Apache Jena; a row is a letter and a line of N-Quads.
    """

    def __init__(self, output: RawIOBase, switch: Switch, base: str) -> None:
        self._output = output
        self.quads = Counter[str]()
        releases = {"id": switch.name, "prev": switch.predecessor}
        for key, name in releases.items():
            output.write(f"H {key} <{base}release/{name}> .\n".encode())
        output.write(b"TX .\n")

    def take(self, removed: Iterable[bytes], added: Iterable[bytes]) -> None:
        """Write the lines of one subject."""
        for kind, letter, lines in (("removed", b"D ", removed), ("added", b"A ", added)):
            for line in lines:
                self._output.write(letter + line)
                self.quads[kind] += 1

    def end(self) -> None:
        """Write that this was all."""
        self._output.write(b"TC .\n")


def _ignore(removed: Iterable[bytes], added: Iterable[bytes]) -> None:
    """Take no lines: the first release's dump has them."""


def _ours(found: dict[bytes, Change], base: str) -> Iterator[Changed]:
    """Return what happened to IRIs of the dataset and of the ontology."""
    for subject, change in found.items():
        iri = subject[1:-1].decode()
        if iri.startswith((base, BASE)):
            yield Changed(iri, change)


def _write_pages(path: Path, lines: list[bytes]) -> list[int]:
    """Write sorted lines and return where in the file each page begins."""
    files.write(path, b"".join(lines))
    offsets, offset = [], 0
    for start in range(0, len(lines), PAGE):
        offsets.append(offset)
        offset += sum(map(len, lines[start : start + PAGE]))
    return offsets


def _lines(releases: Path, name: str | None) -> Iterator[bytes]:
    if name is None:
        return
    try:
        with gzip.open(releases / name / DUMP) as file:
            yield from file
    except (OSError, EOFError, zlib.error) as error:
        raise _UnreadableError(str(error)) from None
