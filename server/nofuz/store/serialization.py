"""Write statements in the formats of RDF, the same bytes each time."""

import re
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import IO, Any, cast

import pyoxigraph as ox

from nofuz.formats import N_QUADS, N_TRIPLES, RDF_XML, TRIG, Format
from nofuz.namespaces import PREFIXES
from nofuz.store.writers import XmlWriter

# JSON-LD could hold named graphs too, but those who read it expect plain objects.
QUAD_FORMATS = (N_QUADS, TRIG)
_NAMESPACE = re.compile("<([^<>]*[/#])")
_WITHOUT_PREFIXES = (N_QUADS, N_TRIPLES)


def serialize(quads: Sequence[ox.Quad], form: Format) -> bytes:
    """Write quads in the order given; a format without graphs gets each triple once.

    Raises:
        Unwritable: RDF/XML cannot hold a character or the name of a property.
    """
    if form == TRIG:  # each graph in one piece
        return write(sorted(quads, key=lambda quad: str(quad.graph_name)), form)
    if form in QUAD_FORMATS:
        return write(quads, form)
    return write(list(dict.fromkeys(quad.triple for quad in quads)), form)


def write(statements: Sequence[Any], form: Format) -> bytes:
    """Write statements as they are: those of the default graph alone if the format has no other.

    Raises:
        Unwritable: RDF/XML cannot hold a character or the name of a property.
    """
    prefixes = None if form in _WITHOUT_PREFIXES else _prefixes(statements)
    engine_format = rdf_format(form.media_type)
    if form != RDF_XML:
        return ox.serialize(statements, format=engine_format, prefixes=prefixes) or b""
    output = BytesIO()
    ox.serialize(statements, cast(IO[bytes], XmlWriter(output)), engine_format, prefixes=prefixes)
    return output.getvalue()


def rdf_format(media_type: str) -> ox.RdfFormat:
    """Return the engine's format of a media type of ours."""
    found = ox.RdfFormat.from_media_type(media_type)
    assert found is not None, media_type  # noqa: S101 - formats.py lists only what the engine has
    return found


def _prefixes(statements: Sequence[Any]) -> dict[str, str]:
    """Return the prefixes that some IRI of the statements needs; the engine writes all it gets."""
    needed = frozenset[str]().union(*map(_namespaces, map(str, statements)))
    return {name: iri for name, iri in PREFIXES.items() if iri in needed}


@lru_cache(maxsize=10_000)
def _namespaces(statement: str) -> frozenset[str]:
    """Return the namespaces of a statement's IRIs; documents have many statements in common."""
    return frozenset(_NAMESPACE.findall(statement))
