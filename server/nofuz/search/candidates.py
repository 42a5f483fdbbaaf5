"""Candidates for one reconciliation query, with scores.

The score is how much the name is alike, from 0 to 100, lowered by what else the
query asks for: by up to two fifths for properties that the entity lacks, and by a
fifth where it lacks a type that it only should have.

`match` is true when nobody need look: the name is the same but for case,
diacritics and forms of letters, it is the label or has more than one word, all
that the query asks for is there, and no other candidate comes near.  A surname
alone is never enough, since it belongs to many.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from nofuz.edition import Edition
from nofuz.index.folding import fold
from nofuz.index.matching import matches
from nofuz.index.things import Filter, Match, Thing
from nofuz.search.agreement import agreement, having
from nofuz.search.batch import Query
from nofuz.search.entities import described, entity, types

_LEAST_SCORE = 30
_LONGEST = 300  # characters of a name that are looked at
# Constraints and types bring forward what a name alone would not.
_MORE = 3
_OF_PROPERTIES = 0.4
_OF_TYPES = 0.2
_NEAR = 5


class _Candidate(NamedTuple):
    match: Match
    name_score: float
    agreement: float
    has_types: bool

    @property
    def score(self) -> float:
        lowered = self.name_score * (1 - _OF_PROPERTIES * (1 - self.agreement))
        return round(lowered * (1 if self.has_types else 1 - _OF_TYPES), 1)

    @property
    def is_same(self) -> bool:
        """Whether name, types and properties are what was asked for."""
        is_name = self.match.is_label or " " in fold(self.match.name)
        return self.match.is_exact and is_name and self.has_types and self.agreement == 1


def candidates(edition: Edition, base: str, query: Query) -> list[dict[str, Any]]:
    """Return the candidates for a query as JSON, best first.

    Args:
        edition: the open release.
        base: what the dataset's own IRIs begin with.
        query: one query of a batch.
    """
    found = [
        _Candidate(
            match,
            match.score,
            agreement(edition, base, match.thing.iri, query.constraints),
            _has_types(match.thing, query),
        )
        for match in _matches(edition, base, query)
    ]
    suitable = [one for one in found if one.has_types or query.strict == "should"]
    ranked = sorted(suitable, key=lambda one: (-one.score, one.match.thing.number))
    best = [one for one in ranked if one.score >= _LEAST_SCORE][: query.limit]
    return [_as_json(edition, base, one, _is_certain(one, ranked)) for one in best]


def _matches(edition: Edition, base: str, query: Query) -> list[Match]:
    """Return whose name is alike, whose identifier it is, or who has the properties."""
    text = query.text[:_LONGEST]
    if not text.strip():
        things = having(edition, base, query.constraints)
        return [Match(thing, thing.label, 100.0, is_exact=False, is_label=True) for thing in things]
    itself = entity(edition.index, base, text)
    if itself is not None:
        return [Match(itself, itself.label, 100.0, is_exact=True, is_label=True)]
    most = _MORE * query.limit if query.constraints or query.types else query.limit
    only = _filter(edition, query)
    return [] if only is None else matches(edition.index, text, only, max(most, _MORE))


def _filter(edition: Edition, query: Query) -> Filter | None:
    """Return what entities must be, None where no entity can be that."""
    if not query.types or query.strict == "should":
        return Filter()
    numbers = (edition.index.class_number(one) for one in query.types)
    known = tuple(number for number in numbers if number is not None)
    return Filter(classes=known) if known else None


def _has_types(thing: Thing, query: Query) -> bool:
    has = [one in thing.classes for one in query.types]
    return all(has) if query.strict == "all" else any(has) or not has


def _is_certain(one: _Candidate, ranked: Sequence[_Candidate]) -> bool:
    rivals = (other for other in ranked if other is not one)
    return one.is_same and all(other.score < one.score - _NEAR for other in rivals)


def _as_json(edition: Edition, base: str, one: _Candidate, is_certain: bool) -> dict[str, Any]:
    thing = one.match.thing
    features = {
        "name": one.name_score,
        "same_name": one.match.is_exact,
        "properties": round(one.agreement, 3),
        "types": one.has_types,
    }
    return described(thing, base) | {
        "type": types(edition, thing),
        "score": one.score,
        "match": is_certain,
        "features": [{"id": name, "value": value} for name, value in features.items()],
    }
