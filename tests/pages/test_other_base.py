"""A dataset under a base of its own, served by the same program."""

import pytest

from nofuz.app import create_app
from nofuz.dataset.folder import open_dataset
from nofuz.dataset.starting import start
from nofuz.edition import Editions
from nofuz.release.build import build
from nofuz.settings import Settings
from tests.pages.reader import Page

BASE = "https://data.example.org/towns/"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("towns")
    start(folder, BASE)
    settings = Settings(releases=folder / "releases", base=BASE, workers=1, query_children=1)
    build(open_dataset(folder, BASE), settings.releases)
    editions = Editions(settings)
    yield create_app(settings, editions).test_client()
    editions.close()


def test_data_keeps_its_iris_and_pages_lead_to_local_ones(client):
    page = Page(client, "/agents").follow("Council of Upper Example")
    assert page.path == "/doc/agent/upper-example"
    assert f"Identifier: {BASE}id/agent/upper-example" in page.words
    assert not [address for _, address in page.links if address.startswith(BASE)]


def test_a_denial_stands_beside_the_claim(client):
    page = Page(client, "/doc/proposition/upper-example-pays-lower-example")
    assert "contested" in page.words
    assert "Denied by mayor of Upper Example" in page.words


@pytest.mark.parametrize("path", ["/voc/denies", "/def", "/shape/Claim-stance"])
def test_the_terms_of_the_ontology_are_explained_here(client, path):
    assert client.get(path).status_code == 200
    denial = Page(client, "/doc/claim/mayor-on-upper-example-pays-lower-example")
    assert denial.follow("denies").path == "/voc/denies"


def test_an_attestation_says_when_its_passage_was_last_looked_for(tmp_path):
    start(tmp_path, BASE)
    recorded = tmp_path / "instances/verifications/example-gazette-2000-01-01.ttl"
    recorded.parent.mkdir()
    name = "example-gazette-2000-01-01-p2-1"
    recorded.write_text(
        f"<{BASE}graph/verifications/example-gazette-2000-01-01#{name}>"
        " a <https://w3id.org/nofuz/def#Verification> ;"
        f" <https://w3id.org/nofuz/def#verifies> <{BASE}id/attestation/{name}> ;"
        " <https://w3id.org/nofuz/def#outcome> <https://w3id.org/nofuz/voc/gone> ;"
        ' <http://purl.org/dc/terms/date> "2026-01-02"^^<http://www.w3.org/2001/XMLSchema#date> .',
        "utf-8",
    )
    settings = Settings(releases=tmp_path / "releases", base=BASE, workers=1, query_children=1)
    build(open_dataset(tmp_path, BASE), settings.releases)
    editions = Editions(settings)
    page = Page(create_app(settings, editions).test_client(), f"/doc/attestation/{name}")
    editions.close()
    assert "looked for again gone, 2026-01-02" in page.words
