"""Gather what goes into the index of names: all that has a label and a page of its own.

These are the things of the registry, propositions, text issues, the concepts of
code lists and the terms of the ontology.  Claims and attestations have no names:
they are found through their proposition.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from nofuz.index.entries import Entry, Name, Vocabulary
from nofuz.namespaces import DCTERMS, NOFUZ, PREFIXES, VOC
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Term

_LABELS = "SELECT DISTINCT ?thing ?value WHERE { ?thing rdfs:label|skos:prefLabel ?value }"
_OTHER_NAMES = """
    SELECT DISTINCT ?thing ?value WHERE {
      ?thing skos:altLabel|((skosxl:altLabel|skosxl:prefLabel)/skosxl:literalForm) ?value
    }"""
_CLASSES = "SELECT DISTINCT ?thing ?value WHERE { ?thing a ?value FILTER isIRI(?value) }"
_WIDER = """
    SELECT DISTINCT ?thing ?value WHERE {
      ?thing rdfs:subClassOf ?value FILTER(isIRI(?thing) && isIRI(?value) && ?thing != ?value)
    }"""
_STANDINGS = "SELECT ?thing ?value WHERE { ?thing nofuz:standing ?value }"
# What describes a thing, the one to show first in front.
_TEXTS = (
    DCTERMS + "description",
    PREFIXES["skos"] + "definition",
    NOFUZ + "describedAs",
    PREFIXES["rdfs"] + "comment",
    PREFIXES["skos"] + "note",
    PREFIXES["skos"] + "scopeNote",
    PREFIXES["skos"] + "example",
    NOFUZ + "reading",
)
_TEXT = "SELECT DISTINCT ?thing ?value WHERE {{ ?thing <{}> ?value FILTER isLiteral(?value) }}"
# Derived links are reports without their speakers, so nobody is offered them as a thing's data.
_STATED = """
    SELECT DISTINCT ?thing ?property WHERE {{
      GRAPH ?graph {{ ?thing ?property ?any }}
      FILTER(STRSTARTS(STR(?thing), "{base}id/"))
      FILTER(!STRSTARTS(STR(?graph), "{base}graph/derived/"))
    }}"""

# Things labelled with a sentence of ours, not with a name that others may spell otherwise.
_SENTENCES = {"issue", "proposition", "query"}
# Things that are only a part of others, and that nobody looks for.
_PARTS = {"parameter"}
_TERMS = {VOC: "concept", NOFUZ: "term"}


def entries(store: MemoryStore, base: str) -> Iterator[Entry]:
    """Give an entry for each thing that can be found by name or wording.

    Args:
        store: all that a release will hold.
        base: what the dataset's own IRIs begin with.
    """
    labels = _by_thing(store, _LABELS)
    names = _by_thing(store, _OTHER_NAMES)
    texts = [_by_thing(store, _TEXT.format(predicate)) for predicate in _TEXTS]
    classes, wider = _by_thing(store, _CLASSES), _by_thing(store, _WIDER)
    standings = _by_thing(store, _STANDINGS)
    for iri in sorted(labels):
        kind = _kind(iri, base)
        if kind is None or kind in _PARTS:
            continue
        yield Entry(
            iri=iri,
            kind=kind,
            label=label(labels[iri]),
            names=_names(labels[iri], names.get(iri, ())),
            texts=tuple(text.value for found in texts for text in found.get(iri, ())),
            classes=tuple(_with_wider((str(one) for one in classes.get(iri, ())), wider)),
            standing=next((str(standing) for standing in standings.get(iri, ())), None),
            is_entity=iri.startswith(f"{base}id/") and kind not in _SENTENCES,
        )


def vocabulary(store: MemoryStore, base: str, found: Iterable[Entry]) -> Vocabulary:
    """Return which properties the entities among the entries have, and what these are called."""
    classes = {entry.iri: entry.classes for entry in found if entry.is_entity}
    usage: Counter[tuple[str, str]] = Counter()
    for row in store.rows(_STATED.format(base=base)):
        for one in classes.get(str(row["thing"]), ()):
            usage[one, str(row["property"])] += 1
    labels = _by_thing(store, _LABELS)
    named = {iri for pair in usage for iri in pair} & set(labels)
    return Vocabulary({iri: label(labels[iri]) for iri in named}, dict(usage))


def label(terms: Iterable[Term]) -> str:
    """Return the one to show: English where there is one."""
    return min(terms, key=lambda term: (term.language != "en", term.value)).value


def _by_thing(store: MemoryStore, query: str) -> dict[str, list[Term]]:
    """Return the values of a query by its things, each list sorted."""
    found: dict[str, list[Term]] = defaultdict(list)
    for row in store.rows(query):
        found[str(row["thing"])].append(row["value"])
    return {thing: sorted(values) for thing, values in found.items()}


def _kind(iri: str, base: str) -> str | None:
    """Return the kind of a thing with a page here, None for any other IRI."""
    if iri.startswith(f"{base}id/"):
        return iri.removeprefix(f"{base}id/").partition("/")[0]
    return next((kind for beginning, kind in _TERMS.items() if iri.startswith(beginning)), None)


def _names(labels: Iterable[Term], others: Iterable[Term]) -> tuple[Name, ...]:
    shown = {Name(term.value, term.language, is_label=True) for term in labels}
    more = {Name(term.value, term.language) for term in others}
    texts = {name.text for name in shown}
    return tuple(sorted(shown | {name for name in more if name.text not in texts}))


def _with_wider(classes: Iterable[str], wider: dict[str, list[Term]]) -> list[str]:
    """Return classes and all that are wider, the narrowest first."""
    found = list(dict.fromkeys(classes))
    for one in found:  # it grows meanwhile
        found += [str(more) for more in wider.get(one, ()) if str(more) not in found]
    return found
