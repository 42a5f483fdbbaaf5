"""How much memory the processes of each server hold, by what they do."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .processes import Server, command_line, family

MASTER, WEB, CHILD = "master", "web process", "query child"


@dataclass
class Memory:
    """Processes of one role, and bytes of all of them together."""

    processes: int = 0
    rss: int = 0
    pss: int = 0


Usage = dict[tuple[str, str], Memory]
"""By the server's name and the role."""


def measure_memory(servers: Mapping[str, Server]) -> Usage:
    found: Usage = {}
    for server in servers.values():
        for pid in family(server.pid):
            with suppress(OSError):  # it has ended in the meantime
                rss, pss = _sizes(pid)
                memory = found.setdefault((server.name, _role(pid, server)), Memory())
                memory.processes += 1
                memory.rss += rss
                memory.pss += pss
    return found


def _role(pid: int, server: Server) -> str:
    if "nofuz.query.child" in command_line(pid):
        return CHILD
    return MASTER if pid == server.pid else WEB


def _sizes(pid: int) -> tuple[int, int]:
    """Return RSS, and PSS: RSS with shared pages divided among those that share them."""
    fields = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        fields[name] = int(rest.split()[0]) * 1024
    return fields["Rss"], fields["Pss"]
