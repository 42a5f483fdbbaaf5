"""A dataset under another base, on a host that is not the published one."""

import re

import pyoxigraph as ox
import pytest

from nofuz.app import create_app
from nofuz.dataset.folder import open_dataset
from nofuz.dataset.starting import start
from nofuz.edition import Editions
from nofuz.formats import GRAPH_FORMATS, PAGE_FORMATS
from nofuz.release.build import build
from nofuz.settings import Settings
from tests.resource.reading import with_context
from tests.resource.test_answering import links

BASE = "https://data.example.org/towns/"
OURS = "https://w3id.org/nofuz/"
EVIL = "evil.example"
DOCUMENTS = [
    "/doc/agent/upper-example",
    "/doc/proposition/upper-example-pays-lower-example",
    "/graph/dataset",
    "/voc/denies",
    "/shape/Claim-stance",
    "/def",
    "/void",
    "/catalogue",
]


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    folder = tmp_path_factory.mktemp("towns")
    start(folder, BASE)
    build(open_dataset(folder, BASE), folder / "releases")
    return folder / "releases"


@pytest.fixture(scope="module")
def client(towns):
    settings = Settings(releases=towns, base=BASE, workers=1, query_children=1)
    editions = Editions(settings)
    yield create_app(settings, editions).test_client()
    editions.close()


def addresses(reply):
    """Return every address that the header fields of a reply lead to."""
    found = [address for some in links(reply).values() for address, _ in some]
    return found + [reply.headers[name] for name in ("Location",) if name in reply.headers]


@pytest.mark.parametrize("path", [*DOCUMENTS, "/id/agent/upper-example", "/"])
@pytest.mark.parametrize("form", PAGE_FORMATS, ids=lambda form: form.name)
def test_header_fields_lead_to_this_server(client, path, form):
    reply = client.get(path, headers={"Accept": form.media_type})
    local = [address for address in addresses(reply) if "creativecommons" not in address]
    assert local
    for address in local:
        assert address.startswith("/")
        assert not address.startswith("//")
        assert client.head(address).status_code in {200, 302}  # a TimeGate leads on


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
def test_data_has_the_published_iris_alone(client, path, form):
    data = client.get(path, headers={"Accept": form.media_type}).data
    if form.name == "jsonld":
        data = with_context(client, data).encode()
    quads = list(ox.parse(data, ox.RdfFormat.from_media_type(form.media_type)))
    assert quads
    iris = set(re.findall("<([^>]*)>", "".join(map(str, quads))))
    assert not [iri for iri in iris if "localhost" in iri or "127.0.0.1" in iri]
    # The ontology keeps its own base, and nothing else is under it.
    assert all(
        iri.removeprefix(OURS).startswith(("def", "voc/", "shape/"))
        for iri in iris
        if iri.startswith(OURS)
    )


def test_the_descriptions_are_of_this_dataset(client):
    lines = client.get("/void.nt").text
    assert f"<{BASE}void> <http://xmlns.com/foaf/0.1/primaryTopic> <{BASE}id/dataset/" in lines
    assert f"<http://rdfs.org/ns/void#sparqlEndpoint> <{BASE}sparql>" in lines
    assert f'<http://rdfs.org/ns/void#uriSpace> "{BASE}id/"' in lines


@pytest.mark.parametrize(
    "path", [*DOCUMENTS, "/id/agent/upper-example", "/", "/sitemap.xml", "/robots.txt", "/none"]
)
@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded"])
def test_nothing_comes_from_what_the_client_calls_the_server(client, path, name):
    headers = {"Accept": "text/turtle"}
    reply = client.get(
        path, headers=headers | {name: f"host={EVIL}" if name == "Forwarded" else EVIL}
    )
    assert EVIL not in reply.text
    assert EVIL not in str(reply.headers)
    is_refused = name == "Host"  # a host that is not trusted
    assert (reply.status_code == 400) == is_refused
    assert is_refused or reply.data == client.get(path, headers=headers).data


@pytest.mark.parametrize(
    ("address", "expected"),
    [("", BASE), ("http://mirror.example/nofuz/", "http://mirror.example/nofuz/")],
)
def test_sitemaps_have_the_address_of_this_server_where_it_is_set(towns, address, expected):
    settings = Settings(releases=towns, base=BASE, address=address, workers=1, query_children=1)
    editions = Editions(settings)
    client = create_app(settings, editions).test_client()
    found = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").text)
    robots = client.get("/robots.txt").text
    data = client.get("/doc/agent/upper-example.nt").text
    editions.close()
    assert found
    assert all(page.startswith(expected) for page in found)
    assert f"Sitemap: {expected}sitemap.xml" in robots
    assert "mirror.example" not in data
