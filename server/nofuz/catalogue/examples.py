"""Queries to begin with, and how they are told to machines (SHACL, section 5.2).

One query a file in `queries/`: its first comment is its title, further ones
say more.  They use the terms of our ontology only, so that they fit every
dataset that does.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from nofuz.catalogue.dataset import EXAMPLES, SPARQL
from nofuz.catalogue.graph import about, named, text, typed
from nofuz.namespaces import PREFIXES
from nofuz.query.inspection import FORMS
from nofuz.query.tokens import WORD, tokenize
from nofuz.store.terms import Triple, iri, literal

_QUERY = {"SELECT": "sh:select", "ASK": "sh:ask", "CONSTRUCT": "sh:construct"}
_KIND = {form: f"sh:SPARQL{form.capitalize()}Executable" for form in _QUERY}


class Example(NamedTuple):
    """A query with its name, its title and what else there is to say of it."""

    name: str
    title: str
    comment: str
    query: str

    @property
    def form(self) -> str:
        """One of the forms of SPARQL."""
        words = (token.text.upper() for token in tokenize(self.query) if token.kind == WORD)
        return next(word for word in words if word in FORMS)


@cache
def examples() -> tuple[Example, ...]:
    """Return the examples, sorted by name."""
    folder = files("nofuz.catalogue") / "queries"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".rq")]
    return tuple(
        _example(entry.name.removesuffix(".rq"), entry.read_text("utf-8"))
        for entry in sorted(found, key=lambda entry: entry.name)
    )


def described_examples(base: str) -> list[Triple]:
    """Return the examples as SPARQL executables, with the prefixes that they use."""
    prefixes = f"{base}{EXAMPLES}#prefixes"
    found = [
        *about(prefixes, [("rdf:type", named("owl:Ontology"))]),
    ]
    for prefix in sorted({name for example in examples() for name in _prefixes(example.query)}):
        declaration = f"{prefixes}-{prefix}"
        found += about(prefixes, [("sh:declare", iri(declaration))])
        found += about(
            declaration,
            [
                ("rdf:type", named("sh:PrefixDeclaration")),
                ("sh:prefix", literal(prefix)),
                ("sh:namespace", typed(PREFIXES[prefix], "anyURI")),
            ],
        )
    for example in examples():
        statements = [
            ("rdf:type", named("sh:SPARQLExecutable")),
            ("rdf:type", named(_KIND[example.form])),
            ("rdfs:label", text(example.title)),
            ("sh:prefixes", iri(prefixes)),
            (_QUERY[example.form], literal(example.query)),
            ("schema:target", iri(base + SPARQL)),
        ]
        if example.comment:
            statements.append(("rdfs:comment", text(example.comment)))
        found += about(f"{base}{EXAMPLES}#{example.name}", statements)
    return found


def _example(name: str, written: str) -> Example:
    lines = written.splitlines()
    comments = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
    query = "\n".join(lines[len(comments) :]).strip() + "\n"
    return Example(name, comments[0], " ".join(comments[1:]), query)


def _prefixes(query: str) -> list[str]:
    return [
        line.split()[1].rstrip(":") for line in query.splitlines() if line.startswith("PREFIX ")
    ]
