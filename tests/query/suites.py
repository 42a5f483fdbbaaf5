"""The queries of the W3C test suites, where these lie beside the repository."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.sparql.w3c.manifests import EVALUATION, MISSING, POSITIVE, SUITES, cases

EMPTY = ox.Store()

need_suites = pytest.mark.skipif(not SUITES.is_dir(), reason=MISSING)


@cache
def positive_queries():
    """Return the address of the query of every test of which a query is to be accepted."""
    suites = ("sparql10", "sparql11", "federation", "entailment")
    found = [case for suite in suites for case in cases(suite, EVALUATION, POSITIVE)]
    return sorted({case.base for case in found})


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
