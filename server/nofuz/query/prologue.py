"""What a query says before its pattern: base, prefixes and the dataset that it is about."""

from collections.abc import Iterator, Sequence

from nofuz.query import tokens
from nofuz.query.tokens import Token
from nofuz.store.embedded import Scope
from nofuz.store.parsing import resolve

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class Prologue:
    """The declarations of one query (SPARQL 1.1, section 4.1)."""

    def __init__(self, terminals: Sequence[Token], base: str) -> None:
        """Read them.

        Args:
            terminals: tokens of the query, without comments.
            base: IRI that relative IRIs are resolved against until BASE names another.
        """
        self._base = base
        self.prefixes: dict[str, str] = {}
        self.declared: set[int] = set()
        """Where the prefixes stand that are declared."""
        for keyword, name, iri in zip(terminals, terminals[1:], terminals[2:], strict=False):
            word = keyword.text.upper()
            if word == "PREFIX" and iri.kind == tokens.IRI:
                self.declared.add(name.start)
                self.prefixes[name.text[:-1]] = resolve(iri.text[1:-1], self._base)
            elif word == "BASE" and name.kind == tokens.IRI:
                self._base = resolve(name.text[1:-1], self._base)

    def iri(self, token: Token) -> str | None:
        """Return the absolute IRI that a token stands for, None where it stands for none."""
        if token.kind == tokens.IRI:
            return resolve(token.text[1:-1], self._base)
        prefix, _, local = token.text.partition(":")
        if token.kind != tokens.PREFIXED_NAME or prefix not in self.prefixes:
            return None
        # Each backslash escapes one character, and none is itself escaped.
        return self.prefixes[prefix] + local.replace("\\", "")


def dataset_clause(text: str, base: str) -> Scope:
    """Return the dataset that the FROM clauses of a query name (SPARQL 1.1, section 13.2).

    Args:
        text: a query that passed `nofuz.query.inspection`.
        base: IRI that relative IRIs are resolved against.
    """
    terminals = tokens.terminals(text)
    prologue = Prologue(terminals, base)
    graphs: dict[bool, list[str]] = {False: [], True: []}
    for is_named, token in _graph_names(terminals):
        iri = prologue.iri(token)
        if iri is not None:
            graphs[is_named].append(iri)
    return Scope(tuple(graphs[False]), tuple(graphs[True]))


def _graph_names(terminals: Sequence[Token]) -> Iterator[tuple[bool, Token]]:
    """Yield whether a clause is FROM NAMED, and what follows it; none stands in a bracket."""
    level, words = 0, ""
    for token in terminals:
        if not level and words.endswith(("FROM", "FROMNAMED")):
            yield words.endswith("NAMED"), token
        level += (token.text in _OPENING) - (token.text in _CLOSING)
        words = words + token.text.upper() if token.kind == tokens.WORD else ""
