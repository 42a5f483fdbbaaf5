"""The feed of changes: a mirror that follows it from release to release has the same quads."""

import gzip
import hashlib
import json
import shutil
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from nofuz.release.changes import PAGE
from tests.history.conftest import TINY, steps
from tests.live import Server

BASE = "https://w3id.org/nofuz/"
AS = "https://www.w3.org/ns/activitystreams#"


class Mirror:
    """Keeps a copy of a dataset as it stands in one release, and knows nothing else of it."""

    def __init__(self, server):
        self._server = server
        self.own = f"{server.url}/"
        self.release = None
        self.store = ox.Store()

    def get(self, address, **headers):
        assert address.startswith(self.own)
        status, fields, body = self._server.get("/" + address.removeprefix(self.own), **headers)
        assert status == 200, address
        if fields["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        return fields, body

    def load(self, release, address):
        """Take the dump of a release."""
        _, body = self.get(address)
        self.store = ox.Store()
        self.store.bulk_extend(ox.parse(gzip.decompress(body), ox.RdfFormat.N_QUADS))
        self.release = release

    def begin(self, name):
        """Take the dump of a release that is known by its name."""
        self.load(f"{BASE}release/{name}", f"{self.own}release/{name}/dataset.nq.gz")

    def follow(self):
        """Read back to the release that the mirror has, then apply what came after it."""
        collection = self._json(self.own + "release/feed")
        page, waiting = self._json(collection["last"]["id"]), []
        while True:
            for item in reversed(page["orderedItems"]):
                if item["object"].get("type") == "http://www.w3.org/ns/dcat#Dataset":
                    if item["result"]["id"] == self.release:
                        return self._apply(reversed(waiting))
                    waiting.append(item)
            page = self._json(page["prev"]["id"])

    def _apply(self, activities):
        for activity in activities:
            if "instrument" not in activity:
                self.load(activity["result"]["id"], activity["result"]["url"])
                continue
            assert activity["origin"]["id"] == self.release
            assert activity["instrument"]["mediaType"] == "application/rdf-patch"
            self._patch(activity["instrument"]["id"])
            self.release = activity["result"]["id"]

    def _patch(self, address):
        fields, body = self.get(address, Accept_Encoding="gzip")
        assert fields["Content-Type"] == "application/rdf-patch"
        for row in body.splitlines():
            operation, _, rest = row.partition(b" ")
            if operation in (b"A", b"D"):
                (quad,) = ox.parse(rest, ox.RdfFormat.N_QUADS)
                if operation == b"A":
                    assert quad not in self.store
                    self.store.add(quad)
                else:
                    assert quad in self.store
                    self.store.remove(quad)

    def _json(self, address):
        fields, body = self.get(address)
        assert fields["Content-Type"] == "application/activity+json"
        return json.loads(body)

    def digest(self):
        """Return the SHA-256 of the copy as sorted N-Quads."""
        lines = sorted(f"{quad} .\n" for quad in self.store)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def canonical(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


@pytest.fixture
def mirror(served):
    return Mirror(served.server)


@pytest.mark.parametrize("start", [0, 1, 2])
def test_a_mirror_follows_from_any_release_to_the_last(served, mirror, start):
    mirror.begin(served.names[start])
    mirror.follow()
    _, body = mirror.get(f"{mirror.own}release/{served.names[-1]}/dataset.nq")
    assert mirror.release == f"{BASE}release/{served.names[-1]}"
    assert canonical(mirror.store) == canonical(ox.parse(body, ox.RdfFormat.N_QUADS))
    _, manifest = mirror.get(f"{mirror.own}release/{served.names[-1]}/manifest.json")
    assert mirror.digest() == json.loads(manifest)["contents"]["dataset.nq"]["sha256"]


def test_a_mirror_follows_while_releases_come_and_blank_nodes_are_renamed(tmp_path):
    folder = Path(shutil.copytree(TINY, tmp_path / "dataset"))
    releases = tmp_path / "releases"
    changing = steps(folder)
    next(changing)
    first = build(open_dataset(folder), releases)
    with Server(releases, TINY, workers=1, query_children=1) as server:
        mirror, late = Mirror(server), Mirror(server)
        mirror.begin(first)
        late.begin(first)
        for number, _ in enumerate(chain(changing, range(2))):
            ontology = folder / "ontology" / "nofuz.ttl"
            node = f'\n[] <http://www.w3.org/2000/01/rdf-schema#comment> "{number}"@en .\n'
            ontology.write_text(ontology.read_text("utf-8") + node, "utf-8")
            name = build(open_dataset(folder), releases)
            mirror.follow()
            assert mirror.release == f"{BASE}release/{name}"
            _, manifest = mirror.get(f"{mirror.own}release/{name}/manifest.json")
            assert mirror.digest() == json.loads(manifest)["contents"]["dataset.nq"]["sha256"]
        late.follow()
    assert number == 3
    assert late.digest() == mirror.digest()


def test_a_mirror_takes_the_dump_where_nobody_compared(served, tmp_path):
    releases = Path(shutil.copytree(served.releases, tmp_path / "releases"))
    (damaged,) = (releases / "changes").glob(f"{served.names[1]}-*")
    shutil.rmtree(damaged)
    with Server(releases, TINY, workers=1, query_children=1) as server:
        mirror = Mirror(server)
        mirror.begin(served.names[0])
        mirror.follow()
        assert mirror.release == f"{BASE}release/{served.names[-1]}"
        _, manifest = mirror.get(f"{mirror.own}release/{served.names[-1]}/manifest.json")
        assert mirror.digest() == json.loads(manifest)["contents"]["dataset.nq"]["sha256"]


def pages(mirror):
    collection = json.loads(mirror.get(mirror.own + "release/feed")[1])
    address = collection["first"]["id"]
    while address:
        page = json.loads(mirror.get(address)[1])
        yield page
        address = page.get("next", {}).get("id")


def test_the_pages_forward_are_the_pages_backward_and_hold_all(mirror):
    collection = json.loads(mirror.get(mirror.own + "release/feed")[1])
    found = list(pages(mirror))
    assert found[0]["id"] == collection["first"]["id"]
    assert found[-1]["id"] == collection["last"]["id"]
    assert "prev" not in found[0]
    assert [page["prev"]["id"] for page in found[1:]] == [page["id"] for page in found[:-1]]
    items = [item for page in found for item in page["orderedItems"]]
    assert len(items) == collection["totalItems"]
    assert all(page["totalItems"] == len(page["orderedItems"]) <= PAGE + 1 for page in found)
    dates = [item["published"] for item in items]
    assert dates == sorted(dates)
    assert all(page["partOf"]["id"] == collection["id"] for page in found)


def test_each_thing_has_its_activity(mirror):
    about = {}
    for page in pages(mirror):
        for item in page["orderedItems"]:
            about.setdefault(item["object"]["id"], []).append(item["type"])
    agent = BASE + "id/agent/"
    assert about[agent + "hassan"] == ["Create", "Delete"]
    assert about[agent + "zahra"] == ["Create", "Update", "Update"]
    assert about[agent + "ali"] == ["Create"]
    assert about[BASE + "graph/agents"] == ["Create", "Update", "Update", "Update"]


def test_what_was_withdrawn_is_a_tombstone(mirror):
    (tombstone,) = [
        item["object"]
        for page in pages(mirror)
        for item in page["orderedItems"]
        if item["type"] == "Delete" and item["object"]["id"].endswith("/hassan")
    ]
    assert tombstone["type"] == "Tombstone"
    assert "url" not in tombstone


def test_a_page_of_the_past_is_the_same_for_ever(tmp_path):
    folder = Path(shutil.copytree(TINY, tmp_path / "dataset"))
    releases, seen = tmp_path / "releases", {}
    changing = steps(folder)
    next(changing)
    build(open_dataset(folder), releases)
    with Server(releases, TINY, workers=1, query_children=1) as server:
        for _ in changing:
            build(open_dataset(folder), releases)
            for page in pages(Mirror(server)):
                kept = {name: value for name, value in page.items() if name != "next"}
                assert seen.setdefault(page["id"], kept) == kept
    assert len(seen) == 3


def test_a_page_is_json_ld_of_the_terms_of_activity_streams(mirror):
    page = json.loads(mirror.get(mirror.own + "release/feed/2/1")[1])
    assert page["@context"] == "https://www.w3.org/ns/activitystreams"
    # The context is on the web; these are its terms that the feed uses.
    terms = {
        "@vocab": AS,
        "id": "@id",
        "type": "@type",
        **{name: {"@type": "@id"} for name in ("first", "last", "prev", "next", "url")},
        "orderedItems": {"@id": AS + "items", "@type": "@id", "@container": "@list"},
        "published": {"@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    }
    graph = Graph().parse(data=json.dumps(page | {"@context": terms}), format="json-ld")
    created = set(graph.subjects(RDF.type, URIRef(AS + "Create")))
    objects = {str(graph.value(activity, URIRef(AS + "object"))) for activity in created}
    assert BASE + "id/agent/hassan" in objects


def test_the_header_leads_on_where_the_base_is_not_registered(served):
    _, headers, _ = served.server.get("/release/feed")
    assert '</release/feed/1/1>; rel="first"' in headers["Link"]
    _, headers, _ = served.server.get("/release/feed/2/1")
    assert '</release/feed/1/1>; rel="prev"' in headers["Link"]
    assert '</release/feed/3/1>; rel="next"' in headers["Link"]


@pytest.mark.parametrize(
    "path", ["0/1", "1/0", "5/1", "1/2", "99999999999999999999/1", "-1/1", "a/1", "1", "1/1/1"]
)
def test_a_page_that_is_none_is_404(served, path):
    assert served.server.get(f"/release/feed/{path}")[0] == 404


def test_patches_have_addresses_of_files_and_of_content(served):
    old, new = served.names[:2]
    path = f"/release/{new}/changes/{old}.rdfp"
    stored = gzip.decompress(served.server.get(path + ".gz")[2])
    assert served.server.get(path)[2] == stored
    assert served.server.get(path, Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"
    status, headers, body = served.server.get(path + ".zst", Range="bytes=0-3")
    assert (status, headers["Content-Type"]) == (206, "application/zstd")
    assert body == b"\x28\xb5\x2f\xfd"
    assert stored.startswith(f"H id <{BASE}release/{new}> .\n".encode())
