"""The queries of the W3C test suites pass the inspection, and mean the same after it."""

import pytest

from nofuz.errors import FederationRefused
from nofuz.query.inspection import inspect
from nofuz.settings import Settings
from nofuz.store.embedded import Scope
from tests.query.suites import is_accepted, is_federated, need_suites, positive_queries, read

pytestmark = need_suites


@pytest.mark.parametrize("iri", positive_queries(), ids=lambda iri: iri.rpartition("w3c/")[2])
def test_a_query_of_the_suites_passes(iri):
    text = read(iri)
    if is_federated(iri):
        with pytest.raises(FederationRefused):
            inspect(text, Settings())
        return
    query = inspect(text, Settings()).query(iri, Scope(), "text/csv")
    assert is_accepted(query.text, iri) == is_accepted(text, iri)
