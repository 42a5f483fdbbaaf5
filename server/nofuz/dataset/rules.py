"""The rules that a dataset carries: CONSTRUCT queries for the build to run.

They are checked here and run by `nofuz.release.rules`.
"""

import re

from nofuz.dataset.finding import Finding
from nofuz.dataset.folder import Dataset
from nofuz.dataset.turtle import tokens
from nofuz.namespaces import FUNCTION
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Term

# The extension functions that a rule may call: the bounds of an EDTF date.
EARLIEST = FUNCTION + "earliest"
LATEST = FUNCTION + "latest"

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


def _try(rule: str) -> None:
    graph_name(rule)
    if any(token.kind == "word" and token.text.upper() == "SERVICE" for token in tokens(rule)):
        raise ValueError("a rule must not ask another server: leave SERVICE out")
    functions = dict.fromkeys((EARLIEST, LATEST), _nothing)
    MemoryStore().construct(rule, functions)  # over no data: parsed, and evaluated in no time


def _nothing(value: Term) -> Term | None:  # noqa: ARG001 - stands for functions of one argument
    return None
