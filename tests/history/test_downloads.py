"""Dumps on a live server: types, codings, parts of files, checksums, and names that are none."""

import gzip
import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote

import pyoxigraph as ox
import pytest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WHOLE = ["dataset.nq", "dataset.trig", "dataset.jsonld"]
TYPES = {
    "dataset.nq": "application/n-quads",
    "dataset.trig": "application/trig",
    "dataset.jsonld": "application/ld+json",
    "graphs/agents.ttl": "text/turtle; charset=utf-8",
}
CODED = {"gzip": (".gz", gzip.decompress), "zstd": (".zst", zstd.decompress)}


@pytest.fixture
def get(served):
    """Ask for a file of the first release."""

    def ask(file, method="GET", **headers):
        path = f"/release/{served.names[0]}/{file}"
        return served.server.request(method, path, headers=headers)

    return ask


@pytest.fixture
def stored(served):
    return lambda file: (served.releases / served.names[0] / file).read_bytes()


@pytest.mark.parametrize("file", ["dataset.nq.gz", "dataset.trig.gz", "graphs/agents.ttl.gz"])
@pytest.mark.parametrize("accepted", ["identity", "gzip, zstd", ""])
def test_a_compressed_file_is_sent_as_it_is(get, stored, file, accepted):
    status, headers, body = get(file, Accept_Encoding=accepted)
    assert status == 200
    assert body == stored(file)
    assert headers["Content-Type"] == "application/gzip"
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Encoding"] is None
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not headers["ETag"].startswith("W/")


def test_zstd_files_have_their_own_type(get, stored):
    status, headers, body = get("dataset.nq.zst")
    assert (status, headers["Content-Type"], body) == (
        200,
        "application/zstd",
        stored("dataset.nq.zst"),
    )


@pytest.mark.parametrize("coding", CODED)
@pytest.mark.parametrize("file", WHOLE)
def test_rdf_travels_in_the_coding_that_the_client_takes(get, stored, file, coding):
    suffix, decompress = CODED[coding]
    status, headers, body = get(file, Accept_Encoding=coding)
    assert status == 200
    assert headers["Content-Type"] == TYPES[file]
    assert headers["Content-Encoding"] == coding
    assert headers["Vary"] == "Accept-Encoding"
    assert body == stored(file + suffix)
    assert decompress(body) == gzip.decompress(stored(file + ".gz"))


@pytest.mark.parametrize("file", TYPES)
def test_who_takes_no_coding_gets_the_content_itself(get, stored, file):
    status, headers, body = get(file)
    assert status == 200
    assert headers["Content-Type"] == TYPES[file]
    assert headers["Content-Encoding"] is None
    assert headers["Content-Length"] == str(len(body))
    assert body == gzip.decompress(stored(file + ".gz"))
    assert headers["Accept-Ranges"] == "none"


def test_every_representation_has_its_own_strong_tag(get):
    tags = [
        get("dataset.nq", Accept_Encoding=accepted)[1]["ETag"]
        for accepted in ("identity", "gzip", "zstd")
    ]
    assert len(set(tags)) == 3
    assert all(tag.startswith('"') for tag in tags)


