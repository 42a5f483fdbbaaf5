"""The figures as plain text."""

from collections.abc import Callable, Sequence
from statistics import median

from .deadline import Deadline
from .load import Figures
from .memory import Usage
from .rounds import Results
from .workload import Comparison

_MEBIBYTE = 1024 * 1024


def describe_rounds(generator: str, rounds: int, seconds: int) -> str:
    """Return how the figures of a comparison came about."""
    return f"""\
Load: {generator}, keep-alive, over loopback.
Rounds: {rounds}; in each of them all subjects take turns for {seconds} s.  Figures are medians of
the rounds, but "longest" is that of all; ratios are taken within a round: median (least to
most).  CPU is the processor time of all processes of a server, divided by its answers."""


def comparison_report(comparison: Comparison, results: Results, connections: Sequence[int]) -> str:
    lines = ["", comparison.title + "."]
    for count in connections:
        lines += [
            "",
            f"{_connections(count):<36}{'median':>10}{'p99':>11}{'longest':>12}{'requests/s':>12}{'CPU':>10}",
        ]
        for subject in comparison.subjects:
            figures = results[subject, count]
            lines.append(
                f"  {subject.name:<34}"
                f"{_middle(figures, lambda f: 1000 * f.median):7.2f} ms"
                f"{_middle(figures, lambda f: 1000 * f.p99):8.2f} ms"
                f"{max(1000 * f.longest for f in figures):9.1f} ms"
                f"{_middle(figures, lambda f: f.rate):12,.0f}"
                f"{_middle(figures, lambda f: 1000 * f.cpu):7.2f} ms"
            )
        lines.append(f"  {'ratio':<40}{'requests/s':<20}{'median latency':<22}CPU")
        for one, other in comparison.ratios:
            pairs = list(zip(results[one, count], results[other, count], strict=True))
            rates = _spread([a.rate / b.rate for a, b in pairs])
            latencies = _spread([a.median / b.median for a, b in pairs])
            times = _spread([a.cpu / b.cpu for a, b in pairs if b.cpu])
            label = f"{one.name} / {other.name}"
            lines.append(f"  {label:<40}{rates:<20}{latencies:<22}{times}")
    return "\n".join(lines)


def deadline_report(found: Deadline) -> str:
    return "\n".join(
        [
            "",
            f"Deadline: a cross product with query_seconds = {found.limit:g}, "
            f"{len(found.overshoots)} times; wall clock at the client.",
            f"  answered (503) after the limit       {_milliseconds(found.overshoots)}",
            f"  the next look-up, right after it     {_milliseconds(found.look_ups)}",
            f"  a look-up at rest                    {_milliseconds(found.at_rest)}",
        ]
    )


def memory_report(idle: Usage, loaded: Usage) -> str:
    lines = [
        "",
        "Memory of the processes of a role together, from /proc/PID/smaps_rollup; PSS divides",
        "a shared page among those that share it.",
        "",
        f"{'MiB':<48}{'idle: PSS':>10}{'RSS':>8}{'after load: PSS':>18}{'RSS':>8}",
    ]
    for key, before in idle.items():
        after = loaded.get(key, before)
        label = f"{key[0]}, {key[1]} ({_number(before.processes, after.processes)})"
        lines.append(
            f"  {label:<46}{_mib(before.pss):>10}{_mib(before.rss):>8}"
            f"{_mib(after.pss):>18}{_mib(after.rss):>8}"
        )
    return "\n".join(lines)


def _middle(figures: Sequence[Figures], value: Callable[[Figures], float]) -> float:
    return median(map(value, figures))


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "-"
    return f"{median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def _milliseconds(values: Sequence[float]) -> str:
    low, middle, high = (1000 * value for value in (min(values), median(values), max(values)))
    return f"{middle:7.1f} ms ({low:.1f}-{high:.1f})"


def _connections(count: int) -> str:
    return "1 connection" if count == 1 else f"{count} connections"


def _number(before: int, after: int) -> str:
    return str(before) if before == after else f"{before}, then {after}"


def _mib(size: int) -> str:
    return f"{size / _MEBIBYTE:.1f}"
