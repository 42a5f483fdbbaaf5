r"""Queries with a name: SPARQL that a dataset carries, with parameters.

`instances/queries/` says them in the words of SHACL: a query is a
`sh:SPARQLExecutable` with the prefixes that the ontology declares, and its
parameters are `sh:Parameter`s.  In the text a parameter is a variable with `$`,
as pre-bound variables are written there; everything else is written with `?`.

A value never is text on its way into a query.  It becomes a term first, typed
as its parameter has it, and that term takes the place of the variable wherever
it stands, in subqueries, filters and below UNION alike, written as one terminal
by the engine that will read it.  Substitution by the engine would need each
parameter to be a column of the result, and VALUES in the outermost group do not
reach the filters of inner ones.

Source: SHACL, sections 5.2 and 6.2.1 (W3C Recommendation, 20 July 2017).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import dedent

from nofuz.namespaces import NOFUZ, PREFIXES, SPARQL_PREFIXES
from nofuz.store.conversion import written
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Solution, Term, iri, literal

FORMS = {"select": "SELECT", "ask": "ASK", "construct": "CONSTRUCT"}
"""The form of a query by the property that its text stands under."""

LONGEST_VALUE = 1000
"""Characters of a value; no name in a dataset is nearly as long."""

_XSD, _SH = PREFIXES["xsd"], PREFIXES["sh"]
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_FULL_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.*", re.DOTALL)
_NAMESPACE = re.compile(r".*[/#]")
# What is passed over: comments, strings, IRIs and escaped characters.
_PARAMETER = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
    r'|<[^\x00-\x20<>"{}|^`\\]*>'
    r"|\#[^\r\n]*"
    r"|\\."
    r"|(?P<mark>[$?])(?P<name>\w+)",
    re.DOTALL,
)

_QUERIES = """SELECT DISTINCT ?query ?title ?comment ?property ?text ?isEmpty WHERE {
  VALUES ?property { sh:select sh:ask sh:construct }
  ?query a sh:SPARQLExecutable ; ?property ?text .
  OPTIONAL { ?query rdfs:label ?title FILTER(LANG(?title) = "en") }
  OPTIONAL { ?query rdfs:comment ?comment FILTER(LANG(?comment) = "en") }
  OPTIONAL { ?query nofuz:emptyExpected ?isEmpty }
} ORDER BY ?query"""
_PARAMETERS = """SELECT DISTINCT ?query ?parameter ?path ?label ?description ?property ?kind
  ?default ?example WHERE {
  VALUES ?property { sh:class sh:datatype nofuz:codeList nofuz:broadestClass }
  ?query a sh:SPARQLExecutable ; sh:parameter ?parameter .
  ?parameter sh:path ?path ; ?property ?kind .
  OPTIONAL { ?parameter rdfs:label ?label FILTER(LANG(?label) = "en") }
  OPTIONAL { ?parameter sh:description ?description FILTER(LANG(?description) = "en") }
  OPTIONAL { ?parameter sh:defaultValue ?default }
  OPTIONAL { ?parameter skos:example ?example }
} ORDER BY ?query ?path"""
_DECLARED = """SELECT DISTINCT ?prefix ?namespace WHERE {
  ?query a sh:SPARQLExecutable ; sh:prefixes/sh:declare ?declaration .
  ?declaration sh:prefix ?prefix ; sh:namespace ?namespace .
} ORDER BY ?prefix"""
_FITS = {
    "class": "ASK WHERE { ?value a/rdfs:subClassOf* ?kind }",
    "codeList": "ASK WHERE { ?value a skos:Concept ; skos:inScheme ?kind }",
    "broadestClass": "ASK WHERE { ?value rdfs:subClassOf* ?kind }",
}
_CHOICES = {
    "codeList": "SELECT ?kind ?value WHERE { ?value a skos:Concept ; skos:inScheme ?kind }",
    "broadestClass": "SELECT DISTINCT ?kind ?value WHERE { ?value rdfs:subClassOf* ?kind }",
}


class WrongValue(ValueError):
    """A text or a term is no value of a parameter; str() says what one is."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query; `kind` is the IRI of what its values are."""

    iri: str
    name: str
    label: str
    description: str
    sort: str
    """How `kind` is read: "class", "datatype", "codeList" or "broadestClass"."""
    kind: str
    default: Term | None
    example: Term | None

    @property
    def trial(self) -> Term:
        """The value that the query is tried with."""
        value = self.default or self.example
        assert value is not None, self.iri  # noqa: S101 - the shape wants one of them
        return value

    @property
    def namespace(self) -> str:
        """What the IRI of a value begins with where only its last part is given."""
        found = _NAMESPACE.match(self.trial.value)
        return found[0] if found else ""

    def term(self, text: str) -> Term:
        """Return the term that a text stands for.

        Args:
            text: a value as it stands in an address: an integer, a date, any text, an IRI, or
                the last part of an IRI that begins as the one of the example.

        Raises:
            WrongValue: it is no such value, whatever the release holds.
        """
        if len(text) > LONGEST_VALUE or "\0" in text:
            raise WrongValue(f"a text of at most {LONGEST_VALUE} characters, without NUL")
        if self.sort == "datatype":
            return literal(_lexical(text, self.kind.removeprefix(_XSD)), datatype=self.kind)
        term = iri(text if _FULL_IRI.fullmatch(text) else self.namespace + text)
        try:
            written(term)
        except ValueError:
            raise WrongValue(f"an IRI, or its last part after {self.namespace}") from None
        return term

    def short(self, term: Term) -> str:
        """Return a text that `term` reads as this term."""
        below = term.value.removeprefix(self.namespace)
        is_short = term.kind == "iri" and below and not _FULL_IRI.fullmatch(below)
        return below if is_short else term.value

    def refuse_unfitting(self, term: Term, store: EmbeddedStore) -> None:
        """Raise WrongValue for an IRI that the release does not have where it would be needed."""
        if self.sort == "datatype":
            return
        ask = SPARQL_PREFIXES + _FITS[self.sort]
        if not store.ask(ask, {"value": term, "kind": iri(self.kind)}):
            raise WrongValue(self._wanted(store))

    def choices(self, store: EmbeddedStore) -> list[str]:
        """Return the IRIs of all values where these are few; none for things and literals."""
        if self.sort not in _CHOICES:
            return []
        rows = store.select(SPARQL_PREFIXES + _CHOICES[self.sort], {"kind": iri(self.kind)})
        return sorted(row["value"].value for row in rows)

    def _wanted(self, store: EmbeddedStore) -> str:
        if self.sort == "class":
            return f"the name of a thing of the class {self.kind}, such as {self.short(self.trial)}"
        return "one of " + ", ".join(self.short(iri(value)) for value in self.choices(store))


