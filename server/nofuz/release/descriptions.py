"""Write what describes a release: names for JSON-LD, statistics, addresses of documents."""

from pathlib import Path

from nofuz.release import files
from nofuz.release.context import context
from nofuz.release.layout import CONTEXT, SITEMAP, STATISTICS, STORE
from nofuz.release.sitemap import addresses
from nofuz.release.statistics import statistics
from nofuz.store.conversion import to_n_triples
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.memory import MemoryStore


def write_descriptions(folder: Path, content: MemoryStore, base: str) -> None:
    """Write the descriptions of a release into its folder, which holds the store already.

    Args:
        folder: the release at work.
        content: all that is in it.
        base: IRI that the dataset's own IRIs begin with.
    """
    store = EmbeddedStore.open(folder / STORE)  # has each triple once, so that it can be counted
    files.write(folder / CONTEXT, files.to_json(context(content)))
    files.write(folder / STATISTICS, to_n_triples(statistics(store, base)))
    files.write(
        folder / SITEMAP, "".join(f"{address}\n" for address in addresses(store, base)).encode()
    )
