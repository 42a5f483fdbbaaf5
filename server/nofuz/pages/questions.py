"""The fixed queries behind each kind of page, read from `pages/queries/`.

One folder a kind, one query a file; a page gets the solutions under the file's
name.  The thing that the page is about is bound to ?thing, never spliced.
"""

from functools import cache
from importlib.resources import files

from nofuz.namespaces import SPARQL_PREFIXES
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Solution, Term

Answers = dict[str, list[Solution]]


def ask(store: EmbeddedStore, kind: str, bindings: dict[str, Term] | None = None) -> Answers:
    """Return the solutions of every query of one kind of page, by the query's name."""
    return {name: store.select(text, bindings) for name, text in _texts(kind).items()}


@cache
def _texts(kind: str) -> dict[str, str]:
    folder = files("nofuz.pages") / "queries" / kind
    return {
        entry.name.removesuffix(".rq"): SPARQL_PREFIXES + entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda found: found.name)
    }
