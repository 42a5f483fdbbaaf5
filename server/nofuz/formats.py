"""The media types that Nofuz speaks, each with its extension and its short name.

Sources: the W3C recommendations of the formats and their entries in the IANA
media type registry.
"""

from dataclasses import dataclass

_FORMATS = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True)
class Format:
    """A serialisation: its name at the command line, file extension and media type.

    `title` is its last part among the unique URIs for file formats of the W3C, and
    `parameter` what else of its form its media type can say.
    """

    name: str
    extension: str
    media_type: str
    title: str = ""
    parameter: str = ""

    @property
    def content_type(self) -> str:
        """The value of Content-Type: text types say their charset, XML and JSON carry it."""
        charset = "charset=utf-8" if self.media_type.startswith("text/") else ""
        return "; ".join(filter(None, (self.media_type, self.parameter, charset)))

    @property
    def iri(self) -> str:
        """Its IRI (https://www.w3.org/ns/formats/); only where it has a title."""
        return _FORMATS + self.title


HTML = Format("html", "html", "text/html")
TURTLE = Format("turtle", "ttl", "text/turtle", "Turtle")
N_TRIPLES = Format("ntriples", "nt", "application/n-triples", "N-Triples")
N_QUADS = Format("nquads", "nq", "application/n-quads", "N-Quads")
TRIG = Format("trig", "trig", "application/trig", "TriG")
RDF_XML = Format("rdfxml", "rdf", "application/rdf+xml", "RDF_XML")
JSON_LD = Format("jsonld", "jsonld", "application/ld+json", "JSON-LD")
RDF_PATCH = Format("rdfpatch", "rdfp", "application/rdf-patch")
JSON = Format("json", "json", "application/sparql-results+json", "SPARQL_Results_JSON")
XML = Format("xml", "xml", "application/sparql-results+xml", "SPARQL_Results_XML")
CSV = Format("csv", "csv", "text/csv", "SPARQL_Results_CSV", "header=present")  # RFC 4180
TSV = Format("tsv", "tsv", "text/tab-separated-values", "SPARQL_Results_TSV")

# Best first: a client that likes several equally gets the earliest.
GRAPH_FORMATS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
RESULT_FORMATS = (JSON, XML, CSV, TSV)
BOOLEAN_FORMATS = (JSON, XML)  # the others have no way to write one
# Clients that know JSON or XML but not SPARQL ask for results by the general type.
PLAIN_JSON = Format("json", "json", "application/json")
PLAIN_FORMATS = (PLAIN_JSON, Format("xml", "xml", "application/xml"))
PAGE_FORMATS = (HTML, *GRAPH_FORMATS)

BY_NAME = {known.name: known for known in (*PAGE_FORMATS, *RESULT_FORMATS)}
BY_MEDIA_TYPE = {known.media_type: known for known in (*PAGE_FORMATS, *RESULT_FORMATS)}

FORMAT_HINTS = ("format", "output", "results")
"""Parameters under which clients such as SPARQLWrapper repeat the format that they want."""
