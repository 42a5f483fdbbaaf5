"""The IRIs that the program knows by name.

Each namespace has its one home here.  The base of the published IRIs is a
setting (`nofuz.settings`), but the ontology keeps its own whatever dataset is
served, because other datasets use its terms too.
"""

BASE = "https://w3id.org/nofuz/"

DCTERMS = "http://purl.org/dc/terms/"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
FUNCTION = BASE + "function/"
NOFUZ = BASE + "def#"
VOC = BASE + "voc/"

# What a curator or a reader of our Turtle sees before the colon.
PREFIXES = {
    "agent": BASE + "id/agent/",
    "as": "https://www.w3.org/ns/activitystreams#",
    "attestation": BASE + "id/attestation/",
    "claim": BASE + "id/claim/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": DCTERMS,
    "derivation": BASE + "id/derivation/",
    "document": BASE + "id/document/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "graph": BASE + "graph/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "instrument": BASE + "id/instrument/",
    "issue": BASE + "id/issue/",
    "label": BASE + "id/label/",
    "nofuz": NOFUZ,
    "np": "http://www.nanopub.org/nschema#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "omission": BASE + "id/omission/",
    "origin": BASE + "id/origin/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "parameter": BASE + "id/parameter/",
    "place": BASE + "id/place/",
    "post": BASE + "id/post/",
    "proposition": BASE + "id/proposition/",
    "prov": "http://www.w3.org/ns/prov#",
    "query": BASE + "id/query/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": BASE + "shape/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "voc": VOC,
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# For the queries that the program itself asks: text to put before them.
SPARQL_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def compact(iri: str) -> str:
    """Return an IRI as prefix:name where a prefix fits, else as it is.

    >>> compact("https://w3id.org/nofuz/def#Claim")
    'nofuz:Claim'
    """
    fitting = [(len(base), name) for name, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def expand(name: str) -> str:
    """Return prefix:name as an IRI; anything else as it is.

    >>> expand("foaf:Person"), expand("https://example.org/a")
    ('http://xmlns.com/foaf/0.1/Person', 'https://example.org/a')
    """
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def last_part(iri: object) -> str:
    """Return the last part of an IRI, for a class name in a page.

    >>> last_part("https://w3id.org/nofuz/voc/denies")
    'denies'
    """
    return str(iri).rstrip("/").replace("#", "/").rpartition("/")[2]
