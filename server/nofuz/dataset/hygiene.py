"""Rules over the whole dataset that need no shape: a query whose every row is a finding.

Each rule is a SELECT in a file that bears its name.  The comment on top is the
message to the curator; {variable} in it stands for what the row binds.  The
variable ?focus is the thing that the finding is about.

The queries see every triple of the folder and what follows from subclasses and
subproperties.  The prefix `id:` stands for the dataset's own things, whatever
its base.
"""

import re
from importlib.resources import files
from typing import NamedTuple

from nofuz.dataset.finding import Finding
from nofuz.dataset.graphs import Graphs
from nofuz.namespaces import BASE, PREFIXES, compact
from nofuz.store.terms import Solution

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Rule(NamedTuple):
    """A hygiene rule: its name, its query and its message."""

    name: str
    query: str
    message: str


def rules(folder: str) -> list[Rule]:
    """Return the rules in a folder of this package, by name."""
    found = [path for path in (files(__package__) / folder).iterdir() if path.name.endswith(".rq")]
    return sorted(_rule(path.name.removesuffix(".rq"), path.read_text("utf-8")) for path in found)


def hygiene(graphs: Graphs) -> list[Finding]:
    """Find what does not hang together in the dataset."""
    return _run("hygiene", graphs)


def profile(graphs: Graphs) -> list[Finding]:
    """Find what is outside OWL 2 DL or its RL profile, or undocumented, in the ontology."""
    return _run("profile", graphs)


def _run(folder: str, graphs: Graphs) -> list[Finding]:
    prefixes = own_prefixes(graphs.dataset.base)
    return [
        graphs.finding(row["focus"].value, rule.name, _fill(rule.message, row))
        for rule in rules(folder)
        for row in graphs.closure.rows(rule.query, prefixes)
    ]


def own_prefixes(base: str) -> dict[str, str]:
    """Return the prefixes of the rules for a dataset whose IRIs begin so."""
    moved = {name: base + iri.removeprefix(BASE) for name, iri in PREFIXES.items() if BASE in iri}
    return {
        **PREFIXES,
        **moved,
        "nofuz": PREFIXES["nofuz"],
        "voc": PREFIXES["voc"],
        "id": base + "id/",
    }


def _rule(name: str, text: str) -> Rule:
    lines = text.splitlines()
    message = [line.removeprefix("#").strip() for line in lines if line.startswith("#")]
    return Rule(name, text, " ".join(message))


def _fill(message: str, row: Solution) -> str:
    return _PLACEHOLDER.sub(lambda found: compact(row[found[1]].value), message)
