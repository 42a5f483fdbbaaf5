"""Compare the properties of entities with those that a reconciliation query asks for."""

from collections.abc import Iterable, Sequence

from nofuz.edition import Edition
from nofuz.index.folding import fold
from nofuz.index.romanization import romanized
from nofuz.index.similarity import similarity
from nofuz.index.things import Thing
from nofuz.namespaces import PREFIXES
from nofuz.search.batch import Constraint, Value
from nofuz.search.entities import identifier_space
from nofuz.store.terms import Term, iri, literal

_MOST = 100
# Below this, two texts are two texts.
_ALIKE = 0.85
_LONGEST = 300  # characters of a value that are looked at
_NAMES = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel")
_LANGUAGES = ("ar", "en", "fa")
_DATATYPES = ("string", "integer", "decimal", "boolean", "date", "anyURI")


def agreement(edition: Edition, base: str, thing: str, constraints: Sequence[Constraint]) -> float:
    """Return how far an entity has what is asked for, from 0 to 1; 1 when nothing is.

    Args:
        edition: the open release.
        base: what the dataset's own IRIs begin with.
        thing: IRI of the entity.
        constraints: each counts alike, by the best of its values.
    """
    if not constraints:
        return 1.0
    return sum(_best(edition, base, thing, one) for one in constraints) / len(constraints)


def having(edition: Edition, base: str, constraints: Sequence[Constraint]) -> list[Thing]:
    """Return the entities that have exactly one of the values of some constraint."""
    found = {
        subject
        for one in constraints
        for value in one.values
        for term in _terms(base, value)
        for subject in edition.store.subjects(one.property, term, _MOST)
    }
    things = (edition.index.thing(name) for name in sorted(found)[:_MOST])
    return [thing for thing in things if thing is not None and thing.is_entity]


def _best(edition: Edition, base: str, thing: str, one: Constraint) -> float:
    texts = list(_texts(edition, base, edition.store.values(thing, one.property)))
    likenesses = (_likeness(_text(value), text) for value in one.values for text in texts)
    return max(likenesses, default=0.0)


def _texts(edition: Edition, base: str, terms: Iterable[Term]) -> Iterable[str]:
    """Give the texts by which values may be named: of an entity, IRI, identifier and names."""
    for term in terms:
        yield term.value
        if term.kind == "iri":
            if term.value.startswith(identifier_space(base)):
                yield term.value.removeprefix(identifier_space(base))
            for predicate in _NAMES:
                yield from (name.value for name in edition.store.values(term.value, predicate))


def _likeness(asked: str, text: str) -> float:
    if asked == text or (fold(asked) and fold(asked) == fold(text)):
        return 1.0
    alike = similarity(romanized(asked[:_LONGEST]), romanized(text[:_LONGEST]))
    return alike if alike >= _ALIKE else 0.0


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _terms(base: str, value: Value) -> Iterable[Term]:
    """Give the terms that a value may stand for, so that each is one look-up in the store."""
    text = _text(value)
    yield iri(text)
    yield iri(identifier_space(base) + text)
    yield from (literal(text, language=language) for language in _LANGUAGES)
    yield from (literal(text, datatype=PREFIXES["xsd"] + name) for name in _DATATYPES)
