"""Measure a query before it is planned: planning alone can take the engine minutes.

The measure is taken from the tokens and follows where in a triple each of them
stands.  It is exact for queries that the grammar allows; of others it only has
to be finite, since the engine's parser refuses them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nofuz.errors import QueryTooComplex
from nofuz.query import tokens
from nofuz.query.tokens import Token
from nofuz.settings import Settings

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_PREFIX_OPERATORS = frozenset("!+-")
_OPERATORS = frozenset(["||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "!"])
_TERMS = frozenset(
    [
        *(tokens.IRI, tokens.PREFIXED_NAME, tokens.BLANK_NODE, tokens.VARIABLE),
        *(tokens.NUMBER, tokens.STRING, tokens.NIL, tokens.ANON),
    ]
)

# What a bracket holds.
_TRIPLES, _COLLECTION, _PATH, _EXPRESSION, _DATA = range(5)
# What of a triple comes next; _CLAUSE: no triples until a bracket closes, _QUERY: until the end.
_SUBJECT, _VERB, _OBJECT, _END, _NAME, _CLAUSE, _QUERY = range(7)
_AFTER = {_SUBJECT: _VERB, _VERB: _OBJECT, _OBJECT: _END, _NAME: _SUBJECT}
_SEPARATORS = {".": _SUBJECT, ";": _VERB, ",": _OBJECT}
_EXPECTED_AFTER_WORD = {
    **dict.fromkeys(("FILTER", "BIND", "VALUES"), _CLAUSE),
    **dict.fromkeys(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"), _QUERY),
    **dict.fromkeys(("GRAPH", "SERVICE"), _NAME),
    **dict.fromkeys(("OPTIONAL", "MINUS", "UNION"), _SUBJECT),
}


def refuse_complex(terminals: Sequence[Token], text: str, settings: Settings) -> None:
    """Raise QueryTooComplex where a query passes a limit of the settings.

    Args:
        terminals: its tokens without its comments.
        text: the query.
        settings: the limits.
    """
    # Few queries have as many brackets and signs in all as may stand around one operand.
    signs = sum(map(text.count, (*_OPENING, *_PREFIX_OPERATORS)))
    if signs > settings.query_depth and _depth(terminals) > settings.query_depth:
        raise _too_complex(settings.query_depth, "levels of nesting")
    # No token makes more than two patterns: most queries are too short to be complex.
    if 2 * len(terminals) <= min(
        settings.query_patterns, settings.query_operators, settings.query_terms
    ):
        return
    measure = Measure()
    for token in terminals:
        measure.add(token)
    if measure.patterns > settings.query_patterns:
        raise _too_complex(settings.query_patterns, "triple patterns and path steps")
    if measure.operators > settings.query_operators:
        raise _too_complex(settings.query_operators, "operators and keywords")
    if measure.terms > settings.query_terms:
        raise _too_complex(settings.query_terms, "terms in VALUES, IN and expressions")


def _too_complex(limit: int, what: str) -> QueryTooComplex:
    return QueryTooComplex(f"query too complex: more than {limit} {what}")


def _depth(terminals: Sequence[Token]) -> int:
    """Return the most open brackets and prefix operators that an operand stands under."""
    level = run = deepest = 0
    is_after_operand = False
    for kind, text, _ in terminals:
        run = run + 1 if text in _PREFIX_OPERATORS and not is_after_operand else 0
        level += (text in _OPENING) - (text in _CLOSING)
        deepest = max(deepest, level + run)
        is_after_operand = kind in _TERMS or text in _CLOSING
    return deepest


@dataclass
class _Level:
    """One open bracket, or the query itself: what it holds and what is expected in it."""

    holds: int
    expects: int


@dataclass
class Measure:
    """The counts of a query, token by token."""

    patterns: int = 0
    operators: int = 0
    terms: int = 0
    _levels: list[_Level] = field(default_factory=lambda: [_Level(_TRIPLES, _QUERY)])
    _word: str = ""
    _previous: str = ""

    def add(self, token: Token) -> None:
        """Count one token."""
        kind, text, _ = token
        if kind == tokens.WORD:
            self._add_word(text.upper())
        elif kind in _TERMS:
            self._add_term()
        elif text in _OPENING:
            self._levels.append(self._opened(text))
        elif text in _CLOSING:
            self._close(text)
        else:
            self._add_punctuation(text)
        self._previous = text

    def _add_word(self, word: str) -> None:
        if word in ("A", "TRUE", "FALSE", "UNDEF"):
            self._add_term()
            return
        self.operators += 1
        self._word = word
        level = self._levels[-1]
        if level.holds == _TRIPLES and level.expects != _QUERY:
            level.expects = _EXPECTED_AFTER_WORD.get(word, level.expects)

    def _add_term(self) -> None:
        level = self._levels[-1]
        if self._previous == "^^":
            return
        if level.holds in (_EXPRESSION, _DATA):
            self.terms += 1
        elif level.holds == _COLLECTION:
            self.patterns += 2  # rdf:first and rdf:rest
        elif level.holds == _TRIPLES:
            self.patterns += level.expects == _OBJECT
            level.expects = _AFTER.get(level.expects, level.expects)

    def _opened(self, bracket: str) -> _Level:
        outer = self._levels[-1]
        if bracket == "{":
            return _Level(_DATA if self._word in ("VALUES", "CONSTRUCT") else _TRIPLES, _SUBJECT)
        if outer.holds != _TRIPLES:
            is_node = bracket == "[" and outer.holds == _COLLECTION
            return _Level(_TRIPLES, _VERB) if is_node else _Level(outer.holds, _SUBJECT)
        if bracket == "[":
            return _Level(_TRIPLES, _VERB)
        if outer.expects in (_CLAUSE, _QUERY):
            return _Level(_EXPRESSION, _SUBJECT)
        return _Level(_PATH if outer.expects == _VERB else _COLLECTION, _SUBJECT)

    def _close(self, bracket: str) -> None:
        if len(self._levels) == 1:
            return
        closed = self._levels.pop()
        if closed.holds == _EXPRESSION and self._word == "VALUES":
            return  # its variables; the data are still to come
        self._word = ""
        level = self._levels[-1]
        if level.holds != _TRIPLES or level.expects == _QUERY:
            self.patterns += 2 * (level.holds == _COLLECTION)
        elif bracket == "}" or level.expects == _CLAUSE:
            level.expects = _SUBJECT
        else:
            self._add_term()  # a collection, a blank node or a path in brackets

    def _add_punctuation(self, text: str) -> None:
        level = self._levels[-1]
        if level.holds == _EXPRESSION or level.expects in (_CLAUSE, _QUERY):
            self.operators += text in _OPERATORS
        elif level.holds == _PATH or (level.holds == _TRIPLES and level.expects == _OBJECT):
            if text in ("/", "|"):
                self.patterns += 1
                level.expects = _VERB
        elif level.holds == _TRIPLES:
            level.expects = _SEPARATORS.get(text, level.expects)
