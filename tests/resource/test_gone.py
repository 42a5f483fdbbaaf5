"""IRIs that were published once go on answering."""

import shutil
from html import unescape

import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import DCTERMS

from nofuz.app import create_app
from nofuz.dataset.folder import open_dataset
from nofuz.edition import Editions
from nofuz.release.build import build
from nofuz.settings import Settings

ID = "https://w3id.org/nofuz/id/"
REASON = "it named two people as one"


@pytest.fixture(scope="module")
def client(repository, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gone")
    for part in ("ontology", "instances", "shapes"):
        shutil.copytree(repository / part, folder / part)
    ledger = folder / "instances/ledger.csv"
    header, *rows = ledger.read_text("utf-8").splitlines()
    rows += [
        f"{ID}agent/old-iran,agent,0.1.0,merged,{ID}agent/iran,2026-01-02,one name",
        f"{ID}agent/nobody,agent,0.1.0,withdrawn,,2026-01-02,{REASON}",
    ]
    ledger.write_text("\n".join([header, *sorted(rows)]) + "\n", "utf-8")
    settings = Settings(releases=folder / "releases", workers=1, query_children=1)
    build(open_dataset(folder), settings.releases)
    editions = Editions(settings)
    yield create_app(settings, editions).test_client()
    editions.close()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/id/agent/old-iran", "/id/agent/iran"),
        ("/doc/agent/old-iran", "/doc/agent/iran"),
        ("/doc/agent/old-iran.ttl", "/doc/agent/iran.ttl"),
    ],
)
def test_a_merged_thing_leads_to_its_successor(client, path, target):
    reply = client.get(path)
    assert reply.status_code == 308
    assert reply.headers["Location"] == target
    assert client.get(target).status_code in {200, 303}


FORMS = {
    "text/html": "text/html",
    "application/json": "application/problem+json",
    "text/plain": "text/plain",
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/n-quads": "application/n-quads",
    "application/trig": "application/trig",
    "application/rdf+xml": "application/problem+json",
    "application/ld+json": "application/problem+json",
}
TOLD = {
    "/doc/agent/old-iran": (308, f"merged into {ID}agent/iran: one name"),
    "/doc/agent/nobody": (410, REASON),
    "/doc/agent/never-was": (404, "nothing is known"),
}


@pytest.mark.parametrize(("accept", "sent"), FORMS.items())
@pytest.mark.parametrize(("path", "told"), TOLD.items(), ids=lambda pair: str(pair[0]))
def test_what_is_not_there_is_told_in_a_form_that_the_client_reads(
    client, path, told, accept, sent
):
    status, words = told
    reply = client.get(path, headers={"Accept": accept})
    assert (reply.status_code, reply.mimetype) == (status, sent)
    is_page = sent == "text/html"
    assert reply.headers["Vary"] == ("Accept, Accept-Language" if is_page else "Accept")
    assert words in detail(reply, status)


def detail(reply, status):
    """Return what a problem says, read as its form is to be read."""
    if reply.mimetype == "application/problem+json":
        assert reply.get_json(force=True)["status"] == status
        return reply.get_json(force=True)["detail"]
    if reply.mimetype.startswith("text/") and reply.mimetype != "text/turtle":
        return unescape(reply.text)
    assert len(list(Dataset().parse(data=reply.text, format=reply.mimetype).quads())) == 4
    graph = Graph().parse(data=reply.text, format="turtle")
    [(_, code)] = graph.subject_objects(URIRef("http://www.w3.org/2011/http#statusCodeValue"))
    assert code.toPython() == status
    [(_, words)] = graph.subject_objects(DCTERMS.description)
    return str(words)


@pytest.mark.parametrize("path", ["/id/agent/nobody", "/doc/agent/nobody", "/doc/agent/nobody.ttl"])
def test_a_withdrawn_thing_says_why(client, path):
    reply = client.get(path, headers={"Accept": "application/json"})
    assert reply.status_code == 410
    assert reply.get_json(force=True)["detail"] == REASON


def test_a_living_thing_is_there(client):
    assert client.get("/doc/agent/iran").status_code == 200
