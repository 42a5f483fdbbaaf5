"""Make the JSON-LD context of a release from its ontology and shapes.

The names in JSON are those of our Turtle: a term of our ontology stands by its
own name, all others with their prefix, so that no name ever has to change when
another term comes.  What the ontology calls an object property takes IRIs as
strings; a property whose shapes ask for one datatype takes its values as
strings, or by language where they ask for texts with a language.
"""

from collections import defaultdict
from typing import Any

from nofuz.namespaces import BASE, NOFUZ, PREFIXES, compact
from nofuz.store.memory import MemoryStore

ALIASES = {"id": "@id", "type": "@type"}

_PROPERTIES = """SELECT DISTINCT ?property ?type WHERE {
  { ?property a owl:ObjectProperty BIND("@id" AS ?type) }
  UNION { ?property a owl:DatatypeProperty OPTIONAL { ?property rdfs:range ?type } }
  UNION { ?shape sh:path ?property ; sh:datatype ?type }
  UNION { ?shape sh:path ?property ; sh:nodeKind sh:IRI BIND("@id" AS ?type) }
  FILTER isIRI(?property)
}"""
# JSON has these itself, and a term that asks for them would take them from there.
_OWN_TO_JSON = {PREFIXES["xsd"] + name for name in ("boolean", "integer", "string")}
_LANGUAGE_STRING = PREFIXES["rdf"] + "langString"
_INSTANCES = (BASE + "id/", BASE + "graph/")


def context(store: MemoryStore) -> dict[str, Any]:
    """Return the context of all that is served as JSON-LD, as a JSON-LD document."""
    types = defaultdict(set)
    for row in store.rows(_PROPERTIES):
        types[row["property"].value].add(row["type"].value if "type" in row else "")
    defined = {_name(iri): _definition(iri, found - {""}) for iri, found in types.items()}
    return {
        "@context": {
            "@version": 1.1,
            "@vocab": NOFUZ,
            **ALIASES,
            **vocabulary_prefixes(),
            **{name: defined[name] for name in sorted(defined)},
        }
    }


def vocabulary_prefixes() -> dict[str, str]:
    """Return the prefixes of terms; things keep their IRIs whole, for who reads plain JSON."""
    return {name: iri for name, iri in PREFIXES.items() if not iri.startswith(_INSTANCES)}


def _name(iri: str) -> str:
    """Return the name of a property in JSON: its own where it is ours and free to be used."""
    local = iri.removeprefix(NOFUZ)
    is_free = local not in ALIASES and local not in vocabulary_prefixes()
    return local if local != iri and is_free else compact(iri)


def _definition(iri: str, types: set[str]) -> Any:
    short = compact(iri)
    if types == {_LANGUAGE_STRING}:
        return {"@id": short, "@container": "@language"}
    if len(types) == 1 and not types & _OWN_TO_JSON:
        [only] = types
        return {"@id": short, "@type": compact(only)}
    return short
