"""The entities of the reconciliation service: their identifiers, types and JSON.

An entity is a thing with a name of its own: an agent, a place, a post, a document.
Its identifier is what stands after `id/` in its IRI; the whole IRI is understood as
well.  Types and properties are named by their IRIs.
"""

from typing import TYPE_CHECKING, Any

from nofuz.edition import Edition
from nofuz.index.things import Thing

if TYPE_CHECKING:
    from nofuz.index.reading import Index


def identifier_space(base: str) -> str:
    """Return what the identifiers of all entities are put after to be IRIs."""
    return f"{base}id/"


def identifier(base: str, iri: str) -> str:
    """Return the identifier of an entity.

    >>> identifier("https://example.org/", "https://example.org/id/agent/a")
    'agent/a'
    """
    return iri.removeprefix(identifier_space(base))


def entity(index: "Index", base: str, name: str) -> Thing | None:
    """Return the entity that an identifier names, None when there is none."""
    space = identifier_space(base)
    thing = index.thing(name if name.startswith(space) else space + name)
    return thing if thing is not None and thing.is_entity else None


def types(edition: Edition, thing: Thing) -> list[dict[str, str]]:
    """Return the types of a thing as JSON, the narrowest first."""
    return [named(edition, iri) for iri in thing.classes]


def named(edition: Edition, iri: str) -> dict[str, str]:
    """Return a type or a property as JSON."""
    return {"id": iri, "name": edition.store.labels([iri]).get(iri) or _last_part(iri)}


def described(thing: Thing, base: str) -> dict[str, Any]:
    """Return identifier, name and description of an entity as JSON."""
    members = {"id": identifier(base, thing.iri), "name": thing.label}
    return members | ({"description": thing.description} if thing.description else {})


def _last_part(iri: str) -> str:
    """Return what stands for a label where there is none.

    >>> _last_part("http://www.w3.org/2000/01/rdf-schema#label")
    'label'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri
