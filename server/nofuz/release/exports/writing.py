"""Write all exports of a release."""

from collections.abc import Callable
from typing import IO, cast

from nofuz.release.dumps import Dumps
from nofuz.release.exports.about import read_about
from nofuz.release.exports.formats import (
    EDGES,
    FTM,
    GEXF,
    GRAPHML,
    NODES,
    README,
    Export,
    stored_name,
)
from nofuz.release.exports.graphs import write_gexf, write_graphml
from nofuz.release.exports.money import write_entities
from nofuz.release.exports.network import read_network
from nofuz.release.exports.readme import write_readme
from nofuz.release.exports.tables import write_edges, write_nodes
from nofuz.store.memory import MemoryStore


def write_exports(dumps: Dumps, store: MemoryStore, base: str, release: str) -> None:
    """Write every export beside the dumps of a release.

    Args:
        dumps: takes the files and what the manifest says of them.
        store: all that is in the release.
        base: IRI that the dataset's own IRIs begin with.
        release: its name.
    """
    network, about = read_network(store), read_about(store, release)
    writers: dict[Export, Callable[[IO[bytes]], None]] = {
        NODES: lambda output: write_nodes(network, output),
        EDGES: lambda output: write_edges(network, output),
        GRAPHML: lambda output: write_graphml(network, about, output),
        GEXF: lambda output: write_gexf(network, about, output),
        FTM: lambda output: write_entities(network, base, about, output),
        README: lambda output: write_readme(network, about, output),
    }
    for export, write in writers.items():
        with dumps.adding(stored_name(export), ".gz") as output:
            write(cast(IO[bytes], output))  # they call no other method than write()
