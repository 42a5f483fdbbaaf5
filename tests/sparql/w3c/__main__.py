"""`python -m tests.sparql.w3c`: how many tests of each suite pass; SPARQL 1.2 is only told."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from nofuz.errors import Problem
from tests.sparql.w3c.datasets import build_store, suite_graphs
from tests.sparql.w3c.judging import Ask, asking_pool, judge
from tests.sparql.w3c.known import known_failures
from tests.sparql.w3c.manifests import EVALUATION, MISSING, NEGATIVE, POSITIVE, SUITES, Case, cases
from tests.sparql.w3c.peer import oxigraph

_STRICT = ("sparql10", "sparql11")
_ONLY_TOLD = ("sparql12",)
_WIDTHS = (10, 17, 7, 7, 7, 10)


@dataclass(frozen=True)
class Outcome:
    """What of one test came out: why it failed, empty for a test that passed."""

    case: Case
    ours: str
    theirs: str | None


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if not SUITES.is_dir():
        print(MISSING, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="nofuz-w3c-") as folder:
        outcomes = list(_outcomes(Path(folder), with_peer=options.oxigraph))
    _print_table(outcomes, with_peer=options.oxigraph)
    if options.failures:
        _print_failures(outcomes)
    unexpected = _unexpected(outcomes)
    for name in unexpected:
        print(f"not as the list of known failures has it: {name}")
    return bool(unexpected)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.sparql.w3c", description=__doc__)
    parser.add_argument(
        "--oxigraph", action="store_true", help="run `oxigraph serve` in turn with the same tests"
    )
    parser.add_argument("--failures", action="store_true", help="show what each failure gave")
    return parser


def _outcomes(folder: Path, *, with_peer: bool) -> Iterator[Outcome]:
    suites = (*_STRICT, *_ONLY_TOLD)
    store = build_store(suite_graphs(suites), folder / "store")
    with ExitStack() as stack:
        ask = stack.enter_context(asking_pool(store))
        peer = stack.enter_context(oxigraph(folder)) if with_peer else None
        for suite in suites:
            for case in cases(suite):
                yield Outcome(case, _failure(case, ask), peer and _failure(case, peer))


def _failure(case: Case, ask: Ask) -> str:
    try:
        judge(case, ask)
    except (AssertionError, Problem) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _print_table(outcomes: Sequence[Outcome], *, with_peer: bool) -> None:
    heads = ("suite", "kind", "tests", "passed", "known", *(["oxigraph"] if with_peer else []))
    _print_row(heads)
    for suite in (*_STRICT, *_ONLY_TOLD):
        for kind in (EVALUATION, POSITIVE, NEGATIVE):
            _print_counts(suite, kind, [o for o in outcomes if o.case in cases(suite, kind)])
    strict = [o for o in outcomes if o.case.name.startswith(_STRICT)]
    _print_counts("1.0, 1.1", EVALUATION, [o for o in strict if o.case.kind == EVALUATION])
    _print_counts("1.0, 1.1", "syntax", [o for o in strict if o.case.kind != EVALUATION])


def _print_counts(suite: str, kind: str, outcomes: Sequence[Outcome]) -> None:
    passed = sum(not outcome.ours for outcome in outcomes)
    known = sum(outcome.case.name in known_failures() for outcome in outcomes)
    theirs = [not outcome.theirs for outcome in outcomes if outcome.theirs is not None]
    _print_row((suite, kind, len(outcomes), passed, known, *([sum(theirs)] if theirs else [])))


def _print_row(cells: Sequence[object]) -> None:
    print("".join(f"{cell!s:<{width}}" for cell, width in zip(cells, _WIDTHS, strict=False)))


def _print_failures(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.ours:
            reason = known_failures().get(outcome.case.name, "")
            print(f"\n{outcome.case.name}: {reason}\n  {outcome.ours[:500]}")


def _unexpected(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        outcome.case.name
        for outcome in outcomes
        if not outcome.case.name.startswith(_ONLY_TOLD)
        and bool(outcome.ours) != (outcome.case.name in known_failures())
    ]


if __name__ == "__main__":
    sys.exit(main())
