"""/compare: two releases, or two sources, side by side."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, current_app, g, request

from nofuz.archive import Opened
from nofuz.citation.gathering import thing_title
from nofuz.comparing.releases import MOST, Difference, compare_releases
from nofuz.comparing.sources import compare_sources
from nofuz.edition import Edition
from nofuz.errors import MalformedRequest, UnknownResource
from nofuz.formats import HTML
from nofuz.history.releases import archive, find, open_known
from nofuz.history.telling import told_releases
from nofuz.namespaces import NOFUZ
from nofuz.pages.names import path_below
from nofuz.pages.questions import ask
from nofuz.pages.rendering import comparison_page
from nofuz.parameters import decoded, single
from nofuz.responses import echoed, has_already, respond
from nofuz.store.terms import Solution, iri

blueprint = Blueprint("comparing", __name__)

_RELEASE, _SOURCES = "release", ("document", "origin")
_KNOWN = {"one", "other"}
_SHOWN = 200  # things of one kind; the number of the others is told
_CLASSES = {NOFUZ + "SourceDocument": "document", NOFUZ + "Origin": "origin"}


@blueprint.get("/compare")
def compare() -> Response:
    """Say what one of two releases, or of two sources, says that the other does not."""
    parameters = decoded(request.query_string)
    if not parameters.keys() <= _KNOWN:
        raise MalformedRequest("what is compared comes in the parameters 'one' and 'other'")
    one, other = (single(parameters, name) or "" for name in ("one", "other"))
    edition = _edition()
    tag = f"{edition.name}-{edition.date:%Y%m%d%H%M%S}-html"
    body = b"" if has_already(tag) else _page(edition, one, other)
    return respond(body, HTML, tag=tag)


def _page(edition: Edition, one: str, other: str) -> bytes:
    data: dict[str, Any] = {
        "choices": {"one": one, "other": other},
        "releases": [told for told in told_releases(edition, archive()) if told.is_kept],
        "sources": _sources(edition),
    }
    rows: list[Solution] = [row for group in data["sources"].values() for row in group]
    if one and other:
        found, more = _compared(edition, one, other)
        data |= found
        rows += more
    return comparison_page(edition, _base(), rows, **data)


def _compared(edition: Edition, one: str, other: str) -> tuple[dict[str, Any], list[Solution]]:
    """Return what differs, for the template, and the rows whose things need a name."""
    kinds = {value.partition("/")[0] for value in (one, other)}
    if kinds == {_RELEASE}:
        names = (value.partition("/")[2] for value in (one, other))
        return _compared_releases(edition, *names)
    if kinds <= set(_SOURCES):
        return _compared_sources(edition, one, other)
    raise MalformedRequest("two releases are compared, or two sources: document/… or origin/…")


def _compared_sources(edition: Edition, *names: str) -> tuple[dict[str, Any], list[Solution]]:
    sides = [f"{_base()}id/{name}" for name in names]
    said = [ask(edition.store, "comparison", {"thing": iri(side)})["said"] for side in sides]
    for name, side in zip(names, sides, strict=True):
        if not edition.store.is_described(side):
            raise UnknownResource(f"there is no source {echoed(name)}")
    return {"sides": sides, "compared": compare_sources(*said)}, [*said[0], *said[1]]


def _compared_releases(edition: Edition, *names: str) -> tuple[dict[str, Any], list[Solution]]:
    one, other = (open_known(find(name)) for name in names)
    difference = compare_releases(edition, one, other)
    told = {"opened": (one.name, other.name), "most": MOST, "difference": difference}
    if difference is None:
        return told, []
    rows = [{"standing": term} for pair in difference.standings.values() for term in pair]
    return told | {"parts": _parts(difference, one, other)}, rows


@dataclass(frozen=True)
class Part:
    """Things of one kind that a comparison found."""

    kind: str
    number: int
    titles: dict[str, str]
    """What the first of them are called, by their path below the base."""


def _parts(found: Difference, one: Opened, other: Opened) -> dict[str, list[Part]]:
    return {
        "only_one": _by_kind(found.only_one, one),
        "only_other": _by_kind(found.only_other, other),
        "changed": _by_kind(found.changed, other),
        "standings": _by_kind(list(found.standings), other),
    }


def _by_kind(iris: list[str], opened: Opened) -> list[Part]:
    return [
        Part(kind, len(things), {each: thing_title(opened, each) for each in things[:_SHOWN]})
        for kind, things in ((kind, list(group)) for kind, group in groupby(iris, key=_kind))
    ]


def _kind(thing: str) -> str:
    """Return the part of an IRI's path that says what kind of thing it is."""
    first, _, rest = (path_below(thing, _base()) or "").partition("/")
    return rest.partition("/")[0] if first == "id" else first.partition("#")[0]


def _sources(edition: Edition) -> dict[str, list[Solution]]:
    """Return the documents and origins to choose from."""
    rows = ask(edition.store, "sources")["sources"]
    return {
        _CLASSES[kind]: list(group)
        for kind, group in groupby(rows, key=lambda row: str(row["kind"]))
    }


def _edition() -> Edition:
    edition: Edition = g.edition
    return edition


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
