"""Write Turtle in one stable form: prefixes, order of blocks, line breaks.

Only needed prefixes, sorted, under the names of `nofuz.namespaces`; one block a
subject with a blank line before it; terms by kind and name, things by name.
The order of the statements within a block is the curator's, and comments stay
before the block that they stand at.  What the text says never changes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nofuz.dataset.folder import Dataset
from nofuz.dataset.turtle import Token, tokens
from nofuz.errors import CommandError
from nofuz.namespaces import PREFIXES

_WIDTH = 100
# Names that need no escape after a prefix; others stay whole IRIs.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# How a file is cut: header, classes, links, values; a document before what was read in it.
_RANKS = {
    "owl:Ontology": 0,
    "skos:ConceptScheme": 0,
    "nofuz:SourceDocument": 0,
    "owl:Class": 1,
    "owl:ObjectProperty": 2,
    "owl:DatatypeProperty": 3,
    "owl:AnnotationProperty": 4,
}
_OTHER = 5


class NotFormattable(ValueError):
    """The text is no Turtle 1.1 that the formatter can read."""


@dataclass
class _Block:
    """A subject, the comments before it, and its predicates with their objects."""

    subject: str
    comments: list[str] = field(default_factory=list)
    statements: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, list[tuple[int, str]]]:
        """Where the block stands in its file."""
        kinds = [
            value for predicate, values in self.statements for value in values if predicate == "a"
        ]
        rank = min((_RANKS.get(kind, _OTHER) for kind in kinds), default=_OTHER)
        return rank, _natural(self.subject)


def formatted(text: str) -> str:
    """Return a Turtle document in the stable form.

    Args:
        text: Turtle 1.1 that a parser has read without complaint.

    Raises:
        NotFormattable: it holds what no dataset needs, such as @base or a
            subject without a name.
    """
    reader = _Reader(text)
    head, blocks = reader.document()
    lines = [*head, *_prefix_lines(reader.used)]
    for block in sorted(blocks, key=lambda found: found.order):
        lines += ["", *_written(block)]
    return "\n".join(lines).strip("\n") + "\n"


def unformatted(dataset: Dataset) -> dict[Path, str]:
    """Return the files that are not in the stable form, with what they should hold.

    Raises:
        CommandError: a file cannot be read, or is not Turtle that can be formatted.
    """
    found = {}
    for file in dataset.files:
        try:
            text = dataset.read(file.path).decode()
            expected = formatted(text)
        except ValueError as error:  # no UTF-8, or no Turtle
            raise CommandError(f"{file.name} cannot be formatted: {error}") from None
        if text != expected:
            found[file.path] = expected
    return found


def _prefix_lines(used: Mapping[str, str]) -> list[str]:
    return [f"@prefix {name}: <{iri}> ." for name, iri in sorted(used.items())]


def _written(block: _Block) -> Iterator[str]:
    yield from block.comments
    for number, (predicate, values) in enumerate(block.statements):
        indent = f"{block.subject} " if number == 0 else "    "
        end = " ;" if number < len(block.statements) - 1 else " ."
        yield from _statement(indent, predicate, values, end)


def _statement(indent: str, predicate: str, values: list[str], end: str) -> Iterator[str]:
    line = f"{indent}{predicate} {' , '.join(values)}{end}"
    if len(values) == 1 or len(line) <= _WIDTH:
        yield line
        return
    yield f"{indent}{predicate}"
    for value in values[:-1]:
        yield f"        {value} ,"
    yield f"        {values[-1]}{end}"


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key that puts p9 before p10."""
    return [
        (int(part or 0), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)
    ]


