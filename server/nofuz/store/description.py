"""Describe things: what is said of them, what points at them, and who says so.

Symmetric: blank nodes that hang from a thing come along, and so does the thing
that a blank node which points at it hangs from.  Labelled: whatever is
mentioned brings its labels.  And nothing is told without who says it: a
proposition that is mentioned brings its standing, a claim its speaker, stance,
certainty and origin.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import pyoxigraph as ox

from nofuz.namespaces import NOFUZ, PREFIXES

INCOMING = 500
"""Statements that point at a thing on one page of its description."""

_DEFAULT = ox.DefaultGraph()
_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_SPEECH = tuple(
    ox.NamedNode(iri)
    for iri in (
        NOFUZ + "certainty",
        NOFUZ + "speaker",
        NOFUZ + "stance",
        NOFUZ + "standing",
        PREFIXES["prov"] + "hadPrimarySource",
    )
)
_MOST_PAGES = 1_000_000  # the engine counts no further than its integers
_GISTS_KEPT = 10_000  # about 15 MiB

Node = ox.NamedNode | ox.BlankNode


class Description(NamedTuple):
    """What is said of a thing, on one of the pages that it takes."""

    quads: list[ox.Quad]
    """Sorted, each triple once, in the default graph; empty when there is no such page."""
    incoming: int
    """How many statements point at the thing, on all pages."""
    page: int
    pages: int


class Describer:
    """Describes things by the triples of some graphs of a store that does not change."""

    def __init__(self, store: ox.Store, graphs: Sequence[Any] = (_DEFAULT,)) -> None:
        """Look at the default graph, which holds every triple once, or at these graphs alone."""
        self._store = store
        self._graphs = graphs
        # Every document mentions the same few things again and again.
        self._gist = lru_cache(_GISTS_KEPT)(self._gathered_gist)

    def describe(self, thing: ox.NamedNode, page: int = 1) -> Description:
        """Return a page of the description of a thing, as the default graph has it.

        Every page holds what the thing itself says; what points at it is
        divided among them, in an order that stays the same within a release.
        """
        outgoing = self._hanging([thing])
        if not outgoing or not 1 <= page <= _MOST_PAGES:
            return Description([], 0, page, 0)
        incoming, total = self._incoming(thing, page)
        pages = max(1, -(-total // INCOMING))
        found = self._explained(outgoing, incoming) if page <= pages else {}
        return Description([found[line] for line in sorted(found)], total, page, pages)

    def describe_wholly(self, nodes: Iterable[Node]) -> list[ox.Quad]:
        """Return the descriptions of several things together, with all that points at them."""
        found: dict[str, ox.Quad] = {}
        for node in nodes:
            outgoing = self._hanging([node])
            if outgoing:
                found |= self._explained(outgoing, self._stated(None, None, node))
        return [found[line] for line in sorted(found)]

    def _explained(
        self, outgoing: Iterable[ox.Quad], incoming: Iterable[ox.Quad]
    ) -> dict[str, ox.Quad]:
        """Return statements with what holds their blank nodes and the gist of all they mention.

        Each is named by its text, since Python compares and sorts texts fastest.
        """
        blanks = [quad.subject for quad in incoming if type(quad.subject) is ox.BlankNode]
        said = [*outgoing, *incoming, *(self._holding(blanks) if blanks else ())]
        found = {str(quad): quad for quad in said}
        mentioned = {quad.object for quad in said} | {quad.subject for quad in said}
        for thing in mentioned:
            if type(thing) is ox.NamedNode:
                found.update(self._gist(thing))
        return found

    def _gathered_gist(self, thing: ox.NamedNode) -> dict[str, ox.Quad]:
        """Return what belongs to a thing wherever it is mentioned: its labels, and who says it."""
        speech = [quad for predicate in _SPEECH for quad in self._stated(thing, predicate, None)]
        named = [quad.object for quad in speech if type(quad.object) is ox.NamedNode]
        labels = [quad for node in (thing, *named) for quad in self._stated(node, _LABEL, None)]
        return {str(quad): quad for quad in (*speech, *labels)}

    def _hanging(self, nodes: Iterable[Node]) -> list[ox.Quad]:
        """Return the statements of some nodes and of the blank nodes that hang from them."""
        waiting = list(nodes)
        found, seen = [], set(waiting)
        while waiting:
            for quad in self._stated(waiting.pop(), None, None):
                found.append(quad)
                if isinstance(quad.object, ox.BlankNode) and quad.object not in seen:
                    seen.add(quad.object)
                    waiting.append(quad.object)
        return found

    def _holding(self, blanks: Sequence[ox.BlankNode]) -> list[ox.Quad]:
        """Return what leads from things to blank nodes, with all that hangs from there."""
        found, waiting, seen = [], list(blanks), set(blanks)
        while waiting:
            for quad in self._stated(None, None, waiting.pop()):
                found.append(quad)
                if isinstance(quad.subject, ox.BlankNode) and quad.subject not in seen:
                    seen.add(quad.subject)
                    waiting.append(quad.subject)
        return found + self._hanging(seen)

    def _incoming(self, thing: ox.NamedNode, page: int) -> tuple[list[ox.Quad], int]:
        """Return the statements of one page that point at a thing, and how many there are."""
        pointing = self._store.quads_for_pattern(None, None, thing, _DEFAULT)
        found = list(islice(pointing, INCOMING + 1))
        if len(found) <= INCOMING:
            return found, len(found)
        pattern = f"WHERE {{ ?s ?p {thing} }}"
        # Processes have the same statements in other orders, and share the pages.
        start = (page - 1) * INCOMING
        found = self._pointing(thing, f"{pattern} ORDER BY ?s ?p OFFSET {start} LIMIT {INCOMING}")
        [[count]] = self._store.query(f"SELECT (COUNT(*) AS ?n) {pattern}")  # type: ignore[misc]
        return found, int(count.value)

    def _pointing(self, thing: ox.NamedNode, pattern: str) -> list[ox.Quad]:
        rows: Any = self._store.query(f"SELECT ?s ?p {pattern}")
        return [ox.Quad(subject, predicate, thing) for subject, predicate in rows]

    def _stated(self, subject: Any, predicate: Any, value: Any) -> list[ox.Quad]:
        """Return the statements of a pattern, as the default graph would have them."""
        found = [
            quad
            for graph in self._graphs
            for quad in self._store.quads_for_pattern(subject, predicate, value, graph)
        ]
        return found if self._graphs == (_DEFAULT,) else [ox.Quad(*quad.triple) for quad in found]


def in_their_graphs(store: ox.Store, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield triples of the default graph as the named graphs have them that state them."""
    for quad in quads:
        for found in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None):
            if found.graph_name != _DEFAULT:
                yield found
