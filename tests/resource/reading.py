"""Read representations with another library than the one that wrote them."""

import json

from rdflib import Dataset, Graph

from nofuz.formats import BY_MEDIA_TYPE

_RDFLIB_NAMES = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "rdf": "xml"}


def with_context(client, data):
    """Return compact JSON-LD with the context that it refers to, as a loader would find it."""
    document = json.loads(data)
    if isinstance(document, dict):
        document |= client.get(document["@context"]).get_json(force=True)
    return json.dumps(document)


def dataset(client, reply):
    """Return what a reply says, in its graphs."""
    extension = BY_MEDIA_TYPE[reply.mimetype].extension
    data = with_context(client, reply.data) if extension == "jsonld" else reply.data
    return Dataset().parse(data=data, format=_RDFLIB_NAMES.get(extension, "json-ld"))


def triples(client, reply):
    """Return what a reply says, whatever graphs it stands in."""
    found = Graph()
    for subject, predicate, value, _ in dataset(client, reply).quads():
        found.add((subject, predicate, value))
    return found
