"""The rules that a dataset carries: CONSTRUCT queries for the build to run.

They are checked here and run by `nofuz.dataset.derivation`.
"""

import re

from nofuz.dataset.finding import Finding
from nofuz.dataset.folder import Dataset
from nofuz.dataset.turtle import Token, tokens
from nofuz.namespaces import FUNCTION
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Term

# The extension functions that a rule may call: the bounds of an EDTF date.
EARLIEST = FUNCTION + "earliest"
LATEST = FUNCTION + "latest"

# The engine has no lexer: it reads the keyword in the middle of a word (`trueSERVICE`), of an IRI
# and of a name (`SERVICE:b`, `x:.SERVICE?y`), wherever one could end before it.
_FUSED = re.compile("service", re.IGNORECASE | re.ASCII)
_IN_NAME = re.compile(r"service[^:]*:|(?<![A-Za-z])service", re.IGNORECASE | re.ASCII)

_GRAPH = re.compile(r"# graph: (derived/[a-z0-9-]+)\s*\n")


def graph_name(rule: str) -> str:
    r"""Return the name of the graph that takes a rule's triples.

    Raises:
        ValueError: the first line does not say it.

    >>> graph_name("# graph: derived/standing\nCONSTRUCT {} WHERE {}")
    'derived/standing'
    """
    found = _GRAPH.match(rule)
    if not found:
        raise ValueError("its first line must be: # graph: derived/<name>")
    return found[1]


def rule_findings(dataset: Dataset) -> list[Finding]:
    """Find the rules that the build could not run."""
    findings = []
    for path in dataset.rules:
        try:
            _try(dataset.read(path).decode())
        except ValueError as error:
            findings.append(Finding(dataset.name(path), None, "", "rule", str(error)))
    return findings


def may_ask_others(text: str) -> bool:
    """Return whether the engine could find the keyword SERVICE in a query of the dataset."""
    return any(map(_may_call, tokens(text)))


def _try(rule: str) -> None:
    graph_name(rule)
    if may_ask_others(rule):
        raise ValueError("a rule must not ask another server: leave SERVICE out, in names too")
    functions = dict.fromkeys((EARLIEST, LATEST), _nothing)
    MemoryStore().construct(rule, functions)  # over no data: parsed, and evaluated in no time


def _may_call(token: Token) -> bool:
    """Whether the engine could find the keyword in a token."""
    if token.kind in ("comment", "string"):
        return False
    is_name = token.kind == "iri" or ":" in token.text
    return bool((_IN_NAME if is_name else _FUSED).search(token.text))


def _nothing(value: Term) -> Term | None:  # noqa: ARG001 - stands for functions of one argument
    return None
