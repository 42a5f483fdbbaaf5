"""Find the dataset's files in its folder, and the graph that each of them is.

The folder is the database: `ontology/`, `instances/` and `shapes/` are the only
source.  One Turtle file is one named graph.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nofuz.errors import CommandError, NoDataset
from nofuz.namespaces import BASE

PARTS = ("ontology", "instances", "shapes")
LEDGER = "instances/ledger.csv"
RULES = "ontology/rules"


@dataclass(frozen=True, order=True)
class GraphFile:
    """A Turtle file of the dataset; its name is its path within the folder."""

    name: str
    path: Path
    graph: str

    @property
    def part(self) -> str:
        """The folder of the dataset that the file belongs to, one of PARTS."""
        return self.name.partition("/")[0]


@dataclass(frozen=True)
class Dataset:
    """The files of a dataset, each list sorted by name; nothing is read yet."""

    path: Path
    base: str
    files: tuple[GraphFile, ...]
    rules: tuple[Path, ...]

    @property
    def ledger(self) -> Path:
        """The list of all IRIs ever published; it may not exist yet."""
        return self.path / LEDGER

    def name(self, path: Path) -> str:
        """Return how a report names a file of this dataset."""
        return path.relative_to(self.path).as_posix()

    def read(self, path: Path) -> bytes:
        """Return the content of one of the files.

        Raises:
            CommandError: the file cannot be read.
        """
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror}") from None

    def digest(self) -> str:
        """Return a name for the state of the whole folder: SHA-256 over names and contents."""
        paths = [*(file.path for file in self.files), *self.rules]
        if self.ledger.exists():
            paths.append(self.ledger)
        lines = [f"{self.name(path)} {_sha256(self.read(path))}\n" for path in paths]
        return _sha256("".join([self.base, "\n", *sorted(lines)]).encode())


def open_dataset(path: Path, base: str = BASE) -> Dataset:
    """List the files of a dataset.

    Args:
        path: the folder that holds ontology/, instances/ and shapes/.
        base: IRI that the dataset's own IRIs begin with.

    Raises:
        NoDataset: the folder or one of its three parts is missing.
    """
    missing = [part for part in PARTS if not (path / part).is_dir()]
    if missing:
        parts = ", ".join(f"{part}/" for part in missing)
        raise NoDataset(f"{path} is no dataset: it has no {parts}")
    files = (file for part in PARTS for file in _graph_files(path, part, base))
    rules = sorted(found for found in (path / RULES).glob("*.rq") if _is_source(found))
    return Dataset(path, base, tuple(sorted(files)), tuple(rules))


def default_folder() -> Path:
    """Return the dataset to work on when none is named.

    The working directory if it is one, else the one that came with the program:
    inside the package, or above it where the program runs from its source tree.
    """
    package = Path(__file__).parents[1]
    folders = (Path(), package / "default", package.parents[1])
    return next((folder for folder in folders if _is_dataset(folder)), Path())


def _is_dataset(path: Path) -> bool:
    return all((path / part).is_dir() for part in PARTS)


def _graph_files(path: Path, part: str, base: str) -> Iterator[GraphFile]:
    for found in (path / part).rglob("*.ttl"):
        name = found.relative_to(path).as_posix()
        if _is_source(found):
            yield GraphFile(name, found, f"{base}graph/{_graph_name(name)}")


def _graph_name(name: str) -> str:
    """Return the last part of a graph's IRI.

    >>> _graph_name("instances/agents/persons.ttl"), _graph_name("shapes/claims.ttl")
    ('agents/persons', 'shapes/claims')
    """
    return quote(name.removeprefix("instances/").removesuffix(".ttl"))


def _is_source(path: Path) -> bool:
    """Leave out folders and what editors put beside the files that they have open."""
    return path.is_file() and not path.name.startswith(".")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
