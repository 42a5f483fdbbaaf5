"""Say what is in a release: counted and measured, with no date and no path of this machine."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from nofuz.release.dumps import Digest, Dumps
from nofuz.release.layout import LAYOUT
from nofuz.store.embedded import ENGINE, EmbeddedStore

_TYPED = "SELECT DISTINCT ?thing WHERE { GRAPH ?graph { ?thing a ?class } FILTER isIRI(?thing) }"
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph {} }"


def release_name(lines: Iterable[bytes]) -> str:
    """Return the name of a release: digest of the layout's version and the sorted N-Quads."""
    digest = hashlib.sha256(f"layout {LAYOUT}\n".encode())
    for line in lines:
        digest.update(line)
    return digest.hexdigest()[:16]


def manifest(
    lines: list[bytes],
    store: EmbeddedStore,
    base: str,
    dumps: Dumps,
    descriptions: dict[str, Digest],
) -> dict[str, Any]:
    """Return the description of a release.

    Args:
        lines: its content as sorted N-Quads.
        store: the same content.
        base: IRI that the dataset's own IRIs begin with.
        dumps: what was written of it.
        descriptions: what was written about it.
    """
    graphs = len(store.select(_GRAPHS))
    return {
        "base": base,
        "counts": {**count_kinds(store, base), "graphs": graphs, "quads": len(lines)},
        "contents": dumps.contents,
        "descriptions": descriptions,
        "engine": ENGINE,
        "files": dumps.files,
        "layout": LAYOUT,
        "name": release_name(lines),
    }


def count_kinds(store: EmbeddedStore, base: str) -> dict[str, int]:
    """Return how many things there are under `id/<kind>/`, for each kind."""
    return Counter(name.partition("/")[0] for name in things(store, base))


def things(store: EmbeddedStore, base: str) -> list[str]:
    """Return what follows `id/` in the IRI of each thing that has a kind."""
    stem = f"{base}id/"
    found = (row["thing"].value for row in store.select(_TYPED))
    return [thing[len(stem) :] for thing in found if thing.startswith(stem)]
