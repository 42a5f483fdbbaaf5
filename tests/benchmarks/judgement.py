"""The bars of each section, from its figures."""

from collections.abc import Callable, Sequence
from statistics import median, quantiles

from .bars import Bar, at_least, at_most
from .load import Figures
from .mix import Comparison, Results
from .peers import NOFUZ, OXIGRAPH, RDFLIB, UNCACHED
from .search import NAMES, Searching
from .single import Finding
from .stream import Stream

_MEBIBYTE = 1024 * 1024
_RDFLIB_BAR = 15
_STREAM_BAR, _START_BAR = 250, 3.0  # MiB and seconds
_SEARCH_BAR = 20  # milliseconds

Value = Callable[[Figures], float]


def rate(figures: Figures) -> float:
    return figures.rate


def p99(figures: Figures) -> float:
    return figures.p99


def ratio(results: Results, one: str, other: str, count: int, value: Value) -> float | None:
    """Return the median of the ratios within a round; None where one was not measured."""
    pairs = list(zip(results.get((one, count), []), results.get((other, count), []), strict=False))
    return median(value(a) / value(b) for a, b in pairs if value(b)) if pairs else None


def queries(findings: Sequence[Finding]) -> list[Bar]:
    """Return the bars on the time of single queries."""
    light = [finding.ratio(UNCACHED) for finding in findings if finding.is_light]
    heavy = [finding.ratio(UNCACHED) for finding in findings if finding.is_heavy]
    return [
        at_most("median of a light query, over oxigraph's (of all of them)", 2.0, _median(light)),
        at_most("the slowest light query's, over oxigraph's", 2.0, _most(light)),
        *(
            [
                at_most("median of a heavy query, over oxigraph's", 1.1, _median(heavy)),
                at_most("the slowest heavy query's, over oxigraph's", 1.1, _most(heavy)),
            ]
            if heavy
            else []
        ),
    ]


def uncached(results: Results, counts: Sequence[int]) -> list[Bar]:
    """Return the bars on the light mix of which no query comes twice."""
    bars = []
    if 8 in counts:
        value = ratio(results, UNCACHED, OXIGRAPH, 8, rate)
        bars.append(at_least("uncached mix, 8 connections: requests/s over oxigraph's", 0.6, value))
        if (RDFLIB, 8) in results:
            value = ratio(results, UNCACHED, RDFLIB, 8, rate)
            text = "uncached mix, 8 connections: requests/s over rdflib-endpoint's"
            bars.append(at_least(text, _RDFLIB_BAR, value))
    if 64 in counts:
        value = ratio(results, UNCACHED, OXIGRAPH, 64, p99)
        bars.append(at_most("uncached mix, 64 connections: p99 over oxigraph's", 1.0, value))
    return bars


def cached(results: Results, counts: Sequence[int]) -> list[Bar]:
    """Return the bars on the light mix that comes again and again."""
    bars = []
    for count in counts:
        value = ratio(results, NOFUZ, OXIGRAPH, count, rate)
        text = f"cached mix, {_connections(count)}: requests/s over oxigraph's"
        bars.append(at_least(text, 2.0, value))
    if 64 in counts:
        value = ratio(results, NOFUZ, OXIGRAPH, 64, p99)
        bars.append(at_most("cached mix, 64 connections: p99 over oxigraph's", 1.0, value))
    return bars


def documents(results: Results, comparison: Comparison) -> list[Bar]:
    """Return the bars on documents beside a CONSTRUCT of one hop."""
    return [
        at_least(
            f"{kind}, {'uncached' if server == UNCACHED else 'cached'}, {_connections(count)}: "
            "requests/s over a CONSTRUCT of one hop",
            bound,
            ratio(results, f"{kind}, {server}", OXIGRAPH, count, rate),
        )
        for count in comparison.connections
        for kind, server, bound in (("Turtle", UNCACHED, 0.6), ("Turtle", NOFUZ, 2.0))
    ]


def stream(found: Stream) -> list[Bar]:
    text = "memory over idle, of all processes, while two clients read a million rows"
    return [at_most(text, _STREAM_BAR, found.added / _MEBIBYTE, " MiB")]


def search(found: Searching) -> list[Bar]:
    """Return the bar on searches."""
    value = 1000 * quantiles(found.searches, n=100)[-1]
    return [at_most(f"p99 of a search among {NAMES:,} names", _SEARCH_BAR, value, " ms")]


def start(seconds: Sequence[float]) -> list[Bar]:
    return [at_most("from start to first answer, longest", _START_BAR, max(seconds), " s")]


def attack(pairs: Sequence[tuple[Figures, Figures]]) -> list[Bar]:
    ratios = [attacked.p99 / at_rest.p99 for at_rest, attacked in pairs]
    longest = max(attacked.longest for _, attacked in pairs)
    return [
        at_most("p99 of a page under attack, over that at rest", 2.0, median(ratios)),
        at_most("the longest page under attack", 1.0, longest, " s"),
    ]


def _connections(count: int) -> str:
    return "1 connection" if count == 1 else f"{count} connections"


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _most(values: Sequence[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)
