"""The protocol suite: requests, each with what its response is to be like."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection

from tests.sparql.w3c import results
from tests.sparql.w3c.manifests import MF, SUITES, Manifest

_HT = "http://www.w3.org/2011/http#"
_CNT = "http://www.w3.org/2011/content#"
_ENDPOINT = "/sparql/"

_FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        *("application/sparql-results+json", "application/sparql-results+xml"),
        *("text/csv", "text/tab-separated-values"),
    ),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}


@dataclass(frozen=True)
class Exchange:
    """One request, and what is to come back."""

    name: str
    method: str
    address: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: frozenset[str]
    """The first digit of each status that is right."""
    format: str
    boolean: bool | None

    @property
    def is_update(self) -> bool:
        """Whether it is about the update operation, which this endpoint has not."""
        return "update" in self.name

    def assert_passed(self, connection: HTTPConnection, endpoint: str) -> None:
        """Send the request; raise AssertionError where the response is another than expected."""
        address = endpoint + self.address.removeprefix(_ENDPOINT)
        connection.request(self.method, address, self.body, dict(self.headers))
        response = connection.getresponse()
        content = response.read()
        assert str(response.status)[0] in self.statuses, (response.status, content[:300])
        media_type = (response.getheader("Content-Type") or "").partition(";")[0]
        assert not self.format or media_type in _FORMATS[self.format]
        if self.boolean is not None:
            read = results.from_json if media_type.endswith("json") else results.from_xml
            assert read(content).boolean is self.boolean


@cache
def exchanges() -> list[Exchange]:
    """Return every request of the protocol suite; none without the suites."""
    path = SUITES / "sparql11" / "protocol" / "manifest.ttl"
    return list(_read(Manifest(path))) if path.exists() else []


def _read(manifest: Manifest) -> Iterator[Exchange]:
    for entry in manifest.items(manifest.node, MF + "entries"):
        [action] = manifest.of(entry, MF + "action")
        for number, request in enumerate(manifest.items(action, _HT + "requests"), 1):
            name = entry.value.rpartition("#")[2]
            yield _exchange(manifest, name if number == 1 else f"{name}-{number}", request)


def _exchange(manifest: Manifest, name: str, request) -> Exchange:
    [response] = manifest.of(request, _HT + "resp")
    statuses = manifest.texts(response, MF + "expectedStatus")
    booleans = manifest.texts(response, MF + "expectedBoolean")
    return Exchange(
        name=name,
        method=manifest.texts(request, _HT + "methodName")[0],
        address=manifest.texts(request, _HT + "absolutePath")[0],
        headers=tuple(
            (
                manifest.texts(field, _HT + "fieldName")[0],
                manifest.texts(field, _HT + "fieldValue")[0],
            )
            for field in manifest.items(request, _HT + "headers")
        ),
        body=_body(manifest, request),
        statuses=frozenset(status[-3] for status in statuses),
        format="".join(manifest.texts(response, MF + "expectedFormat")),
        boolean=booleans == ["true"] if booleans else None,
    )


def _body(manifest: Manifest, request) -> bytes | None:
    for body in manifest.of(request, _HT + "body"):
        [encoding] = manifest.texts(body, _CNT + "characterEncoding")
        return manifest.texts(body, _CNT + "chars")[0].encode(encoding)
    return None
