"""The suites of the protocol and of the formats of results, over HTTP."""

from http.client import HTTPConnection

import pytest

from tests.sparql.w3c.conftest import format_cases
from tests.sparql.w3c.exchanges import exchanges
from tests.sparql.w3c.judging import asking_server, judge
from tests.sparql.w3c.known import known_cases
from tests.sparql.w3c.manifests import MISSING, SUITES

pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=MISSING)

ALL = exchanges()
QUERIES = [exchange for exchange in ALL if not exchange.is_update]
UPDATES = [exchange for exchange in ALL if exchange.is_update]


@pytest.fixture
def connection(protocol_server):
    connection = HTTPConnection("127.0.0.1", protocol_server.port, timeout=30)
    yield connection
    connection.close()


def test_the_suite_is_whole():
    assert len(QUERIES) == 20
    assert len({exchange.name for exchange in UPDATES if "-" not in exchange.name}) == 14


@pytest.mark.parametrize("exchange", QUERIES, ids=lambda exchange: exchange.name)
def test_a_query_operation_is_answered_as_the_protocol_has_it(exchange, connection):
    exchange.assert_passed(connection, "/sparql")


@pytest.mark.parametrize("exchange", UPDATES, ids=lambda exchange: exchange.name)
def test_an_update_operation_is_refused(exchange, connection):
    is_query = dict(exchange.headers).get("content-type") == "application/sparql-query"
    address = "/sparql" + exchange.address.removeprefix("/sparql/")
    connection.request(exchange.method, address, exchange.body, dict(exchange.headers))
    response = connection.getresponse()
    content = response.read()
    if is_query:  # what was not updated is not there
        assert b'"boolean":false' in content
    else:
        assert response.status in {400, 415}
        assert len(content) <= 1000


@pytest.mark.parametrize("case", known_cases(format_cases()))
def test_a_result_is_in_its_format(case, protocol_server):
    judge(case, asking_server(protocol_server.port))
