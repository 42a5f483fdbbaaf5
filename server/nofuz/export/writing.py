"""Write an export of a release for the command line."""

import gzip
from collections.abc import Iterator

from nofuz.errors import CommandError, UnknownResource
from nofuz.export.nanopublication import Published, nanopublication
from nofuz.release.exports.formats import BY_NAME, stored_name
from nofuz.release.releases import Release

NANOPUBLICATION = "nanopublication"
NAMES = (*BY_NAME, NANOPUBLICATION)

_PIECE = 256 * 1024


def exported(release: Release, name: str, claim: str | None) -> Iterator[bytes]:
    """Yield an export piece by piece.

    Args:
        release: what to take it from.
        name: one of NAMES.
        claim: last part of the IRI of the claim, for a nanopublication and for nothing else.

    Raises:
        CommandError: the two do not fit, there is no such claim, or no such file.
    """
    if (name == NANOPUBLICATION) != (claim is not None):
        raise CommandError(f"--claim names the claim of a {NANOPUBLICATION}, and of nothing else")
    if claim is not None:
        yield _nanopublication(release, claim)
        return
    path = release.path / f"{stored_name(BY_NAME[name])}.gz"
    try:
        with gzip.open(path) as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise CommandError(f"{path} cannot be read: build it again ({error})") from None


def _nanopublication(release: Release, claim: str) -> bytes:
    published = Published(str(release.manifest["base"]), release.name, release.date)
    try:
        return nanopublication(release.store, claim, published)
    except UnknownResource:
        raise CommandError(f"no claim is named {claim!r}") from None
