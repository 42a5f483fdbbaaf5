"""The figures as plain text."""

from collections.abc import Callable, Sequence
from statistics import median, quantiles

from .attackers import CLIENTS
from .bars import Bar
from .deadline import Deadline
from .load import Figures
from .memory import Usage
from .mix import Comparison, Results
from .peers import OXIGRAPH
from .search import BATCH, Searching
from .single import HEAVY, LIGHT, Finding
from .stream import Stream

_MEBIBYTE = 1024 * 1024


def describe_rounds(generator: str, rounds: int, seconds: int) -> str:
    """Return how the figures of a comparison came about."""
    return f"""\
Load: {generator}, keep-alive, over loopback.
Rounds: {rounds}; in each of them all subjects take turns for {seconds} s.  Figures are medians of
the rounds, but "longest" is that of all; ratios are taken within a round: median (least to
most).  CPU is the processor time of all processes of a server, divided by its answers."""


def queries_report(findings: Sequence[Finding]) -> str:
    """Return a line for each query: rows, time of oxigraph, and how many times it others take."""
    names = [name for name in _asked(findings) if name != OXIGRAPH]
    lines = [
        "",
        "Single queries, one connection, no query twice: milliseconds of oxigraph serve, and the",
        "time that others take as a multiple of it.",
        f"Light: under {1000 * LIGHT:.0f} ms; heavy: over {1000 * HEAVY:.0f} ms.",
        "",
        f"  {'':<32}{'rows':>7}{'':>7}{'oxigraph':>12}" + "".join(f"{name:>18}" for name in names),
    ]
    for finding in findings:
        kind = "light" if finding.is_light else "heavy" if finding.is_heavy else ""
        milliseconds = 1000 * finding.median(OXIGRAPH)
        shown = "".join(f"{_shown(finding, name):>18}" for name in names)
        lines.append(
            f"  {finding.question.name:<32}{finding.rows:>7}{kind:>7}{milliseconds:>9.2f} ms{shown}"
        )
    return "\n".join(lines)


def _asked(findings: Sequence[Finding]) -> list[str]:
    found = [name for finding in findings for name in (*finding.seconds, *finding.remarks)]
    return list(dict.fromkeys(found))


def _shown(finding: Finding, name: str) -> str:
    if name in finding.remarks:
        return finding.remarks[name]
    ratio = finding.ratio(name)
    return "too slow" if ratio is None else f"{ratio:.2f}"


def comparison_report(comparison: Comparison, results: Results) -> str:
    lines = ["", comparison.title + "."]
    for count in comparison.connections:
        lines += [
            "",
            f"{_connections(count):<28}{'median':>10}{'p99':>12}{'longest':>12}{'requests/s':>12}"
            f"{'CPU':>10}  requests/s and CPU, as multiples of {comparison.yardstick}",
        ]
        yardstick = results[comparison.yardstick, count]
        for subject in comparison.asked(count):
            figures = results[subject.name, count]
            pairs = list(zip(figures, yardstick, strict=True))
            failures = sum(f.failures for f in figures)
            lines.append(
                f"  {subject.name:<26}"
                f"{_middle(figures, lambda f: 1000 * f.median):7.2f} ms"
                f"{_middle(figures, lambda f: 1000 * f.p99):9.2f} ms"
                f"{max(1000 * f.longest for f in figures):9.1f} ms"
                f"{_middle(figures, lambda f: f.rate):12,.0f}"
                f"{_middle(figures, lambda f: 1000 * f.cpu):7.2f} ms"
                f"  {_spread([a.rate / b.rate for a, b in pairs if b.rate]):<20}"
                f"{median(a.cpu / b.cpu for a, b in pairs if b.cpu):6.2f}"
                + (f"  {failures} failed" if failures else "")
            )
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


def stream_report(found: Stream) -> str:
    where = "in memory (tmpfs), and counted" if found.spool_is_memory else "on disk, not counted"
    lines = [
        "",
        "A result of a million rows, as JSON, to a fast and a slow client at once; memory is the",
        "PSS of all processes.",
        f"  idle {_mib(found.idle)} MiB, at most {_mib(found.most)} MiB; "
        f"spooled {_mib(found.spooled)} MiB {where}",
    ]
    lines += [
        f"  {reading.name}: {reading.rows:,} rows, {_mib(reading.size)} MiB, first byte after "
        f"{reading.first:.1f} s, last after {reading.last:.1f} s"
        for reading in found.readings
    ]
    return "\n".join(lines)


def search_report(found: Searching) -> str:
    idle, searched, reconciled = (size / _MEBIBYTE for size in found.memory)
    return "\n".join(
        [
            "",
            f"Search among {found.names:,} names: an index of {found.size / _MEBIBYTE:.0f} MiB, "
            f"written in {found.written:.0f} s; one connection, no answer kept.",
            f"  {'':<44}{'times':>8}{'median':>12}{'p99':>12}{'longest':>12}",
            _times("/search as JSON", found.searches),
            _times(f"/reconcile with {BATCH} misspelled names", found.batches),
            f"  A web process holds {idle:.1f} MiB when idle, {searched:.1f} after the searches,"
            f" {reconciled:.1f} after the batches (PSS).",
        ]
    )


def _times(label: str, seconds: Sequence[float]) -> str:
    late = quantiles(seconds, n=100)[-1] if len(seconds) > 1 else seconds[0]
    shown = "".join(f"{1000 * value:9.2f} ms" for value in (median(seconds), late, max(seconds)))
    return f"  {label:<44}{len(seconds):>8}{shown}"


def start_report(seconds: Sequence[float]) -> str:
    return f"\nFrom start to first answer, {len(seconds)} times: {_milliseconds(seconds)}"


def attack_report(pairs: Sequence[tuple[Figures, Figures]]) -> str:
    lines = ["", f"Pages at rest, and while {CLIENTS} clients ask slow queries; no cache."]
    for name, figures in zip(("at rest", "under attack"), zip(*pairs, strict=True), strict=True):
        lines.append(
            f"  {name:<26}{_middle(figures, lambda f: 1000 * f.median):7.2f} ms"
            f"{_middle(figures, lambda f: 1000 * f.p99):9.2f} ms"
            f"{max(1000 * f.longest for f in figures):9.1f} ms"
            f"{_middle(figures, lambda f: f.rate):12,.0f}"
        )
    return "\n".join(lines)


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


def bars_report(title: str, bars: Sequence[Bar]) -> str:
    return "\n".join(["", title, *map(str, bars)])


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
