"""The servers that are compared, all with the same quads."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from nofuz.release.releases import current_release
from nofuz.settings import Settings

from .processes import Server, free_port, running

_REPOSITORY = Path(__file__).parents[2]
_HERE = Path(__file__).parent
_SCRIPTS = Path(sys.executable).parent

NOFUZ, GUNICORN, OXIGRAPH = "Nofuz", "Nofuz under gunicorn", "oxigraph serve"


@dataclass(frozen=True)
class Peers:
    """A folder with one release, once as ours and once as a store of oxigraph's."""

    folder: Path
    release: str
    quads: int
    most_connections: int

    @classmethod
    def prepare(cls, folder: Path, most_connections: int) -> "Peers":
        """Build the release of the repository's dataset and load it into oxigraph.

        Args:
            folder: an empty folder; all that is written goes there.
            most_connections: no query within so many is refused for want of a place.
        """
        build(open_dataset(_REPOSITORY, Settings().base), folder / "releases")
        release = current_release(folder / "releases")
        assert release is not None
        _load(release.dump, folder)
        return cls(folder, release.name, release.manifest["counts"]["quads"], most_connections)

    @contextmanager
    def all(self) -> Iterator[dict[str, Server]]:
        """Run every peer; give the servers by name."""
        with ExitStack() as stack:
            started = [
                stack.enter_context(start())
                for start in (self.nofuz, self._gunicorn, self._oxigraph)
            ]
            yield {server.name: server for server in started}

    def nofuz(self, query_seconds: float = 10) -> AbstractContextManager[Server]:
        port = free_port()
        command = [_SCRIPTS / "nofuz", "serve", _REPOSITORY, "--port", port]
        settings = self._environment(NOFUZ_QUERY_SECONDS=str(query_seconds))
        return running(NOFUZ, command, port, settings, self.folder / "nofuz.log")

    def _gunicorn(self) -> AbstractContextManager[Server]:
        port = free_port()
        command = [
            *(_SCRIPTS / "gunicorn", "--bind", f"127.0.0.1:{port}", "--pythonpath", _HERE),
            *("--worker-class", "gthread", "--workers", 2, "--threads", 32),
            *("--log-level", "warning", "wsgi:application()"),
        ]
        settings = self._environment(NOFUZ_WORKERS="2")
        return running(GUNICORN, command, port, settings, self.folder / "gunicorn.log")

    def _oxigraph(self) -> AbstractContextManager[Server]:
        port = free_port()
        command = [
            *(_SCRIPTS / "oxigraph", "serve-read-only", "--union-default-graph"),
            *("--location", self.folder / "oxigraph", "--bind", f"127.0.0.1:{port}"),
        ]
        return running(OXIGRAPH, command, port, os.environ, self.folder / "oxigraph.log")

    def _environment(self, **settings: str) -> dict[str, str]:
        """Return our environment with no setting of Nofuz but these."""
        ours = {name: text for name, text in os.environ.items() if not name.startswith("NOFUZ_")}
        # The queue is divided among the web processes, connections fall on them as they like.
        queue = max(Settings().query_queue, self.most_connections * (os.cpu_count() or 1))
        ours |= {"NOFUZ_RELEASES": str(self.folder / "releases"), "NOFUZ_QUERY_QUEUE": str(queue)}
        # All load comes from one client.
        ours |= {"NOFUZ_CLIENT_QUERY_SECONDS": "0", "NOFUZ_METRICS": "127.0.0.1:0"}
        return ours | settings


def _load(dump: Path, folder: Path) -> None:
    quads, store = folder / "dataset.nq", folder / "oxigraph"
    with gzip.open(dump) as packed, quads.open("wb") as file:
        shutil.copyfileobj(packed, file)
    for action in (["load", "--file", quads], ["optimize"]):
        command = [_SCRIPTS / "oxigraph", action[0], "--location", store, *action[1:]]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
