"""How a relation stands for somebody who trusts some origins only.

What speaks for a relation is counted among the trusted origins alone; what
speaks against it always counts, so that no choice hides a denial.  Otherwise the
rules are those by which the build derives the standing (`ontology/rules`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from nofuz.edition import Edition
from nofuz.namespaces import SPARQL_PREFIXES, VOC
from nofuz.network.relations import Relation
from nofuz.store.embedded import EmbeddedStore

CONTESTED, CORROBORATED = VOC + "contested", VOC + "corroborated"
SINGLE_ORIGIN, WORDING_ONLY = VOC + "single-origin", VOC + "wording-only"

UNSUPPORTED = VOC + "unsupported"

STANDINGS = (CORROBORATED, SINGLE_ORIGIN, CONTESTED, WORDING_ONLY, UNSUPPORTED)
"""The best supported first."""

_WORDINGS = "SELECT ?origin WHERE { ?origin nofuz:originType voc:document-wording }"
_DOUBTS = "SELECT ?origin ?other WHERE { ?origin nofuz:independenceUndecided ?other }"


@dataclass(frozen=True)
class Origins:
    """Which origins are no more than a document's wording, and which two may be one."""

    wordings: frozenset[str]
    doubts: frozenset[frozenset[str]]

    def standing(self, relation: Relation, trusted: Iterable[str]) -> str:
        """Return the standing of a relation that at least one trusted origin speaks for."""
        if relation.standing == CONTESTED:
            return CONTESTED
        speaking = sorted(relation.origins.intersection(trusted) - self.wordings)
        if any(frozenset(pair) not in self.doubts for pair in combinations(speaking, 2)):
            return CORROBORATED
        return SINGLE_ORIGIN if speaking else WORDING_ONLY


def origins_of(edition: Edition) -> Origins:
    """Return what is known of the origins of a release, which is read once."""
    if Origins not in edition.kept:
        edition.kept[Origins] = _read(edition.store)
    found: Origins = edition.kept[Origins]
    return found


def _read(store: EmbeddedStore) -> Origins:
    wordings = store.select(SPARQL_PREFIXES + _WORDINGS)
    doubts = store.select(SPARQL_PREFIXES + _DOUBTS)
    return Origins(
        frozenset(row["origin"].value for row in wordings),
        frozenset(frozenset((row["origin"].value, row["other"].value)) for row in doubts),
    )
