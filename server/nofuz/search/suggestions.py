"""Complete what a person types into a client of the reconciliation service.

Reconciliation Service API 0.2, section 6.  Entities by the words of their names,
and where nothing has these words, by how the names are spelled; types and
properties by the words of their labels, or by their IRIs.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from nofuz.edition import Edition
from nofuz.errors import UnknownResource
from nofuz.index.finding import find
from nofuz.index.folding import fold
from nofuz.index.things import Filter
from nofuz.namespaces import compact, expand
from nofuz.search.entities import described, entity, named, types

_PAGE = 10
_LEAST_SCORE = 60

Suggestion = dict[str, Any]


def entities(edition: Edition, base: str, prefix: str, skipped: int) -> list[Suggestion]:
    """Return the entities that a text may be the beginning of, best first.

    Args:
        edition: the open release.
        base: what the dataset's own IRIs begin with.
        prefix: words, the last of which may be unfinished, or an identifier.
        skipped: how many suggestions the client has seen.
    """
    itself = entity(edition.index, base, prefix)
    if itself is not None:
        things = [itself][skipped:]
    else:
        only = Filter(is_entity=True)
        found = find(edition.index, prefix, only, limit=_PAGE, offset=skipped)
        things = found.things if found.total else _alike(edition, prefix)[skipped:]
    return [described(thing, base) | {"notable": types(edition, thing)} for thing in things]


def _alike(edition: Edition, prefix: str) -> list[Any]:
    from nofuz.index.matching import matches

    found = matches(edition.index, prefix, Filter(), _PAGE)
    return [match.thing for match in found if match.score >= _LEAST_SCORE]


def all_types(edition: Edition) -> list[Suggestion]:
    """Return the types that entities have, those with most of them first."""
    return [
        named(edition, known.iri) | _description(edition, known.iri)
        for known in edition.index.classes()
    ]


def all_properties(edition: Edition) -> list[Suggestion]:
    """Return the properties that entities have, the commonest first."""
    return [named(edition, iri) | _description(edition, iri) for iri in edition.index.properties()]


def completions(known: Iterable[Suggestion], prefix: str, skipped: int) -> list[Suggestion]:
    """Return those whose label has words that begin so, or whose identifier does."""
    words = fold(prefix).split()
    fitting = [one for one in known if _fits(one, prefix, words)]
    return fitting[skipped : skipped + _PAGE]


def _fits(one: Suggestion, prefix: str, words: list[str]) -> bool:
    if not prefix or one["id"].startswith(expand(prefix)) or compact(one["id"]).startswith(prefix):
        return True
    label = fold(one["name"]).split()
    return bool(words) and all(any(has.startswith(word) for has in label) for word in words)


def _description(edition: Edition, iri: str) -> dict[str, str]:
    thing = edition.index.thing(iri)
    return {"description": thing.description} if thing and thing.description else {}


def flyout(known: Iterable[Suggestion], name: str) -> Suggestion:
    """Return a small piece of HTML on one of the suggestions.

    Raises:
        UnknownResource: there is none of this identifier.
    """
    iri = expand(name)
    for one in known:
        if iri == one["id"]:
            return {"id": name, "html": _html(one)}
    raise UnknownResource("nothing has this identifier")


def entity_flyout(edition: Edition, base: str, name: str) -> Suggestion:
    """Return a small piece of HTML on an entity.

    Raises:
        UnknownResource: there is none of this identifier.
    """
    thing = entity(edition.index, base, name)
    if thing is None:
        raise UnknownResource("no entity has this identifier")
    return {"id": name, "html": _html(described(thing, base))}


def _html(one: Suggestion) -> str:
    text = (
        f"<p><strong>{escape(one['name'])}</strong> <code>{escape(compact(one['id']))}</code></p>"
    )
    return text + (f"<p>{escape(one['description'])}</p>" if "description" in one else "")
