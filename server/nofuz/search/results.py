"""The results of a search as JSON.

    {"q": "soleimani",        what was searched for
     "type": null,            the kind or class that it was limited to
     "total": 40,             how many things have the words
     "limit": 20, "offset": 0,    which of them are here
     "results": [
       {"iri": "https://w3id.org/nofuz/id/agent/qasem-soleimani",
        "path": "/doc/agent/qasem-soleimani",     the document about it, on this server
        "kind": "agent",      the first part of its path; "concept" and "term" for the ontology's
        "types": ["http://xmlns.com/foaf/0.1/Person", …],   its classes, the narrowest first
        "label": "Qasem Soleimani",
        "description": null,
        "standing": {"iri": …, "label": "contested"}}],     of a proposition only
     "similar": []}           when nothing has the words: things whose names are spelled like
                              them, with the "name" that is, and a "score" up to 100

A proposition is something that somebody said, and no finding: its standing belongs to it.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nofuz.edition import Edition
from nofuz.index.finding import find
from nofuz.index.things import Found, Match, Thing
from nofuz.pages.names import local_path
from nofuz.search.asking import Search

if TYPE_CHECKING:
    from nofuz.index.reading import Index

_MOST_SIMILAR = 5
_LEAST_SCORE = 60


def find_or_match(index: "Index", search: Search) -> tuple[Found, list[Match]]:
    """Return what has the words, and where nothing has, what is spelled like them."""
    results = find(index, search.text, search.only, limit=search.limit, offset=search.offset)
    if results.total:
        return results, []
    # Only here, since the libraries that compare names take memory.
    from nofuz.index.matching import matches

    similar = matches(index, search.text, search.only, _MOST_SIMILAR)
    return results, [match for match in similar if match.score >= _LEAST_SCORE]


def as_json(
    edition: Edition, base: str, search: Search, results: Found, similar: Sequence[Match]
) -> bytes:
    """Return the results as this module documents them."""
    things = [*results.things, *(match.thing for match in similar)]
    labels = edition.store.labels(thing.standing for thing in things if thing.standing)
    content = {
        "q": search.text,
        "type": search.kind or None,
        "total": results.total,
        "limit": search.limit,
        "offset": search.offset,
        "results": [_thing(thing, base, labels) for thing in results.things],
        "similar": [
            _thing(match.thing, base, labels) | {"name": match.name, "score": match.score}
            for match in similar
        ],
    }
    return (json.dumps(content, ensure_ascii=False) + "\n").encode()


def _thing(thing: Thing, base: str, labels: dict[str, str]) -> dict[str, Any]:
    members: dict[str, Any] = {
        "iri": thing.iri,
        "path": local_path(thing.iri, base),
        "kind": thing.kind,
        "types": list(thing.classes),
        "label": thing.label,
        "description": thing.description,
    }
    if thing.standing:
        members["standing"] = {"iri": thing.standing, "label": labels.get(thing.standing)}
    return members
