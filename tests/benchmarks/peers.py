"""The servers that are compared, all with the same statements."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nofuz.settings import Settings

from .data import SCRIPTS, Data
from .processes import Server, free_port, running
from .virtuoso import PROGRAM as VIRTUOSO_PROGRAM
from .virtuoso import virtuoso

NOFUZ, UNCACHED, GUNICORN = "Nofuz", "Nofuz, no cache", "Nofuz under gunicorn"
OXIGRAPH, RDFLIB, VIRTUOSO = "oxigraph serve", "rdflib-endpoint", "Virtuoso 7"

_MOST_FOR_RDFLIB = 100_000  # a million triples take it a minute and 1.3 GB to read
_HERE = Path(__file__).parent
_PROGRAM = (SCRIPTS / "python", "-m", "nofuz", "serve")

Start = Callable[[], AbstractContextManager[Server]]


@dataclass(frozen=True)
class Peers:
    """Starts the servers of one release; what they write goes into a folder."""

    data: Data
    folder: Path
    most_connections: int

    @contextmanager
    def running(self, names: Sequence[str]) -> Iterator[dict[str, Server]]:
        """Run these servers; give them by name, without those that are not installed."""
        with ExitStack() as stack:
            started = [stack.enter_context(self._starts()[name]()) for name in names]
            yield {server.name: server for server in started}

    def missing(self) -> dict[str, str]:
        """Return the peers that cannot take part, each with the reason."""
        found = {}
        if not (SCRIPTS / RDFLIB).exists():
            found[RDFLIB] = f"{RDFLIB} is not installed beside this Python: 'make bench' does it"
        elif self.data.release.manifest["counts"]["quads"] > _MOST_FOR_RDFLIB:
            found[RDFLIB] = f"{RDFLIB} is left out here: a million triples take it a minute to read"
        if shutil.which(VIRTUOSO_PROGRAM) is None:
            found[VIRTUOSO] = f"{VIRTUOSO} is not installed: Debian has it as virtuoso-opensource"
        return found

    def nofuz(self, name: str = NOFUZ, **settings: object) -> AbstractContextManager[Server]:
        """Run `nofuz serve` with these settings."""
        port = free_port()
        command = [*_PROGRAM, self.data.dataset, "--port", port]
        return running(name, command, port, self._log("nofuz"), self._environment(settings))

    def uncached(self, **settings: object) -> AbstractContextManager[Server]:
        """Run `nofuz serve` so that it evaluates every query and makes every page anew."""
        return self.nofuz(UNCACHED, answer_cache=0, **settings)

    def _starts(self) -> dict[str, Start]:
        return {
            NOFUZ: self.nofuz,
            UNCACHED: self.uncached,
            GUNICORN: self._gunicorn,
            OXIGRAPH: self._oxigraph,
            RDFLIB: self._rdflib,
            VIRTUOSO: lambda: virtuoso(self.data.triples, self._log("virtuoso")),
        }

    def _gunicorn(self) -> AbstractContextManager[Server]:
        port = free_port()
        command = [
            *(SCRIPTS / "gunicorn", "--bind", f"127.0.0.1:{port}", "--pythonpath", _HERE),
            *("--worker-class", "gthread", "--workers", 2, "--threads", 32),
            *("--log-level", "warning", "wsgi:application()"),
        ]
        environment = self._environment({"workers": 2, "answer_cache": 0})
        return running(GUNICORN, command, port, self._log("gunicorn"), environment)

    def _oxigraph(self) -> AbstractContextManager[Server]:
        port = free_port()
        command = [
            *(SCRIPTS / "oxigraph", "serve-read-only", "--location", self.data.oxigraph),
            *("--bind", f"127.0.0.1:{port}"),
        ]
        log = self._log("oxigraph")
        return running(OXIGRAPH, command, port, log, endpoint="/query?query=")

    def _rdflib(self) -> AbstractContextManager[Server]:
        port = free_port()
        command = [
            *(SCRIPTS / RDFLIB, "serve", "--host", "127.0.0.1", "--port", port),
            self.data.triples,
        ]
        return running(RDFLIB, command, port, self._log("rdflib"), endpoint="/?query=")

    def _log(self, name: str) -> Path:
        folder = self.folder / f"{self.data.name}-{name}"
        folder.mkdir(exist_ok=True)
        return folder / "output.log"

    def _environment(self, settings: dict[str, object]) -> dict[str, str]:
        """Return our environment with no setting of Nofuz but these and what a load needs."""
        ours = {name: text for name, text in os.environ.items() if not name.startswith("NOFUZ_")}
        given = {
            "releases": self.data.releases,
            # The queue is divided among the web processes, connections fall on them as they like.
            "query_queue": max(
                Settings().query_queue, self.most_connections * (os.cpu_count() or 1)
            ),
            # All load comes from one address; limits for each client would refuse it.
            "client_query_seconds": 0,
            "client_errors": 0,
            "metrics": "127.0.0.1:0",
            **settings,
        }
        return ours | {f"NOFUZ_{name.upper()}": str(value) for name, value in given.items()}
