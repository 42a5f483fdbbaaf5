"""The queries of the W3C test suites pass the inspection, and mean the same after it."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from nofuz.errors import FederationRefused
from nofuz.query.inspection import inspect
from nofuz.settings import Settings
from nofuz.store.embedded import Scope

SUITES = Path(__file__).parents[3] / "shared" / "w3c"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QUERY = ox.NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-query#query")
POSITIVE = {
    ox.NamedNode(MANIFEST + kind)
    for kind in ("PositiveSyntaxTest", "PositiveSyntaxTest11", "QueryEvaluationTest")
}
EMPTY = ox.Store()

pytestmark = pytest.mark.skipif(
    not SUITES.is_dir(), reason="the W3C suites are not in ../shared/w3c"
)


def queries():
    """Yield the query of every test of which a query is to be accepted."""
    for manifest in sorted(SUITES.glob("sparql1[01]/**/manifest*.ttl")):
        store = ox.Store()
        store.load(path=manifest, format=ox.RdfFormat.TURTLE, base_iri=manifest.as_uri())
        for quad in store.quads_for_pattern(None, ox.NamedNode(MANIFEST + "action"), None):
            kinds = {found.object for found in store.quads_for_pattern(quad.subject, None, None)}
            if kinds & POSITIVE:
                yield next(
                    (found.object for found in store.quads_for_pattern(quad.object, QUERY, None)),
                    quad.object,
                ).value


def is_federated(path):
    return {"service", "syntax-fed"} & set(path.parts)


def accepted(text, base):
    try:
        EMPTY.query(text, base_iri=base)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):  # it was parsed
        return True
    return True


@pytest.mark.parametrize("iri", sorted(set(queries())), ids=lambda iri: iri.rpartition("w3c/")[2])
def test_a_query_of_the_suites_passes(iri):
    path = Path(iri.removeprefix("file://"))
    text = path.read_bytes().decode()
    if is_federated(path):
        with pytest.raises(FederationRefused):
            inspect(text, Settings())
        return
    query = inspect(text, Settings()).query(iri, Scope(), "text/csv")
    assert accepted(query.text, iri) == accepted(text, iri)
