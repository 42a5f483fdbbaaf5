"""Describe the releases in RDF: DCAT for versions and files, PROV for what came of what.

What a release did to single IRIs is told in the words of Activity Streams, as in
the feed: activities on collections of IRIs.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from nofuz.catalogue.graph import about, named, text, typed
from nofuz.history.content import format_of
from nofuz.history.feed import TYPES, timestamp
from nofuz.history.telling import ToldRelease, ToldSwitch
from nofuz.store.terms import Term, Triple, iri, literal

LIST = "release/"
"""The path of the list of releases, without its first slash."""

MOST_IRIS = 10_000
"""IRIs in the description of one switch; the feed has them all."""

_CODINGS = {"gz": "application/gzip", "zst": "application/zstd"}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

Statements = list[tuple[str, Term]]


def described_list(releases: list[ToldRelease], base: str, dataset: str) -> list[Triple]:
    """Return the description of all releases, without their files and the IRIs that changed.

    Args:
        releases: those of the history.
        base: what all published IRIs begin with.
        dataset: IRI of what they are versions of.
    """
    document: Statements = [
        ("rdf:type", named("foaf:Document")),
        ("foaf:primaryTopic", iri(dataset)),
    ]
    versions: Statements = [("rdf:type", named("dcat:Dataset"))]
    for told in releases:
        versions.append(("dcat:hasVersion", iri(_release(base, told.name))))
        if told.is_current:
            versions.append(("dcat:hasCurrentVersion", iri(_release(base, told.name))))
    found = [*about(base + LIST, document), *about(dataset, versions)]
    for told in releases:
        found += _of_release(told, base, dataset)
    return found


def described_release(told: ToldRelease, base: str, dataset: str, licence: str) -> list[Triple]:
    """Return the description of one release, with its files and the IRIs that changed."""
    found = _of_release(told, base, dataset)
    for each in told.switches:
        for changed in each.iris(MOST_IRIS if each.switch.predecessor else 0):
            concerned = _concerned(base, each, changed.change)
            found += about(concerned, [("as:items", iri(changed.iri))])
    for name, digest in told.files.items():
        found += _of_file(told, name, digest, base, licence)
    return found


def _of_release(told: ToldRelease, base: str, dataset: str) -> list[Triple]:
    statements: Statements = [
        ("rdf:type", named("dcat:Dataset")),
        ("rdf:type", named("prov:Entity")),
        ("dcat:version", literal(told.name)),
        ("dcat:isVersionOf", iri(dataset)),
        ("dcterms:issued", typed(timestamp(told.date), "dateTime")),
    ]
    predecessor = told.switches[0].switch.predecessor
    if predecessor:  # of a release that came back, what it came from at first
        before = iri(_release(base, predecessor))
        statements += [("dcat:previousVersion", before), ("prov:wasRevisionOf", before)]
    if told.is_kept:
        statements.append(("void:triples", typed(told.counts["quads"], "integer")))
    found = list(about(_release(base, told.name), statements))
    for each in told.switches:
        found += _of_switch(each, base, is_first=each is told.switches[0])
    return found


def _of_switch(each: ToldSwitch, base: str, is_first: bool) -> Iterator[Triple]:
    switch, activity = each.switch, _activity(base, each)
    release, date = iri(_release(base, switch.name)), typed(timestamp(switch.date), "dateTime")
    statements: Statements = [
        ("rdf:type", named("prov:Activity")),
        ("rdf:type", named("as:Update" if switch.predecessor else "as:Create")),
        ("prov:endedAtTime", date),
        ("dcterms:description", text(each.summary)),
        ("as:result", release),
    ]
    if is_first:
        statements.append(("prov:generated", release))
    if switch.predecessor:
        before = iri(_release(base, switch.predecessor))
        statements += [("as:origin", before), ("prov:used", before)]
    for change in each.counts:
        statements.append(("dcterms:hasPart", iri(f"{activity}-{change}")))
    yield from about(activity, statements)
    for change, number in each.counts.items():
        concerned = _concerned(base, each, change)
        of_iris: Statements = [
            ("rdf:type", named(f"as:{TYPES[change]}")),
            ("as:published", date),
            ("as:object", iri(concerned)),
        ]
        yield from about(f"{activity}-{change}", of_iris)
        total = typed(number, "nonNegativeInteger")
        yield from about(
            concerned, [("rdf:type", named("as:Collection")), ("as:totalItems", total)]
        )


def _of_file(
    told: ToldRelease, name: str, digest: Mapping[str, Any], base: str, licence: str
) -> Iterator[Triple]:
    """Describe a file; its name ends with its format and its compression."""
    release = _release(base, told.name)
    distribution = f"{release}#{quote(name)}"
    checksum = f"{distribution}-sha256"
    content, _, coding = name.rpartition(".")
    statements: Statements = [
        ("rdf:type", named("dcat:Distribution")),
        ("dcat:downloadURL", iri(f"{release}/{quote(name)}")),
        ("dcat:mediaType", iri(_MEDIA_TYPES + format_of(content).media_type)),
        ("dcat:compressFormat", iri(_MEDIA_TYPES + _CODINGS[coding])),
        ("dcat:byteSize", typed(digest["size"], "nonNegativeInteger")),
        ("spdx:checksum", iri(checksum)),
    ]
    if licence:
        statements.append(("dcterms:license", iri(licence)))
    of_checksum: Statements = [
        ("rdf:type", named("spdx:Checksum")),
        ("spdx:algorithm", named("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", typed(digest["sha256"], "hexBinary")),
    ]
    yield from about(release, [("dcat:distribution", iri(distribution))])
    yield from about(distribution, statements)
    yield from about(checksum, of_checksum)


def _release(base: str, name: str) -> str:
    return f"{base}{LIST}{name}"


def _activity(base: str, each: ToldSwitch) -> str:
    return f"{base}{LIST}#switch-{each.switch.number}"


def _concerned(base: str, each: ToldSwitch, change: str) -> str:
    return f"{_activity(base, each)}-{change}-iris"
