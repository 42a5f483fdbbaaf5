"""Make metrics of the numbers, for `prometheus-client` to write in its text format."""

from collections.abc import Iterable, Iterator
from math import inf
from pathlib import Path

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from nofuz.telemetry.series import BUCKETS, COUNTER, FAMILIES, GAUGE, PLACES, Family
from nofuz.telemetry.slots import Slots, parent_of

_KIBIBYTE = 1024


class Telling(Collector):
    """Makes metrics of the numbers, each time that it is asked."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots

    def collect(self) -> Iterable[Metric]:
        """Yield every metric."""
        totals = self._slots.totals()
        for family in FAMILIES:
            place = PLACES[family]
            yield _metric(family, totals[place : place + family.size])
        yield self._release()
        yield self._memory()

    def _release(self) -> Metric:
        metric = GaugeMetricFamily(
            "nofuz_release_info",
            "The release that is served; two during a switch.",
            labels=["release"],
        )
        for name in sorted(self._slots.releases()):
            metric.add_metric([name], 1)
        return metric

    def _memory(self) -> Metric:
        metric = GaugeMetricFamily(
            "nofuz_resident_memory_bytes",
            "Memory of all processes of a kind, what they share counted for each.",
            labels=["process"],
        )
        web = self._slots.processes()
        metric.add_metric(["web"], sum(map(_resident, web)))
        metric.add_metric(["query"], sum(map(_resident, _children(set(web)))))
        return metric


def _metric(family: Family, numbers: list[float]) -> Metric:
    names = [name for name, _ in family.labels]
    if family.kind == GAUGE:
        gauge = GaugeMetricFamily(family.name, family.help, labels=names)
        for labels, place in family.series():
            gauge.add_metric(labels, numbers[place])
        return gauge
    if family.kind == COUNTER:
        counter = CounterMetricFamily(family.name, family.help, labels=names)
        for labels, place in family.series():
            counter.add_metric(labels, numbers[place])
        return counter
    histogram = HistogramMetricFamily(family.name, family.help, labels=names)
    for labels, place in family.series():
        counts = numbers[place : place + len(BUCKETS)]
        buckets = [
            ("+Inf" if bound == inf else str(float(bound)), sum(counts[: number + 1]))
            for number, bound in enumerate(BUCKETS)
        ]
        histogram.add_metric(labels, buckets, numbers[place + len(BUCKETS)])
    return histogram


def _children(parents: set[int]) -> Iterator[int]:
    processes = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return (pid for pid in processes if parent_of(pid) in parents)


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(_KIBIBYTE * int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
