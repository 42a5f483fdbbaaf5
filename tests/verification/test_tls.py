"""Fetching over TLS: the certificate is for the name, the connection for the address."""

import shutil
import ssl
import subprocess

import pytest

from nofuz.verification.addresses import NotFetched
from tests.verification.conftest import Site

pytestmark = pytest.mark.skipif(
    not shutil.which("openssl"), reason="the certificate is made with openssl"
)
HOST = "news.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "2"),
            *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
            *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
        ],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def site(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    with Site(context) as running:
        yield running


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))


def asking(site, fetcher, host=HOST, **limits):
    return fetcher(allowed={f"{host}:{site.port}"}, resolve=lambda *_: ["127.0.0.1"], **limits)


@pytest.mark.usefixtures("trusted")
def test_a_page_comes_over_tls(site, fetcher):
    site.serve("/a", "yes")
    assert asking(site, fetcher).fetch(site.url("/a", HOST)).body == b"yes"


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_is_refused(site, fetcher):
    with pytest.raises(NotFetched, match="no valid certificate"):
        asking(site, fetcher, "other.example").fetch(site.url("/a", "other.example"))
    assert site.requests == []


def test_a_certificate_that_nobody_vouches_for_is_refused(site, fetcher):
    with pytest.raises(NotFetched, match="no valid certificate"):
        asking(site, fetcher).fetch(site.url("/a", HOST))
    assert site.requests == []


@pytest.mark.usefixtures("trusted")
def test_a_slow_server_hits_the_time_limit_over_tls_too(site, fetcher):
    site.serve("/a", "x" * 100, trickle=0.05)
    with pytest.raises(NotFetched, match=r"took longer than 0\.5 seconds"):
        asking(site, fetcher, seconds=0.5).fetch(site.url("/a", HOST))