@dataclass(frozen=True)
class NamedQuery:
    """A query that a dataset carries."""

    iri: str
    name: str
    title: str
    comment: str
    form: str
    body: str
    """The text as the dataset has it, without prefixes."""
    prefixes: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...]
    is_empty_expected: bool = False

    @property
    def text(self) -> str:
        """The text with the declarations of the prefixes that it uses."""
        used = [
            f"PREFIX {name}: <{namespace}>\n"
            for name, namespace in self.prefixes
            if f"{name}:" in self.body
        ]
        return "".join([*used, "\n" if used else "", dedent(self.body).strip(), "\n"])

    def bound(self, values: Mapping[str, Term]) -> str:
        """Return the text with a term in the place of each parameter.

        Args:
            values: a term for every parameter of the text, by name.

        Raises:
            KeyError: the text has a parameter without a value.
            ValueError: a term is none that the engine knows.
        """

        def replacement(found: re.Match[str]) -> str:
            return written(values[found["name"]]) if found["mark"] == "$" else found[0]

        return _PARAMETER.sub(replacement, self.text)

    def variables(self) -> tuple[set[str], set[str]]:
        """Return the names that are written with `$`, and those that are written with `?`."""
        found = [match for match in _PARAMETER.finditer(self.body) if match["mark"]]
        marked, others = (
            {match["name"] for match in found if match["mark"] == mark} for mark in "$?"
        )
        return marked, others


def read_queries(store: EmbeddedStore) -> dict[str, NamedQuery]:
    """Return the queries of a release by name, sorted."""
    declared = store.select(SPARQL_PREFIXES + _DECLARED)
    prefixes = tuple((row["prefix"].value, row["namespace"].value) for row in declared)
    parameters: dict[str, dict[str, Parameter]] = {}
    for row in store.select(SPARQL_PREFIXES + _PARAMETERS):
        found = _parameter(row)
        parameters.setdefault(row["query"].value, {})[found.iri] = found
    queries = [
        _query(row, prefixes, parameters) for row in store.select(SPARQL_PREFIXES + _QUERIES)
    ]
    return {query.name: query for query in sorted(queries, key=lambda query: query.name)}


def _query(
    row: Solution,
    prefixes: tuple[tuple[str, str], ...],
    parameters: Mapping[str, Mapping[str, Parameter]],
) -> NamedQuery:
    identifier = row["query"].value
    return NamedQuery(
        identifier,
        _last_part(identifier),
        _text(row, "title"),
        _text(row, "comment"),
        FORMS[row["property"].value.removeprefix(_SH)],
        row["text"].value,
        prefixes,
        tuple(sorted(parameters.get(identifier, {}).values(), key=lambda found: found.name)),
        _text(row, "isEmpty") == "true",
    )


def _parameter(row: Solution) -> Parameter:
    return Parameter(
        row["parameter"].value,
        _last_part(row["path"].value),
        _text(row, "label"),
        _text(row, "description"),
        row["property"].value.removeprefix(_SH).removeprefix(NOFUZ),
        row["kind"].value,
        row.get("default"),
        row.get("example"),
    )


def _text(row: Solution, name: str) -> str:
    return row[name].value if name in row else ""


def _last_part(identifier: str) -> str:
    return identifier.rstrip("/").replace("#", "/").rpartition("/")[2]


def _lexical(text: str, datatype: str) -> str:
    if datatype == "integer" and not _INTEGER.fullmatch(text):
        raise WrongValue("an integer, such as 2")
    if datatype == "date" and not _is_date(text):
        raise WrongValue("a day, such as 2019-11-18")
    return text


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
