"""What the servers serve: our own dataset, and a generated graph of any size.

The generated one takes a minute to build, so it is kept for the next run, in a
folder that is named by all that it was made from.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

import nofuz
from nofuz.dataset.folder import Dataset, open_dataset
from nofuz.dataset.progress import Progress, silent
from nofuz.dataset.syntax import read
from nofuz.release.build import build
from nofuz.release.releases import Release, current_release
from nofuz.settings import Settings
from nofuz.store.embedded import ENGINE
from nofuz.store.memory import MemoryStore

from .network import n_quads

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent
CACHE = "nofuz-benchmarks"
_PACKAGE = Path(nofuz.__file__).parent
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Data:
    """One release, and the same statements as the peers take them.

    Our store has every statement twice: in its named graph, and once in the
    default graph.  The peers get both, so that all do the same work.
    """

    name: str
    title: str
    dataset: Path
    folder: Path

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def triples(self) -> Path:
        """The default graph, as N-Triples, for peers that are to have nothing else."""
        return self.folder / "triples.nt"

    @property
    def oxigraph(self) -> Path:
        """A store of oxigraph's own."""
        return self.folder / "oxigraph"

    @cached_property
    def release(self) -> Release:
        release = current_release(self.releases)
        assert release is not None
        return release

    @cached_property
    def store(self) -> ox.Store:
        return ox.Store.read_only(str(self.release.store_path))

    def export(self) -> None:
        """Write what the peers take."""
        quads = self.folder / "quads.nq"
        self.store.dump(str(quads), ox.RdfFormat.N_QUADS)
        self.store.dump(str(self.triples), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        for action in (["load", "--file", quads], ["optimize"]):
            command = [SCRIPTS / "oxigraph", action[0], "--location", self.oxigraph, *action[1:]]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        quads.unlink()


def our_dataset(folder: Path) -> Data:
    """Build the release of the repository's dataset in an empty folder."""
    data = Data("dataset", "the repository's own dataset", REPOSITORY, folder)
    build(open_dataset(REPOSITORY, Settings().base), data.releases)
    data.export()
    return data


def generated(cache: Path, statements: int) -> Data:
    """Return a generated graph with our ontology, built or as an earlier run has left it.

    Args:
        cache: folder that holds it; what other programs or sizes left there is removed.
        statements: how many it has about, without the ontology and what is derived.
    """
    folder = cache / _key(statements)
    if not folder.exists():
        shutil.rmtree(cache, ignore_errors=True)
        fresh = folder.with_suffix(".building")
        _generate(fresh, statements).export()
        fresh.rename(folder)
    return _generated(folder)


def _generated(folder: Path) -> Data:
    return Data("generated", "a generated graph", folder / "dataset", folder)


def _generate(folder: Path, statements: int) -> Data:
    data = _generated(folder)
    for part in ("ontology", "shapes"):
        shutil.copytree(REPOSITORY / part, data.dataset / part)
    (data.dataset / "instances").mkdir()

    def content(dataset: Dataset, _: Progress) -> MemoryStore:
        graphs, unread = read(dataset)
        assert not unread
        store = graphs.new_store()
        store.load(b"".join(n_quads(statements)))
        return store

    build(open_dataset(data.dataset, Settings().base), data.releases, silent, content)
    return data


def cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / CACHE


def _key(statements: int) -> str:
    """Return a name for all that a generated release depends on."""
    sources: Iterable[Path] = (
        *(_HERE / "network.py", _HERE / "names.py", _HERE / "data.py"),
        *(
            path
            for part in ("dataset", "index", "release", "store")
            for path in (_PACKAGE / part).rglob("*.py")
        ),
        *(path for part in ("ontology", "shapes") for path in (REPOSITORY / part).rglob("*.*")),
    )
    digest = hashlib.sha256(f"{statements} {ENGINE}".encode())
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
