"""Check a dataset: everything that can be said before it is published.

Each step looks at one kind of rule; all of them run, so that one check tells
everything, unless a file cannot be read: then there is no whole to look at.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from nofuz.dataset.changes import changed_files, neighbourhood
from nofuz.dataset.copying import copied_findings
from nofuz.dataset.coverage import Coverage, coverage, coverage_findings
from nofuz.dataset.finding import Finding, Report, in_order
from nofuz.dataset.folder import Dataset
from nofuz.dataset.graphs import Graphs
from nofuz.dataset.hygiene import hygiene, profile
from nofuz.dataset.ledger import ledger_findings
from nofuz.dataset.progress import OnProgress, Progress, silent
from nofuz.dataset.quotes import quote_findings
from nofuz.dataset.reasoning import consistency
from nofuz.dataset.rules import rule_findings
from nofuz.dataset.shapes import shape_findings
from nofuz.dataset.sources import Source, read_sources
from nofuz.dataset.syntax import read, statement_findings
from nofuz.dataset.trying import query_findings
from nofuz.dataset.witnesses import witness_findings

NO_OWL = "The OWL consistency was not checked: only what has changed was looked at."
NO_SOURCES = "The quotes were not checked: no folder with the source texts was given."


class Outcome(NamedTuple):
    """What one step of a check has to say."""

    findings: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()
    notices: Sequence[str] = ()
    coverage: Sequence[Coverage] = ()


CheckStep = Callable[[Graphs], Outcome]


def _shapes(graphs: Graphs, things: Collection[str] | None = None) -> Outcome:
    violations, warnings = shape_findings(graphs, things)
    return Outcome(violations, warnings)


def _owl(graphs: Graphs) -> Outcome:
    findings, notices = consistency(graphs)
    return Outcome(findings, notices=notices)


# What a dataset must pass before it is built.
GATE: dict[str, CheckStep] = {
    "statements": lambda graphs: Outcome(statement_findings(graphs)),
    "rules": lambda graphs: Outcome(rule_findings(graphs.dataset)),
    "ledger": lambda graphs: Outcome(ledger_findings(graphs)),
    "hygiene": lambda graphs: Outcome(hygiene(graphs)),
    "profile": lambda graphs: Outcome(profile(graphs)),
    "shapes": _shapes,
    "queries": lambda graphs: Outcome(query_findings(graphs)),
}


def check(
    dataset: Dataset,
    sources: Path | None = None,
    on_progress: OnProgress = silent,
    *,
    tells_coverage: bool = False,
    only_changed: bool = False,
) -> Report:
    """Return everything that is wrong with a dataset.

    Args:
        dataset: the folder to look at.
        sources: folder with the texts that the documents were read from; without
            it the quotes are not checked, and a notice says so.
        on_progress: told of each step.
        tells_coverage: report also which paragraphs of the sources were read, and warn of
            terms that nothing uses.
        only_changed: look at the shapes of what has changed since the last commit and
            of what that touches, and leave the OWL consistency out; the rest is quick.

    Raises:
        CommandError: a file or the folder of the sources cannot be read.
    """
    texts = None if sources is None else read_sources(sources)
    steps: dict[str, CheckStep] = {
        **GATE,
        "quotes": lambda graphs: _quotes(graphs, texts),
        "coverage": lambda graphs: _coverage(graphs, texts if tells_coverage else None),
        "OWL": _owl,
    }
    if only_changed:
        steps |= _steps_for_changes(changed_files(dataset))
    progress = Progress(len(steps) + 1, on_progress)
    with progress.step("read"):
        graphs, unread = read(dataset)
    return Report(in_order(unread)) if unread else run(steps, graphs, progress)


def _steps_for_changes(files: set[str]) -> dict[str, CheckStep]:
    return {
        "shapes": lambda graphs: _shapes(graphs, neighbourhood(graphs, files)),
        "OWL": lambda _: Outcome(notices=[NO_OWL]),
    }


def run(steps: Mapping[str, CheckStep], graphs: Graphs, progress: Progress) -> Report:
    """Return what these steps find, each of them told to the progress."""
    outcomes = []
    for name, step in steps.items():
        with progress.step(name):
            outcomes.append(step(graphs))
    return Report(
        in_order(found for outcome in outcomes for found in outcome.findings),
        in_order(found for outcome in outcomes for found in outcome.warnings),
        tuple(notice for outcome in outcomes for notice in outcome.notices),
        tuple(str(covered) for outcome in outcomes for covered in outcome.coverage),
    )


def _quotes(graphs: Graphs, texts: dict[str, Source] | None) -> Outcome:
    if texts is None:
        return Outcome(notices=[NO_SOURCES])
    findings, notices = quote_findings(graphs, texts)
    return Outcome([*findings, *copied_findings(graphs, texts)], notices=notices)


def _coverage(graphs: Graphs, texts: dict[str, Source] | None) -> Outcome:
    if texts is None:
        return Outcome()
    return Outcome(
        coverage_findings(graphs, texts), witness_findings(graphs), coverage=coverage(graphs, texts)
    )