class _Reader:
    """Reads a document by the grammar of RDF 1.1 Turtle, section 6.5."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._next = 0
        self._prefixes: dict[str, str] = {}
        self._pending: list[str] = []
        self.used: dict[str, str] = {}

    def document(self) -> tuple[list[str], list[_Block]]:
        """Return the comments at the head of the file, and its blocks."""
        head: list[str] | None = None
        blocks: dict[str, _Block] = {}
        while (token := self._peek()) is not None:
            if head is None:
                head, self._pending = self._pending, []
            if token.text.lower() in {"@prefix", "prefix"}:
                self._prefix()
            else:
                self._block(blocks)
        tail = self._pending if head is not None else []
        return [*(head or self._pending), *tail], list(blocks.values())

    def _peek(self) -> Token | None:
        """Return the next token, and lay comments before it aside."""
        while self._next < len(self._tokens) and self._tokens[self._next].kind == "comment":
            self._pending.append(self._tokens[self._next].text.rstrip())
            self._next += 1
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, expected: str = "") -> Token:
        token = self._peek()
        if token is None or (expected and token.text != expected):
            raise NotFormattable(f"expected {expected or 'more'} at {token}")
        self._next += 1
        return token

    def _prefix(self) -> None:
        keyword = self._take().text
        name = self._take().text.removesuffix(":")
        self._prefixes[name] = self._take().text[1:-1]
        if keyword.startswith("@"):
            self._take(".")

    def _block(self, blocks: dict[str, _Block]) -> None:
        token = self._take()
        if token.kind not in {"iri", "word"} or token.text.startswith("_:"):
            raise NotFormattable(f"line {token.line}: a subject has an IRI")
        subject = self._name(token)
        block = blocks.setdefault(subject, _Block(subject))
        block.statements = self._statements(".", block.statements)
        self._take(".")
        block.comments += self._pending
        self._pending = []

    def _statements(
        self, end: str, earlier: Iterable[tuple[str, list[str]]] = ()
    ) -> list[tuple[str, list[str]]]:
        """Return predicates with their objects, joined to those of an earlier block."""
        found: dict[str, list[str]] = dict(earlier)
        while (token := self._peek()) is not None and token.text != end:
            predicate = "a" if self._take().text == "a" else self._name(token)
            values = found.setdefault("a" if predicate == "rdf:type" else predicate, [])
            values.append(self._value())
            while self._is_next(","):
                self._take(",")
                values.append(self._value())
            while self._is_next(";"):
                self._take(";")
        ordered = sorted(found, key=lambda predicate: predicate != "a")  # sorting is stable
        return [(predicate, _in_order(found[predicate])) for predicate in ordered]

    def _is_next(self, text: str) -> bool:
        token = self._peek()
        return token is not None and token.text == text

    def _value(self) -> str:
        token = self._take()
        if token.text == "[":
            inner = self._statements("]")
            self._take("]")
            written = [f"{name} {' , '.join(values)}" for name, values in inner]
            return f"[ {' ; '.join(written)} ]"
        if token.text == "(":
            return self._collection()
        if token.kind == "string":
            return token.text + self._suffix()
        return self._name(token) if _is_name(token) else token.text

    def _collection(self) -> str:
        values = []
        while not self._is_next(")"):
            values.append(self._value())
        self._take(")")
        return f"( {' '.join(values)} )" if values else "()"

    def _suffix(self) -> str:
        """Return a literal's language tag or datatype."""
        token = self._peek()
        if token is not None and token.kind == "at":
            return self._take().text
        if not self._is_next("^"):
            return ""
        self._take("^")
        self._take("^")
        return "^^" + self._name(self._take())

    def _name(self, token: Token) -> str:
        """Return an IRI as it is written here, and remember its prefix."""
        if token.text.startswith("_:"):
            return token.text
        iri = self._absolute(token)
        for name, base in _longest_first({**self._prefixes, **PREFIXES}):
            if iri.startswith(base) and _LOCAL.fullmatch(iri[len(base) :]):
                self.used[name] = base
                return f"{name}:{iri[len(base) :]}"
        return f"<{iri}>"

    def _absolute(self, token: Token) -> str:
        if token.kind == "iri":
            return token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        if prefix not in self._prefixes:
            raise NotFormattable(f"line {token.line}: no prefix {prefix}:")
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _in_order(values: list[str]) -> list[str]:
    """Return names sorted, while prose keeps the order that its author gave it."""
    distinct = list(dict.fromkeys(values))
    return distinct if any('"' in value for value in distinct) else sorted(distinct, key=_natural)


def _longest_first(prefixes: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Return prefixes so that the longest namespace comes first, and its own name before others."""
    return sorted(
        prefixes.items(), key=lambda item: (-len(item[1]), item[0] not in PREFIXES, item[0])
    )


def _is_name(token: Token) -> bool:
    return token.kind == "iri" or (
        token.kind == "word"
        and ":" in token.text
        and token.text not in {"true", "false"}
        and not token.text.startswith(("+", "-"))
    )
