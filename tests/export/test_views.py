"""The exports over HTTP: listed, whole, in part, and refused."""

import csv
import gzip
import hashlib
import io
import subprocess
import sys

import pytest

from nofuz.release.exports.formats import EXPORTS

ORIGIN = "https://w3id.org/nofuz/id/origin/iran-cables"


def rows(reply):
    return list(csv.DictReader(io.StringIO(reply.text, newline="")))


def listed(client):
    return client.get("/export", headers={"Accept": "application/json"}).json["exports"]


def test_every_export_is_listed_with_its_size_and_what_it_loses(client):
    found = listed(client)
    assert [entry["address"] for entry in found] == [f"/export/{known.file}" for known in EXPORTS]
    for entry, known in zip(found, EXPORTS, strict=True):
        reply = client.get(entry["address"])
        assert (reply.status_code, len(reply.data)) == (200, entry["size"])
        assert reply.mimetype == known.form.media_type
        assert bool(entry["loses"]) == (known.name != "readme")


def test_people_get_the_list_as_a_page(client):
    reply = client.get("/export", headers={"Accept": "text/html"})
    assert reply.mimetype == "text/html"
    for known in EXPORTS:
        assert f'href="/export/{known.file}"' in reply.text


@pytest.mark.parametrize("known", EXPORTS, ids=lambda known: known.name)
def test_an_export_is_the_file_of_its_release(client, known, releases):
    reply = client.get(f"/export/{known.file}")
    release = reply.headers["Nofuz-Release"]
    below = client.get(f"/release/{release}/exports/{known.file}")
    assert below.data == reply.data
    assert below.content_type == reply.content_type
    assert "immutable" in below.headers["Cache-Control"]
    assert "immutable" not in reply.headers["Cache-Control"]
    sums = client.get(f"/release/{release}/SHA256SUMS").text
    assert f"{hashlib.sha256(reply.data).hexdigest()}  exports/{known.file}\n" in sums
    stored = (releases / release / "exports" / f"{known.file}.gz").read_bytes()
    assert gzip.decompress(stored) == reply.data


def test_a_stored_export_travels_compressed(server):
    status, fields, body = server.get("/export/edges.csv", Accept_Encoding="gzip")
    assert (status, fields["Content-Encoding"]) == (200, "gzip")
    assert len(gzip.decompress(body)) > len(body)
    again = server.get("/export/edges.csv", Accept_Encoding="gzip", If_None_Match=fields["ETag"])
    assert again[0] == 304


def test_a_file_leads_to_what_it_loses(client):
    links = client.get("/export/network.gexf").headers["Link"]
    assert '</export>; rel="describedby"' in links


@pytest.mark.parametrize("standing", ["contested", "https://w3id.org/nofuz/voc/contested"])
def test_edges_are_chosen_by_standing(client, standing):
    every = rows(client.get("/export/edges.csv"))
    some = rows(client.get("/export/edges.csv", query_string={"standing": standing}))
    assert some == [row for row in every if row["standing"] == "contested"]
    assert 0 < len(some) < len(every)


@pytest.mark.parametrize("origin", [ORIGIN, "iran-cables"])
def test_edges_are_chosen_by_origin_and_class_together(client, origin):
    every = rows(client.get("/export/edges.csv"))
    asked = {"origin": origin, "class": "Tie"}
    some = rows(client.get("/export/edges.csv", query_string=asked))
    assert some == [
        row for row in every if ORIGIN in row["origin_iris"].split() and row["class"] == "Tie"
    ]
    assert some


def test_a_choice_of_nothing_is_an_empty_table(client):
    reply = client.get("/export/edges.csv?standing=true")
    assert rows(reply) == []
    assert reply.text.startswith("source,target,")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/edges.csv?colour=red", 400),
        ("/export/edges.csv?standing=contested&standing=corroborated", 400),
        ("/export/nodes.csv?standing=contested", 404),
        ("/export/edges.xlsx", 404),
        ("/export/..%2Fmanifest.json", 404),
        ("/export/%2e%2e/manifest.json", 404),
        ("/export/edges.csv.gz", 404),
        ("/export/edges.csv/", 404),
    ],
)
def test_what_is_no_export_is_refused(client, path, status):
    reply = client.get(path, headers={"Accept": "application/problem+json"})
    assert (reply.status_code, reply.mimetype) == (status, "application/problem+json")


def test_a_list_in_no_such_format_is_refused(client):
    assert client.get("/export", headers={"Accept": "image/png"}).status_code == 406


def test_the_application_imports_none_of_what_makes_exports():
    code = "import sys, nofuz.app; print({'networkx', 'followthemoney'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
