"""The numbers that the web processes count, and where each stands in shared memory.

Every series is known beforehand, since every label has a fixed list of values:
no request can make a new one.  So a number is one 8-byte word at a fixed place,
counting costs a tenth of a microsecond, and the process that is asked for the
numbers reads them without disturbing those that count.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import inf, prod

COUNTER, GAUGE, HISTOGRAM = "counter", "gauge", "histogram"

ROUTES = (
    *("sparql", "doc", "id", "def", "voc", "shape", "graph", "release", "search", "reconcile"),
    "fragments",
    *("static", "page", "health", "other"),
)
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "other")
CLASSES = ("2xx", "3xx", "4xx", "5xx", "none")
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, inf)

Labels = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Family:
    """A metric: its name without suffix, what it says, and the values that each label may have."""

    name: str
    kind: str
    help: str
    labels: tuple[tuple[str, Labels], ...] = ()

    @property
    def words(self) -> int:
        """How many words one series takes."""
        return len(BUCKETS) + 1 if self.kind == HISTOGRAM else 1

    @property
    def size(self) -> int:
        """How many words all its series take."""
        return self.words * prod(len(values) for _, values in self.labels)

    def series(self) -> Iterator[tuple[Labels, int]]:
        """Yield the label values of each series and its first word within the family."""
        combinations = product(*(values for _, values in self.labels))
        return ((labels, self.words * number) for number, labels in enumerate(combinations))


REQUESTS = Family(
    "nofuz_requests",
    COUNTER,
    "Requests that have ended, by route, method and class of status.",
    (("route", ROUTES), ("method", METHODS), ("status", CLASSES)),
)
REQUEST_SECONDS = Family(
    "nofuz_request_seconds",
    HISTOGRAM,
    "Seconds from the first look at a request to the end of its answer.",
    (("route", ROUTES),),
)
CACHE_LOOKUPS = Family(
    "nofuz_cache_lookups",
    COUNTER,
    "Requests that the answer cache was asked for.",
    (("outcome", ("hit", "miss")),),
)
CACHE_EVICTIONS = Family(
    "nofuz_cache_evictions", COUNTER, "Answers that made room for others in the cache."
)
CACHE_BYTES = Family("nofuz_cache_bytes", GAUGE, "Bytes that the cached answers take.")
CHILDREN = Family(
    "nofuz_query_children",
    GAUGE,
    "Children that evaluate queries, by what they do.",
    (("state", ("idle", "busy")),),
)
CHILD_STARTS = Family("nofuz_query_child_starts", COUNTER, "Children that became ready.")
CHILD_SECONDS = Family(
    "nofuz_query_child_seconds", COUNTER, "Seconds in which children were at work on queries."
)
KILLS = Family(
    "nofuz_query_kills",
    COUNTER,
    "Queries that ended with their child, by cause.",
    (("cause", ("deadline", "memory", "result", "abandoned", "died")),),
)
QUEUE_REFUSALS = Family(
    "nofuz_query_queue_refusals", COUNTER, "Queries refused because no child was free in time."
)
RATE_REFUSALS = Family(
    "nofuz_rate_refusals",
    COUNTER,
    "Requests refused because their client had used up a budget.",
    (("budget", ("query_seconds", "errors")),),
)
SLOW_QUERIES = Family(
    "nofuz_slow_queries", COUNTER, "Queries that took longer than slow_query_seconds."
)
LOST_LINES = Family("nofuz_log_lines_lost", COUNTER, "Log lines that nobody took in time.")
WEB_PROCESSES = Family("nofuz_web_processes", GAUGE, "Web processes that answer requests.")

FAMILIES = (
    REQUESTS,
    REQUEST_SECONDS,
    CACHE_LOOKUPS,
    CACHE_EVICTIONS,
    CACHE_BYTES,
    CHILDREN,
    CHILD_STARTS,
    CHILD_SECONDS,
    KILLS,
    QUEUE_REFUSALS,
    RATE_REFUSALS,
    SLOW_QUERIES,
    LOST_LINES,
    WEB_PROCESSES,
)

PLACES: dict[Family, int] = {}
SIZE = 0
"""Words that all families take."""
for _family in FAMILIES:
    PLACES[_family] = SIZE
    SIZE += _family.size


def status_class(status: int) -> str:
    """Return the class of a status; "none" for 0, when the client left before any.

    >>> status_class(404), status_class(0)
    ('4xx', 'none')
    """
    return CLASSES[status // 100 - 2] if status else "none"


class Meter:
    """Counts in a stretch of memory that is SIZE words long; one process writes there."""

    def __init__(self, words: "memoryview[float]") -> None:
        self._words = words
        self._places = {
            (family, *labels): PLACES[family] + offset
            for family in FAMILIES
            for labels, offset in family.series()
        }

    def add(self, family: Family, *labels: str, amount: float = 1) -> None:
        """Add to a counter."""
        self._words[self._places[family, *labels]] += amount

    def set(self, family: Family, *labels: str, value: float) -> None:
        """Set a gauge."""
        self._words[self._places[family, *labels]] = value

    def observe(self, family: Family, *labels: str, value: float) -> None:
        """Add to a histogram: to the bucket that a value is in, and to the sum."""
        place = self._places[family, *labels]
        self._words[place + bisect_left(BUCKETS, value)] += 1
        self._words[place + len(BUCKETS)] += value
