"""The media types that Nofuz speaks, each with its extension and its short name.

Sources: the W3C recommendations of the formats and their entries in the IANA
media type registry.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A serialisation: its name at the command line, file extension and media type."""

    name: str
    extension: str
    media_type: str

    @property
    def content_type(self) -> str:
        """The value of Content-Type: text types say their charset, XML and JSON carry it."""
        return (
            f"{self.media_type}; charset=utf-8"
            if self.media_type[:5] == "text/"
            else self.media_type
        )


HTML = Format("html", "html", "text/html")
TURTLE = Format("turtle", "ttl", "text/turtle")
N_TRIPLES = Format("ntriples", "nt", "application/n-triples")
N_QUADS = Format("nquads", "nq", "application/n-quads")
TRIG = Format("trig", "trig", "application/trig")
RDF_XML = Format("rdfxml", "rdf", "application/rdf+xml")
JSON_LD = Format("jsonld", "jsonld", "application/ld+json")
JSON = Format("json", "json", "application/sparql-results+json")
XML = Format("xml", "xml", "application/sparql-results+xml")
CSV = Format("csv", "csv", "text/csv")
TSV = Format("tsv", "tsv", "text/tab-separated-values")

# Best first: a client that likes several equally gets the earliest.
GRAPH_FORMATS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
RESULT_FORMATS = (JSON, XML, CSV, TSV)
# Clients that know JSON or XML but not SPARQL ask for results by the general type.
PLAIN_FORMATS = (
    Format("json", "json", "application/json"),
    Format("xml", "xml", "application/xml"),
)
PAGE_FORMATS = (HTML, *GRAPH_FORMATS)

BY_NAME = {known.name: known for known in (*PAGE_FORMATS, *RESULT_FORMATS)}
BY_MEDIA_TYPE = {known.media_type: known for known in (*PAGE_FORMATS, *RESULT_FORMATS)}
