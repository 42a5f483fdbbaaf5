"""The queries of the W3C test suites, where these lie beside the repository."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

SUITES = Path(__file__).parents[3] / "shared" / "w3c"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QUERY = ox.NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-query#query")
POSITIVE = {
    ox.NamedNode(MANIFEST + kind)
    for kind in ("PositiveSyntaxTest", "PositiveSyntaxTest11", "QueryEvaluationTest")
}
EMPTY = ox.Store()

need_suites = pytest.mark.skipif(
    not SUITES.is_dir(), reason="the W3C suites are not in ../shared/w3c"
)


@cache
def positive_queries():
    """Return the address of the query of every test of which a query is to be accepted."""
    found = set()
    for manifest in sorted(SUITES.glob("sparql1[01]/**/manifest*.ttl")):
        store = ox.Store()
        store.load(path=manifest, format=ox.RdfFormat.TURTLE, base_iri=manifest.as_uri())
        for quad in store.quads_for_pattern(None, ox.NamedNode(MANIFEST + "action"), None):
            kinds = {other.object for other in store.quads_for_pattern(quad.subject, None, None)}
            if kinds & POSITIVE:
                named = [
                    query.object for query in store.quads_for_pattern(quad.object, QUERY, None)
                ]
                found.add((named or [quad.object])[0].value)
    return sorted(found)


def read(iri):
    return Path(iri.removeprefix("file://")).read_bytes().decode()


def is_federated(iri):
    return bool({"service", "syntax-fed"} & set(Path(iri).parts))


def is_accepted(text, base):
    """Return whether the engine's parser takes a query; it is evaluated over nothing."""
    try:
        EMPTY.query(text, base_iri=base)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):  # it was parsed
        return True
    return True
