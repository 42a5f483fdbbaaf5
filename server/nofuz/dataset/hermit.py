"""Ask HermiT about two files of N-Triples; runs as a process of its own.

    python -m nofuz.dataset.hermit ONTOLOGY INSTANCES

It prints one JSON object: `error` with the reasoner's words when it cannot read
the triples, else `unsatisfiable` with the classes that nothing can be, and
`involved` with a smallest set of subjects that contradict each other: null when
the whole is consistent, empty when the ontology contradicts itself.

owlready2 keeps worlds and temporary files for as long as its process lives,
hence a process of its own.
"""

import json
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from owlready2 import (  # type: ignore[import-untyped]
    Nothing,
    OwlReadyInconsistentOntologyError,
    OwlReadyJavaError,
    World,
    sync_reasoner_hermit,
)

T = TypeVar("T")


def examine(ontology: bytes, instances: bytes) -> dict[str, Any]:
    """Return what HermiT says; both texts are N-Triples."""
    lines = sorted(instances.splitlines(keepends=True))
    blocks = [b"".join(block) for _, block in groupby(lines, _subject)]
    try:
        unsatisfiable = _classify([ontology, *blocks])
        if unsatisfiable is not None:
            return {"unsatisfiable": unsatisfiable, "involved": None}
        involved = smallest(blocks, lambda some: _classify([ontology, *some]) is None)
    except OwlReadyJavaError as error:
        return {"error": str(error)}
    return {"unsatisfiable": [], "involved": [_subject(block).decode() for block in involved]}


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0].strip(b"<>")


def _classify(parts: Sequence[bytes]) -> list[str] | None:
    """Return the IRIs of the classes that nothing can be; None if the whole is inconsistent."""
    world = World()
    world.get_ontology("urn:nofuz:check#").load(fileobj=BytesIO(b"".join(parts)))
    try:
        sync_reasoner_hermit(world, debug=0)
    except OwlReadyInconsistentOntologyError:
        return None
    return sorted(found.iri for found in world.inconsistent_classes() if found is not Nothing)


def smallest(parts: Sequence[T], is_broken: Callable[[Sequence[T]], bool]) -> list[T]:
    """Return a smallest selection of parts that is broken; empty if nothing at all is broken too.

    Source: Junker, "QuickXplain", AAAI 2004: about 2 k log2(n/k) questions for k of n parts.
    """

    def search(kept: list[T], has_grown: bool, rest: Sequence[T]) -> list[T]:
        if has_grown and is_broken(kept):
            return []
        if len(rest) == 1:
            return list(rest)
        middle = len(rest) // 2
        first, second = rest[:middle], rest[middle:]
        of_second = search([*kept, *first], bool(first), second)
        return search([*kept, *of_second], bool(of_second), first) + of_second

    return [] if not parts or is_broken([]) else search([], False, parts)


if __name__ == "__main__":
    found = examine(*(Path(name).read_bytes() for name in sys.argv[1:3]))
    json.dump(found, sys.stdout)
