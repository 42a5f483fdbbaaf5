"""What the files of a release hold, by their names."""

from pathlib import PurePosixPath

from nofuz.formats import JSON_LD, N_QUADS, RDF_PATCH, TRIG, TURTLE, Format
from nofuz.release.exports.formats import EXPORTS, stored_name

_BY_NAME = {stored_name(export): export.form for export in EXPORTS}
_BY_SUFFIX = {f".{known.extension}": known for known in (N_QUADS, TRIG, JSON_LD, TURTLE, RDF_PATCH)}


def format_of(name: str) -> Format:
    """Return the format of a file.

    Args:
        name: its name, without the suffix of its compression.

    >>> format_of("graphs/claims/afp.ttl").media_type
    'text/turtle'
    """
    return _BY_NAME.get(name) or _BY_SUFFIX[PurePosixPath(name).suffix]
