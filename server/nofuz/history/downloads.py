"""The addresses of a release's files, and of the patches that lead to it."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from flask import Blueprint, Response, g

from nofuz.edition import Edition
from nofuz.errors import UnknownResource
from nofuz.formats import JSON_LD
from nofuz.history.content import format_of
from nofuz.history.files import Digest, send_content, send_stored
from nofuz.history.releases import Known, find
from nofuz.release.changes import PATCH, Changes
from nofuz.release.dumps import digest_of
from nofuz.release.layout import CONTEXT, MANIFEST, SUMS
from nofuz.responses import echoed

blueprint = Blueprint("downloads", __name__)

_OTHERS = {
    CONTEXT: JSON_LD.media_type,
    MANIFEST: "application/json",
    SUMS: "text/plain; charset=utf-8",
}
_SUFFIXES = (".gz", ".zst")


@blueprint.get("/release/<name>/<path:file>")
def download(name: str, file: str) -> Response:
    """Send a dump, the manifest, the checksums or the JSON-LD context."""
    known = find(name)
    release = known.release
    if file in _OTHERS:
        path = release.path / file
        return send_stored(path, digest_of(path), known.date, _OTHERS[file])
    return _send(release.path / file, file, release.files, release.contents, known)


@blueprint.get("/release/<name>/changes/<file>")
def patch(name: str, file: str) -> Response:
    """Send the RDF Patch that leads to a release from another one, which names the file."""
    known = find(name)
    predecessor, _, suffixes = file.partition(".")
    changed = _changes(name, predecessor)
    stored = f"{PurePosixPath(PATCH).stem}.{suffixes}"
    return _send(changed.path / stored, stored, changed.files, changed.contents, known)


def _changes(name: str, predecessor: str) -> Changes:
    edition: Edition = g.edition
    for switch, changed in zip(edition.history, edition.changes, strict=True):
        if (switch.name, switch.predecessor) == (name, predecessor) and changed is not None:
            return changed
    raise UnknownResource(f"release {name} did not follow {echoed(predecessor)}")


def _send(
    path: Path,
    file: str,
    stored: Mapping[str, Digest],
    contents: Mapping[str, Digest],
    known: Known,
) -> Response:
    """Send a file that a list names; whatever else is asked for is no file of ours."""
    if file in stored:
        return send_stored(path, stored[file], known.date)
    if file not in contents:
        raise UnknownResource(f"release {known.release.name} has no file {echoed(file)}")
    coded = {suffix: stored[file + suffix] for suffix in _SUFFIXES if file + suffix in stored}
    media_type = format_of(file).content_type
    return send_content(path, contents[file], coded, media_type, known.date)
