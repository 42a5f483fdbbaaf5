"""Send a file of a release: as it is stored, or as it is read.

Each dump is stored compressed and has two kinds of address.  `dataset.nq.gz` is
the compressed file itself: its type is that of a gzip file and it has no content
coding, so that what is saved under that name has the checksum that we publish,
and a part of it may be asked for.  `dataset.nq` is N-Quads, for programs that
read RDF from the web: the same bytes travel as a content coding (RFC 9110,
section 8.4), and who takes none gets them uncompressed on the way.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Response, request
from werkzeug.http import http_date

from nofuz.compression import chosen
from nofuz.errors import Withdrawn
from nofuz.fields import IMMUTABLE
from nofuz.history.ranges import byte_range, still_has
from nofuz.responses import answer
from nofuz.spool import Part

Digest = Mapping[str, Any]

_MEDIA_TYPES = {".gz": "application/gzip", ".zst": "application/zstd"}
_SUFFIXES = {"gzip": ".gz", "zstd": ".zst"}
_AT_ONCE = 256 * 1024
_PIECE = 64 * 1024


def send_stored(
    path: Path, digest: Digest, modified: datetime, media_type: str | None = None
) -> Response:
    """Answer with the bytes of a file, or with the part of them that is asked for.

    Args:
        path: the file.
        digest: its "sha256" and "size".
        modified: when it was first served.
        media_type: what it is; without it, the name says how it is compressed.

    Raises:
        RangeNotSatisfiable: it has none of the bytes that are asked for (416).
        Withdrawn: it is there no more (410).
    """
    fields = _fields(digest, media_type or _MEDIA_TYPES[path.suffix], modified)
    return _send_part(path, digest["size"], fields, modified)


def send_content(
    path: Path,
    content: Digest,
    stored: Mapping[str, Digest],
    media_type: str,
    modified: datetime,
    cache_control: str = IMMUTABLE,
) -> Response:
    """Answer with what compressed files hold, in the coding that the client likes best.

    Args:
        path: the file without the suffix of its compression.
        content: "sha256" and "size" of what it holds.
        stored: the same of the compressed files, by suffix; ".gz" is among them.
        media_type: what it holds.
        modified: when it was first served.
        cache_control: what caches may do with it.
    """
    coding = chosen(request.headers.get("Accept-Encoding"))
    suffix = _SUFFIXES.get(coding, "")
    if suffix in stored:
        fields = _fields(stored[suffix], media_type, modified)
        fields |= {"Content-Encoding": coding, "Vary": "Accept-Encoding"}
        fields["Cache-Control"] = cache_control
        path = path.with_name(path.name + suffix)
        return _send_part(path, stored[suffix]["size"], fields, modified)
    fields = _fields(content, media_type, modified)
    fields |= {"Accept-Ranges": "none", "Vary": "Accept-Encoding"}
    fields["Cache-Control"] = cache_control
    response = answer((), fields)
    if response.status_code == HTTPStatus.OK:
        response.response = _uncompressed(path.with_name(f"{path.name}.gz"), content["size"])
    return response


def _send_part(path: Path, size: int, fields: Mapping[str, str], modified: datetime) -> Response:
    response = answer((), fields)
    if response.status_code != HTTPStatus.OK:  # preconditions come first (section 13.2.2)
        return response
    asked = _asked_part(size, fields["ETag"], modified)
    start, end = asked or (0, size)
    _refuse_missing(path)
    part = Part(path, start, end)
    if end - start > _AT_ONCE:
        response.response = part
        response.direct_passthrough = True  # our gateway lets the file be read as it is sent
    else:
        response.response = [b"".join(part)]
    if asked is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response.headers["Content-Length"] = str(end - start)
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _uncompressed(path: Path, size: int) -> Iterable[bytes]:
    _refuse_missing(path)
    if size <= _AT_ONCE:
        return [gzip.decompress(path.read_bytes())]
    return _pieces(path)


def _pieces(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        while piece := file.read(_PIECE):
            yield piece


def _refuse_missing(path: Path) -> None:
    if not path.is_file():
        raise Withdrawn("this release is no longer kept here")


def _asked_part(size: int, etag: str, modified: datetime) -> tuple[int, int] | None:
    if request.method != "GET" or not still_has(request.headers.get("If-Range"), etag, modified):
        return None
    return byte_range(request.headers.get("Range"), size)


def _fields(digest: Digest, media_type: str, modified: datetime) -> dict[str, str]:
    return {
        "Accept-Ranges": "bytes",
        "Cache-Control": IMMUTABLE,
        "Content-Length": str(digest["size"]),
        "Content-Type": media_type,
        "ETag": f'"{digest["sha256"][:32]}"',
        "Last-Modified": http_date(modified),
    }
