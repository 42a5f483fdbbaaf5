"""Describe the dataset as it is served: in VoID what it holds, in DCAT where to get it.

What is measured stands in the release; what follows from its name, its date
and our addresses is added here.  All addresses are the published ones, as in
the data itself.
"""

from collections.abc import Iterator

from nofuz.catalogue.graph import about, named, text, typed
from nofuz.edition import Edition
from nofuz.formats import GRAPH_FORMATS, JSON_LD, N_QUADS, TRIG, Format
from nofuz.namespaces import SPARQL_PREFIXES
from nofuz.release.layout import WHOLE
from nofuz.release.statistics import dataset_iri
from nofuz.store.parsing import parse_n_triples
from nofuz.store.terms import Term, Triple, iri, literal

CATALOGUE, QUERIES, SPARQL, VOID = "catalogue", "query", "sparql", "void"
"""Last parts of the addresses where these are found."""

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_CODINGS = {"gz": "application/gzip", "zst": "application/zstd"}
_DUMPED = {known.extension: known for known in (N_QUADS, TRIG, JSON_LD)}
_OWN = SPARQL_PREFIXES + "SELECT ?dataset ?p ?o WHERE { ?dataset ?p ?o FILTER(!isBlank(?o)) }"


class Dump:
    """A dump of the whole dataset, as the manifest lists it."""

    def __init__(self, edition: Edition, base: str, name: str) -> None:
        _, extension, coding = name.split(".")
        self.name = name
        self.format: Format = _DUMPED[extension]
        self.coding = _CODINGS[coding]
        self.address = f"{base}release/{edition.name}/{name}"
        self.distribution = f"{base}release/{edition.name}#{name}"
        self.size = int(edition.release.files[name]["size"])
        self.sha256 = str(edition.release.files[name]["sha256"])


def dumps(edition: Edition, base: str) -> list[Dump]:
    """Return the dumps of the whole dataset."""
    names = sorted(name for name in edition.release.files if name.startswith(f"{WHOLE}."))
    return [Dump(edition, base, name) for name in names]


def void(edition: Edition, base: str) -> list[Triple]:
    """Return the description of what the dataset holds, and where it answers."""
    dataset = dataset_iri(edition.store, base)
    return [
        *about(
            base + VOID,
            [
                ("rdf:type", named("void:DatasetDescription")),
                ("foaf:primaryTopic", iri(dataset)),
            ],
        ),
        *_own(edition, dataset),
        *about(dataset, _served(edition, base)),
        *statistics(edition),
    ]


def statistics(edition: Edition) -> list[Triple]:
    """Return what was measured when the release was built."""
    return parse_n_triples(edition.release.statistics.read_bytes())


def catalogue(edition: Edition, base: str) -> list[Triple]:
    """Return the catalogue with the one dataset that it has, and its distributions."""
    dataset = dataset_iri(edition.store, base)
    return [
        *about(base + CATALOGUE, _of_catalogue(edition, base, dataset)),
        *about(base + SPARQL, _of_service(base, dataset)),
        *_own(edition, dataset),
        *about(dataset, _served(edition, base)),
        *about(dataset, _distributed(edition, base)),
        *(triple for dump in dumps(edition, base) for triple in _distribution(edition, base, dump)),
    ]


def _own(edition: Edition, dataset: str) -> Iterator[Triple]:
    """Yield what the dataset says of itself."""
    for row in edition.store.select(_OWN, {"dataset": iri(dataset)}):
        yield Triple(row["dataset"], row["p"], row["o"])


def _served(edition: Edition, base: str) -> Iterator[tuple[str, Term]]:
    yield "rdf:type", named("void:Dataset")
    yield "dcterms:modified", typed(edition.date.date(), "date")
    yield "dcat:hasCurrentVersion", iri(f"{base}release/{edition.name}")
    yield "foaf:homepage", iri(base)
    yield "void:sparqlEndpoint", iri(base + SPARQL)
    for known in GRAPH_FORMATS:
        yield "void:feature", iri(known.iri)
    for dump in dumps(edition, base):
        yield "void:dataDump", iri(dump.address)


def _of_catalogue(edition: Edition, base: str, dataset: str) -> Iterator[tuple[str, Term]]:
    yield "rdf:type", named("dcat:Catalog")
    yield "dcterms:title", text("Nofuz")
    yield "dcterms:description", text("Open datasets of claims about political influence.")
    yield "foaf:homepage", iri(base)
    yield "dcat:dataset", iri(dataset)
    yield "dcat:service", iri(base + SPARQL)
    if edition.header.licence:
        yield "dcterms:license", iri(edition.header.licence)


def _of_service(base: str, dataset: str) -> Iterator[tuple[str, Term]]:
    yield "rdf:type", named("dcat:DataService")
    yield "dcterms:title", text("SPARQL endpoint of Nofuz")
    yield "dcterms:conformsTo", iri("https://www.w3.org/TR/sparql11-protocol/")
    yield "dcat:endpointURL", iri(base + SPARQL)
    yield "dcat:endpointDescription", iri(base + SPARQL)
    yield "dcat:servesDataset", iri(dataset)
    yield "dcterms:relation", iri(base + QUERIES)


def _distributed(edition: Edition, base: str) -> Iterator[tuple[str, Term]]:
    yield "rdf:type", named("dcat:Dataset")
    yield "dcat:landingPage", iri(base)
    yield "dcat:version", literal(edition.name)
    for dump in dumps(edition, base):
        yield "dcat:distribution", iri(dump.distribution)


def _distribution(edition: Edition, base: str, dump: Dump) -> Iterator[Triple]:
    checksum = f"{dump.distribution}-sha256"
    statements = [
        ("rdf:type", named("dcat:Distribution")),
        ("dcterms:title", text(f"The whole dataset as {dump.format.name}, {dump.coding}")),
        ("dcat:downloadURL", iri(dump.address)),
        ("dcat:accessURL", iri(f"{base}release/{edition.name}")),
        ("dcat:mediaType", iri(_MEDIA_TYPES + dump.format.media_type)),
        ("dcat:compressFormat", iri(_MEDIA_TYPES + dump.coding)),
        ("dcat:byteSize", typed(dump.size, "nonNegativeInteger")),
        ("spdx:checksum", iri(checksum)),
    ]
    if edition.header.licence:
        statements.append(("dcterms:license", iri(edition.header.licence)))
    yield from about(dump.distribution, statements)
    yield from about(
        checksum,
        [
            ("rdf:type", named("spdx:Checksum")),
            ("spdx:algorithm", named("spdx:checksumAlgorithm_sha256")),
            ("spdx:checksumValue", typed(dump.sha256, "hexBinary")),
        ],
    )