def test_the_checksums_are_right_for_whatever_is_fetched(get):
    status, headers, body = get("SHA256SUMS")
    assert (status, headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    lines = dict(reversed(line.split("  ", 1)) for line in body.decode().splitlines())
    assert {*WHOLE, "manifest.json", "graphs/agents.ttl.gz"} < set(lines)
    for file, digest in lines.items():
        status, _, data = get(file)
        assert status == 200
        assert hashlib.sha256(data).hexdigest() == digest


def test_the_manifest_lists_what_can_be_fetched(get, served):
    status, headers, body = get("manifest.json")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    manifest = json.loads(body)
    assert manifest["name"] == served.names[0]
    for file, told in {**manifest["files"], **manifest["contents"]}.items():
        assert get(file, "HEAD")[1]["Content-Length"] == str(told["size"])


@pytest.mark.parametrize("file", ["dataset.nq.gz", "dataset.nq", "SHA256SUMS", "manifest.json"])
@pytest.mark.parametrize("accepted", ["identity", "gzip"])
def test_head_is_get_without_its_body(get, file, accepted):
    whole = get(file, Accept_Encoding=accepted)
    head = get(file, "HEAD", Accept_Encoding=accepted)
    assert (head[0], head[2]) == (200, b"")
    skipped = {"Date"} if file.startswith("dataset") else {"Date", "Content-Length"}
    assert {k: v for k, v in head[1].items() if k.title() not in skipped} == {
        k: v for k, v in whole[1].items() if k.title() not in skipped
    }


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-99", slice(0, 100)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=5-5", slice(5, 6)),
        ("bytes=0-99999999", slice(0, None)),
        ("bytes=-99999999", slice(0, None)),
    ],
)
def test_a_part_is_206(get, stored, asked, part):
    data = stored("dataset.nq.gz")
    start, end, _ = part.indices(len(data))
    status, headers, body = get("dataset.nq.gz", Range=asked)
    assert status == 206
    assert body == data[part]
    assert headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(data)}"
    assert headers["Content-Length"] == str(len(body))
    assert headers["ETag"] == get("dataset.nq.gz")[1]["ETag"]


def test_a_part_of_a_coded_answer_is_a_part_of_the_coded_bytes(get, stored):
    status, headers, body = get("dataset.nq", Accept_Encoding="zstd", Range="bytes=10-19")
    assert status == 206
    assert headers["Content-Encoding"] == "zstd"
    assert body == stored("dataset.nq.zst")[10:20]


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "bytes=5-2", "bytes=x", "lines=1-2", "", "bytes=1-2 4-5"]
)
def test_what_is_not_one_range_gets_the_whole(get, stored, asked):
    status, headers, body = get("dataset.nq.gz", Range=asked)
    assert (status, headers["Content-Range"]) == (200, None)
    assert body == stored("dataset.nq.gz")


def test_no_part_is_sent_of_what_is_uncompressed_on_the_way(get):
    status, _, body = get("dataset.nq", Range="bytes=0-9")
    assert status == 200
    assert len(body) > 10


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_bytes_beyond_the_end_are_416(get, stored, asked):
    status, headers, _ = get("dataset.nq.gz", Range=asked)
    assert status == 416
    assert headers["Content-Range"] == f"bytes */{len(stored('dataset.nq.gz'))}"


def test_head_knows_no_range(get, stored):
    for asked in ("bytes=0-9", "bytes=99999999-"):
        status, headers, body = get("dataset.nq.gz", "HEAD", Range=asked)
        assert (status, body) == (200, b"")
        assert headers["Content-Length"] == str(len(stored("dataset.nq.gz")))


def test_a_part_goes_only_to_who_has_the_rest_of_the_same(get):
    _, headers, whole = get("dataset.nq.gz")
    tag, date = headers["ETag"], headers["Last-Modified"]
    day = timedelta(days=1)
    later = format_datetime(parsedate_to_datetime(date) + day, usegmt=True)
    earlier = format_datetime(parsedate_to_datetime(date) - day, usegmt=True)
    for held, expected in {
        tag: 206,
        date: 206,
        '"another"': 200,
        f"W/{tag}": 200,
        later: 200,
        earlier: 200,
        "nonsense": 200,
    }.items():
        status, _, body = get("dataset.nq.gz", Range="bytes=0-9", If_Range=held)
        assert (status, body) == (expected, whole[:10] if expected == 206 else whole)
    assert get("dataset.nq.gz", If_Range='"another"')[0] == 200


@pytest.mark.parametrize("file", ["dataset.nq.gz", "dataset.nq", "SHA256SUMS"])
@pytest.mark.parametrize("accepted", ["identity", "gzip", "zstd"])
def test_who_has_it_already_gets_304_even_when_asking_for_a_part(get, file, accepted):
    _, headers, _ = get(file, Accept_Encoding=accepted)
    for more in ({}, {"Range": "bytes=0-9"}, {"Range": "bytes=99999999-"}):
        status, answered, body = get(
            file, Accept_Encoding=accepted, If_None_Match=headers["ETag"], **more
        )
        assert (status, body) == (304, b"")
        assert answered["ETag"] == headers["ETag"]
    status, _, _ = get(file, If_Modified_Since=headers["Last-Modified"])
    assert status == 304
    assert get(file, If_None_Match='"another"')[0] == 200


