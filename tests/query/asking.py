"""Asking a pool, and looking at the processes behind it."""

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from nofuz.errors import DeadlinePassed, NoPlace
from nofuz.query.inspection import Query, inspect
from nofuz.settings import Settings
from nofuz.store.embedded import Scope

EXAMPLE = "http://example.org/"
JSON = "application/sparql-results+json"
CSV = "text/csv"
EVERYTHING = Scope()
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def run(pool, text, media_type=JSON, scope=EVERYTHING, **options):
    """Run a query without inspection: what gets past that must be safe too."""
    return pool.run(Query(text, EXAMPLE, scope, media_type), **options)


def values(pool, text, scope=EVERYTHING):
    """Return the values of ?o in the solutions of a query that was inspected."""
    query = inspect(text, Settings()).query(EXAMPLE, scope, JSON)
    rows = json.loads(b"".join(pool.run(query)))["results"]["bindings"]
    return sorted(row["o"]["value"] for row in rows)


def assert_answers(pool):
    assert json.loads(run(pool, "ASK {}").body)["boolean"] is True


def children(store):
    """Return the process ids of the living children that have a store open."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            arguments = (process / "cmdline").read_bytes().split(b"\0")  # empty for a zombie
            if b"nofuz.query.child" in arguments and str(store).encode() in arguments:
                found.add(int(process.name))
    return found


def descriptors():
    return len(os.listdir("/proc/self/fd"))


def wait_until(condition, seconds=30):
    latest = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < latest
        time.sleep(0.01)


def is_answered(pool):
    """Return whether there is a child with a place for a query, at this moment or soon."""
    try:
        return run(pool, "ASK {}").is_complete
    except (NoPlace, DeadlinePassed):
        return False


def is_at_work(process):
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    return False
