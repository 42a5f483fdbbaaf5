"""Write the dumps of a release: all its statements in the formats of RDF, compressed.

    dataset.nq, dataset.trig, dataset.jsonld    everything, each as .gz and as .zst
    graphs/<name>.ttl                           one named graph, as .gz

The same statements give the same bytes: N-Quads are sorted lines, the others
are made from them graph by graph, and no compressed file tells a name or a time.
Nothing but the lines is held in memory, however many there are.
"""

import gzip
import hashlib
import io
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from nofuz.formats import JSON_LD, TRIG, TURTLE
from nofuz.release.layout import GRAPHS, WHOLE
from nofuz.store.rewriting import rewrite

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Digest = dict[str, Any]
"""What the manifest says of some bytes: "sha256" in hexadecimal digits and "size"."""

_GZIP_LEVEL = 6
_ZSTD: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 12,
    zstd.CompressionParameter.checksum_flag: 1,
}
_LINES_AT_ONCE = 1000


class Dumps:
    """What was written: `contents` as they are read, `files` as they are stored, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.contents: dict[str, Digest] = {}
        self.files: dict[str, Digest] = {}

    @contextmanager
    def adding(self, name: str, *suffixes: str) -> Iterator["_Writer"]:
        """Take one dump and compress it into a file for each suffix."""
        paths = [self._folder / (name + suffix) for suffix in suffixes]
        paths[0].parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            writer = _Writer([stack.enter_context(_compressed(path)) for path in paths])
            yield writer
        self.contents[name] = writer.digest()
        for path, suffix in zip(paths, suffixes, strict=True):
            self.files[name + suffix] = digest_of(path)


def write_dumps(folder: Path, lines: Sequence[bytes], base: str) -> Dumps:
    """Write every dump of a release into its folder.

    Args:
        folder: the release at work.
        lines: its content as sorted N-Quads, all in named graphs.
        base: IRI that the names of the graphs begin with.
    """
    dumps = Dumps(folder)
    with dumps.adding(WHOLE + ".nq", ".gz", ".zst") as writer:
        for start in range(0, len(lines), _LINES_AT_ONCE):
            writer.write(b"".join(lines[start : start + _LINES_AT_ONCE]))
    graphs = _by_graph(lines)
    together = [line for graph in graphs.values() for line in graph]
    for form in (TRIG, JSON_LD):
        with dumps.adding(f"{WHOLE}.{form.extension}", ".gz", ".zst") as writer:
            rewrite(together, form, writer)
    for graph, content in graphs.items():
        with dumps.adding(graph_file(graph, base), ".gz") as writer:
            rewrite(content, TURTLE, writer)
    return dumps


def graph_file(graph: str, base: str) -> str:
    """Return the name of the dump of one named graph.

    >>> graph_file("https://example.org/graph/claims/a%20b", "https://example.org/")
    'graphs/claims/a b.ttl'
    """
    return f"{GRAPHS}/{unquote(graph.removeprefix(f'{base}graph/'))}.ttl"


def digest_of(path: Path) -> Digest:
    """Return size and SHA-256 of a file."""
    with path.open("rb") as file:
        return {
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
            "size": os.fstat(file.fileno()).st_size,
        }


def checksums(digests: dict[str, Digest]) -> bytes:
    r"""Return lines as `sha256sum --check` reads them.

    >>> checksums({"b": {"sha256": "02"}, "a": {"sha256": "01"}})
    b'01  a\n02  b\n'
    """
    return "".join(f"{digests[name]['sha256']}  {name}\n" for name in sorted(digests)).encode()


def _by_graph(lines: Sequence[bytes]) -> dict[str, list[bytes]]:
    """Return the lines of each named graph, sorted."""
    graphs: dict[bytes, list[bytes]] = defaultdict(list)
    for line in lines:
        graphs[line[line.rindex(b" <") + 2 : line.rindex(b">")]].append(line)
    return {graph.decode(): graphs[graph] for graph in sorted(graphs)}


class _Writer(io.RawIOBase):
    """Passes bytes on to several files, and counts and digests them on the way."""

    def __init__(self, files: Sequence[IO[bytes]]) -> None:
        self._files = files
        self._sha256 = hashlib.sha256()
        self._size = 0

    def write(self, data: Any, /) -> int:
        """Take some more bytes, and return how many."""
        self._sha256.update(data)
        self._size += len(data)
        for file in self._files:
            file.write(data)
        return len(data)

    def digest(self) -> Digest:
        """Return what the manifest says of all that was written."""
        return {"sha256": self._sha256.hexdigest(), "size": self._size}


@contextmanager
def _compressed(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that compresses by its suffix, and wait at the end until the disk has it."""
    with path.open("wb") as file:
        with _compressing(file, path.suffix) as writer:
            yield writer
        file.flush()
        os.fsync(file.fileno())


def _compressing(file: IO[bytes], suffix: str) -> Any:
    if suffix == ".gz":
        return gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0)
    return zstd.ZstdFile(file, "wb", options=_ZSTD)
