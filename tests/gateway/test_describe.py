"""A document has one answer, whichever way through the server it takes."""

import pytest

from nofuz.formats import GRAPH_FORMATS, HTML
from tests.live import Server

NAMES = [
    "agent/iran",
    "agent/adel-abdul-mahdi",
    "proposition/iran-abdul-mahdi-special-relationship",
    "document/ahram-2019-11-18",
    "origin/iran-cables",
]
PROFILES = ["framed", "flattened", "expanded", "compacted"]
OF_THE_CONNECTION = {"date", "server", "connection", "transfer-encoding"}


@pytest.fixture(scope="module")
def uncached(releases):
    with Server(releases, answer_cache=0) as running:
        yield running


def fields(headers):
    return {name.lower(): value for name, value in headers if name.lower() not in OF_THE_CONNECTION}


def both(client, server, path, accept):
    """Return the answer of the application itself, and that of the server around it."""
    direct = client.get(path, headers={"Accept": accept, "Host": "localhost"})
    status, headers, body = server.get(path, Accept=accept)
    return (direct.status_code, direct.headers.items(), direct.data), (
        status,
        headers.items(),
        body,
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", [*GRAPH_FORMATS, HTML], ids=lambda form: form.name)
@pytest.mark.parametrize("is_by_extension", [True, False], ids=["extension", "accept"])
def test_the_short_way_gives_the_answer_of_the_long_one(
    client, uncached, name, form, is_by_extension
):
    path = f"/doc/{name}" + (f".{form.extension}" if is_by_extension else "")
    direct, served = both(client, uncached, path, form.media_type)
    assert served[0] == direct[0] == 200
    assert served[2] == direct[2]
    expected = fields(direct[1])
    expected["vary"] += ", Accept-Encoding"
    assert fields(served[1]) == expected


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_is_kept(client, uncached, profile):
    accept = f'application/ld+json;profile="http://www.w3.org/ns/json-ld#{profile}"'
    direct, served = both(client, uncached, "/doc/agent/iran", accept)
    assert served[2] == direct[2]
    assert fields(served[1])["content-type"] == fields(direct[1])["content-type"]
    assert profile in fields(served[1])["content-type"]


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/doc/agent/nobody", "text/turtle", 404),
        ("/doc/agent/nobody.ttl", "*/*", 404),
        ("/doc//agent/iran", "text/turtle", 404),
        ("/doc/agent/iran", "image/png", 406),
        ("/doc/agent/iran.ttl?page=2", "*/*", 404),
        ("/doc/agent/iran.ttl?page=x", "*/*", 400),
        ("/doc/agent/%C3%A9%00", "text/turtle", 404),
        ("/doc/", "text/turtle", 404),
    ],
)
def test_what_is_not_there_is_told_as_ever(client, uncached, path, accept, status):
    direct, served = both(client, uncached, path, accept)
    assert served[0] == direct[0] == status
    assert served[2] == direct[2]
