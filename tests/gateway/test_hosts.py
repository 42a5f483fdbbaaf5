"""For which hosts a running server answers."""

import pytest

from tests.gateway.reading import records, requests
from tests.live import Server


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("hosts") / "log"


@pytest.fixture(scope="module")
def server(releases, log):
    with log.open("wb") as stream, Server(releases, workers=1, trusted_hosts="", log=stream) as it:
        yield it


def exchange(server, head):
    with server.connect() as connection:
        connection.sendall(f"{head}\r\nConnection: close\r\n\r\n".encode())
        reply = b""
        while piece := connection.recv(65536):
            reply += piece
    return reply


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]", "nofuz.localhost"])
def test_on_loopback_a_loopback_name_is_answered_for(server, host):
    assert server.get("/", Host=host)[0] == 200


@pytest.mark.parametrize(
    "head",
    [
        "GET / HTTP/1.1\r\nHost: evil.example",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost:",
        "GET / HTTP/1.1",
        "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: evil.example:8080",
        "GET / HTTP/1.1\r\nHost: " + "x" * 5000,
    ],
)
def test_every_other_host_gets_400_and_a_clear_sentence(server, head):
    reply = exchange(server, head)
    assert reply.startswith(b"HTTP/1.1 400 ")
    body = reply.partition(b"\r\n\r\n")[2]
    assert b"does not answer for the host" in body
    assert b"evil" not in body
    assert len(reply) < 1000


def test_the_operator_is_told_which_setting_it_is(releases, tmp_path):
    log = tmp_path / "log"
    with log.open("wb") as stream, Server(releases, workers=1, trusted_hosts="", log=stream) as it:
        for _ in range(3):
            it.get("/", Host="evil.example")
    [warning] = [record for record in records(log) if record.get("level") == "warning"]
    assert "--trusted-hosts" in warning["message"]
    assert [line["problem"] for line in requests(log) if line["status"] == 400] == [
        "UnknownHost"
    ] * 3


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_who_looks_after_the_server_may_call_it_by_any_name(server, path):
    assert server.get(path, Host="10.1.2.3")[0] == 200


def test_a_name_that_the_operator_lists_is_answered_for(releases):
    with Server(releases, workers=1, trusted_hosts="data.example.org") as server:
        assert server.get("/", Host="data.example.org")[0] == 200
        assert server.get("/", Host="localhost")[0] == 400


def test_the_application_alone_keeps_to_its_hosts_as_well(client):
    assert client.get("/", headers={"Host": "localhost"}).status_code == 200
    refused = client.get("/", headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert "evil" not in refused.text
