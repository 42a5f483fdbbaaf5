"""Let all subjects take turns, so that what slows the machine slows them all."""

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing

from .load import Figures, Generator
from .processes import Server
from .workload import Comparison, Subject, WrongAnswer

Results = dict[tuple[Subject, int], list[Figures]]
"""The figures of each subject with each number of connections, one a round."""


def check(servers: Mapping[str, Server], comparisons: Iterable[Comparison]) -> None:
    """Ask everything once of everyone.

    Raises:
        WrongAnswer: an answer is not 200, or differs from that of a peer.
    """
    for comparison in comparisons:
        answers: dict[object, tuple[Subject, object]] = {}
        for subject in comparison.subjects:
            with closing(servers[subject.server].connect()) as connection:
                answer = subject.meaning(subject.request.send(connection))
            first, expected = answers.setdefault(subject.meaning, (subject, answer))
            if answer != expected or not answer:
                raise WrongAnswer(f"{subject.name} and {first.name} answer differently")


def measure(
    servers: Mapping[str, Server],
    comparisons: Sequence[Comparison],
    generator: Generator,
    connections: Sequence[int],
    rounds: int,
) -> Results:
    """Return the figures of every subject; one round more goes first, to warm up."""
    results: Results = {}
    for number in range(rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
        for comparison in comparisons:
            for count in connections:
                for subject in comparison.subjects:
                    figures = generator.measure(servers[subject.server], subject.request, count)
                    if number:
                        results.setdefault((subject, count), []).append(figures)
                    time.sleep(0.05)  # a kernel's and a server's afterthoughts
    return results
