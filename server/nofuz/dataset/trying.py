"""Try the named queries of a dataset, as a release of it would answer them.

What a shape cannot say of a query: that its text names its parameters and no
others, that it parses, asks nobody else, and finds something for its examples.
"""

import json
import re
from collections.abc import Iterator
from io import BytesIO

from nofuz.dataset.derivation import apply_rules
from nofuz.dataset.finding import Finding
from nofuz.dataset.graphs import Graphs
from nofuz.dataset.queries import NamedQuery, Parameter, WrongValue, read_queries
from nofuz.dataset.rules import may_ask_others
from nofuz.errors import CommandError, MalformedQuery
from nofuz.formats import FORMAT_HINTS, JSON, N_TRIPLES
from nofuz.namespaces import PREFIXES, SPARQL_PREFIXES
from nofuz.store.embedded import EmbeddedStore, Scope
from nofuz.store.terms import iri

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_KEYWORD = re.compile(r"[A-Za-z]+")
_EXECUTABLE = PREFIXES["sh"] + "SPARQLExecutable"
_IS_TYPED = SPARQL_PREFIXES + "ASK WHERE { ?query a ?type }"


def query_findings(graphs: Graphs) -> list[Finding]:
    """Find what is wrong with the queries with a name."""
    if all(triple.object.value != _EXECUTABLE for triple in graphs.triples("instances")):
        return []
    content = graphs.new_store()
    try:
        apply_rules(graphs.dataset, content)
    except CommandError:
        return []  # the step that looks at the rules says so
    store = content.as_released()
    return [
        graphs.finding(query.iri, rule, message)
        for query in read_queries(store).values()
        for rule, message in _faults(query, store)
    ]


def _faults(query: NamedQuery, store: EmbeddedStore) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a query, as rule and message; it is tried if nothing else is."""
    found = [*_faults_of_names(query), *_faults_of_values(query, store)]
    if may_ask_others(query.body):
        found.append(("query-service", "It must not ask another server: leave SERVICE out."))
    yield from found or _faults_of_trial(query, store)


def _faults_of_names(query: NamedQuery) -> Iterator[tuple[str, str]]:
    if not _NAME.fullmatch(query.name):
        yield "query-name", "End its IRI with small letters, digits and hyphens: it is an address."
    declared = [parameter.name for parameter in query.parameters]
    marked, others = query.variables()
    for name in sorted(marked - set(declared)):
        message = f"${name} has no parameter: declare it with sh:parameter, or write ?{name}."
        yield "query-parameter", message
    for name in sorted(set(declared) - marked):
        message = f"The parameter {name} is not used: write ${name} in the text, or leave it out."
        yield "query-parameter", message
    for name in sorted(others & set(declared)):
        message = f"?{name} is the parameter ${name}: write it with $, or name the variable else."
        yield "query-parameter", message
    for name in sorted({name for name in declared if declared.count(name) > 1}):
        yield "query-parameter", f"Two parameters are named {name}: name one of them else."
    for name in sorted(set(declared) & set(FORMAT_HINTS)):
        yield "query-parameter", f"{name} names the format of the answer: name the parameter else."


def _faults_of_values(query: NamedQuery, store: EmbeddedStore) -> Iterator[tuple[str, str]]:
    for parameter in query.parameters:
        for value in filter(None, (parameter.default, parameter.example)):
            try:
                fitting = parameter.term(parameter.short(value))
                parameter.refuse_unfitting(fitting, store)
            except WrongValue as error:
                yield "query-value", f"The value {value} of {parameter.name} is not {error}."
                continue
            if fitting != value:
                message = f"Write the value {value} of {parameter.name} as {_shown(parameter)}."
                yield "query-value", message


def _shown(parameter: Parameter) -> str:
    return "an IRI" if parameter.sort != "datatype" else f"a literal of <{parameter.kind}>"


def _faults_of_trial(query: NamedQuery, store: EmbeddedStore) -> Iterator[tuple[str, str]]:
    if not _is_of_form(query, store):
        yield "query-form", f"The text begins with {query.form}, and the query's type says so too."
        return
    values = {parameter.name: parameter.trial for parameter in query.parameters}
    try:
        is_empty = _is_empty(query, query.bound(values), store)
    except MalformedQuery as error:
        message = f"With the examples in the place of the parameters it is no SPARQL: {error}."
        yield "query-syntax", message
        return
    if is_empty and not query.is_empty_expected:
        message = "It finds nothing for its examples: give others, or nofuz:emptyExpected true."
        yield "query-empty", message


def _is_of_form(query: NamedQuery, store: EmbeddedStore) -> bool:
    """Whether text, property and type of a query go together."""
    first = _KEYWORD.search(re.sub(r"#[^\r\n]*", "", query.body))
    kind = f"{PREFIXES['sh']}SPARQL{query.form.capitalize()}Executable"
    is_typed = store.ask(_IS_TYPED, {"query": iri(query.iri), "type": iri(kind)})
    return is_typed and first is not None and first[0].upper() == query.form


def _is_empty(query: NamedQuery, text: str, store: EmbeddedStore) -> bool:
    """Whether a query finds nothing; "no" is an answer, too."""
    form = N_TRIPLES if query.form == "CONSTRUCT" else JSON
    output = BytesIO()
    store.answer(text, "urn:nofuz:", Scope(), form.media_type, output)
    if form == N_TRIPLES:
        return not output.getvalue()
    result = json.loads(output.getvalue())
    return "boolean" not in result and not result["results"]["bindings"]
