"""Find the release that an address names, among those of the history."""

from datetime import datetime
from typing import NamedTuple

from flask import current_app, g

from nofuz.archive import Archive, Opened
from nofuz.edition import Edition
from nofuz.errors import CommandError, Unavailable, UnknownResource, Withdrawn
from nofuz.release.lifespans import Lifespan, first_dates
from nofuz.release.releases import Release
from nofuz.release.tombstones import DEPRECATED
from nofuz.responses import echoed


class Known(NamedTuple):
    """A release that can be served, and when it was served first."""

    release: Release
    date: datetime


def archive() -> Archive:
    """Return the releases of the folder that is served."""
    found: Archive = current_app.extensions["editions"].archive
    return found


def find(name: str) -> Known:
    """Return the release of a name.

    Raises:
        UnknownResource: the history has no such release (404).
        Withdrawn: it was served once and is kept no longer (410).
    """
    date = first_dates(g.edition.history).get(name)
    if date is None:
        raise UnknownResource(f"no release is named {echoed(name)}")
    try:
        return Known(archive().release(name), date)
    except CommandError:
        raise Withdrawn(f"release {name} is no longer kept here") from None


def open_known(known: Known) -> Opened:
    """Open the store of a release; the current one is open already.

    Raises:
        Unavailable: it does not open (503).
    """
    edition: Edition = g.edition
    store = edition.store if known.release.name == edition.name else None
    try:
        return archive().opened(known.release.name, known.date, store)
    except CommandError as error:
        raise Unavailable(f"release {known.release.name} cannot be read now") from error


def lifespan(iri: str) -> Lifespan:
    """Return in which releases an IRI is alive."""
    edition: Edition = g.edition
    return Lifespan(edition.history, edition.changes, iri, lambda name: _lives(name, iri))


def _lives(name: str, iri: str) -> bool | None:
    """Look into a release, where nobody wrote down what it changed."""
    try:
        store = open_known(find(name)).store
    except (Withdrawn, Unavailable):
        return None
    return store.is_described(iri) and not store.values(iri, DEPRECATED)