def test_who_insists_on_another_file_gets_412(get):
    tag = get("dataset.nq.gz")[1]["ETag"]
    assert get("dataset.nq.gz", If_Match=tag)[0] == 200
    assert get("dataset.nq.gz", If_Match='"another"')[0] == 412
    assert get("dataset.nq.gz", If_Match='"another"', Range="bytes=0-9")[0] == 412


def test_every_release_keeps_its_own_dump(served):
    assert len(set(served.names)) == 3
    for name in served.names:
        status, _, body = served.server.get(f"/release/{name}/dataset.nq.gz")
        assert status == 200
        assert body == (served.releases / name / "dataset.nq.gz").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/release/0123456789abcdef/dataset.nq.gz",
        "/release/{name}/dataset.pdf",
        "/release/{name}/dataset",
        "/release/{name}/store/CURRENT",
        "/release/{name}/../history.json",
        "/release/{name}/..%2fhistory.json",
        "/release/{name}/%2e%2e/history.json",
        "/release/{name}/graphs/../manifest.json",
        "/release/{name}//etc/passwd",
        "/release/../current.json",
        "/release/..%2f..%2fetc/passwd",
        "/release/%2e%2e/current.json",
        "/release/.lock/x",
        "/release/changes/nothing-{name}/iris.tsv",
        "/release/{name}%00/dataset.nq.gz",
        "/release/{name}/dataset.nq.gz%00",
        "/release/{name}/graphs/nothing.ttl",
        "/release/{name}/changes/0123456789abcdef.rdfp",
        "/release/{name}/changes/..%2f..%2fcurrent.json",
        "/release/{name}/" + "x" * 500,
        "/release/\u0646\u0641\u0648\u0630/dataset.nq.gz",
    ],
)
def test_what_is_no_file_of_a_release_is_404(served, path):
    asked = quote(path.format(name=served.names[0]), safe="/%")
    status, headers, body = served.server.get(asked)
    assert status == 404
    assert headers["Content-Type"] == "application/problem+json"
    assert b"root:" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_files_are_read_only(get, method):
    status, headers, _ = get("dataset.nq.gz", method)
    assert status == 405
    assert "GET" in headers["Allow"]


def test_curl_fetches_goes_on_and_checks(served, tmp_path):
    url = f"{served.server.url}/release/{served.names[0]}"

    def curl(*options):
        return subprocess.run(
            ["curl", "--silent", "--show-error", "--fail", *options],
            cwd=tmp_path,
            capture_output=True,
            check=True,
        ).stdout

    curl("--remote-name", f"{url}/SHA256SUMS", "--remote-name", f"{url}/dataset.trig.zst")
    curl("--range", "0-499", "--output", "dataset.nq.gz", f"{url}/dataset.nq.gz")
    assert (tmp_path / "dataset.nq.gz").stat().st_size == 500
    curl("--continue-at", "-", "--output", "dataset.nq.gz", f"{url}/dataset.nq.gz")
    curl("--compressed", "--output", "dataset.nq", f"{url}/dataset.nq")
    done = subprocess.run(
        ["sha256sum", "--check", "--ignore-missing", "SHA256SUMS"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert {line.rpartition(": ")[0] for line in done.stdout.splitlines()} == {
        "dataset.trig.zst",
        "dataset.nq.gz",
        "dataset.nq",
    }


def test_the_dumps_are_what_the_endpoint_answers_from(served, get):
    quads = set(ox.parse(get("dataset.nq")[2], ox.RdfFormat.N_QUADS))
    assert quads == set(ox.parse(get("dataset.trig")[2], ox.RdfFormat.TRIG))
    status, _, body = served.server.get(
        "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7BGRAPH%20%3Fg%20%7B%3Fs%20%3Fp%20%3Fo%7D%7D",
        Accept="application/sparql-results+json",
    )
    assert status == 200
    # The last release is the first one, come back.
    assert json.loads(body)["results"]["bindings"][0]["n"]["value"] == str(len(quads))
