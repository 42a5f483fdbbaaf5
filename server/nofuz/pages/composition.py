"""What a page shows beside the answers to its questions: put in order, counted, drawn."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g
from flask_babel import get_locale, gettext

from nofuz.archive import Opened
from nofuz.namespaces import last_part
from nofuz.pages import entity
from nofuz.pages.lineage import derivations
from nofuz.pages.lines import lines_of
from nofuz.pages.names import Names, names
from nofuz.pages.passages import by_claim, passages
from nofuz.pages.pictures import lineage, network, time_line
from nofuz.pages.pictures.shapes import Picture
from nofuz.pages.questions import Answers
from nofuz.pages.statements import AGAINST, FOR, NEITHER, Statement, statements
from nofuz.pages.times import told
from nofuz.store.terms import Term


@dataclass(frozen=True)
class Subject:
    """The thing that a page is about."""

    edition: Opened
    names: Names
    thing: str
    day: date | None


def names_of(edition: Opened, base: str) -> Names:
    """Return the names of a release in the language of the page."""
    return names(edition, base, g.get("language", "en"))


def _entity(subject: Subject, found: Answers) -> Mapping[str, Any]:
    known, portrait = (
        subject.names,
        entity.portrait(subject.edition, subject.thing, found, subject.day),
    )
    around = network.neighbours(portrait, known)
    headings = (gettext("Said to act on it, or tied to it"), gettext("Said to be acted on by it"))
    return {
        "portrait": portrait,
        "forms": entity.forms(found["names"]),
        "around": around,
        "network": network.draw(known.label(subject.thing), around, known, headings),
        "claims": found["said"],
        "time_line": lambda some, with_holder: _roles(some, known, with_holder=with_holder),
        "by_kind": lambda some: entity.by_kind(some, known),
        "line": lines_of(subject.edition, known).line,
        "role_names": lambda one: ", ".join(map(known.label, one.roles_of(subject.thing))),
        "language_name": _language_name,
        "script_name": _script_name,
        "wording": told,
    }


def _roles(some: list[Statement], known: Names, *, with_holder: bool) -> Picture | None:
    placed = time_line.dated(some)
    wanted = ("org:member",) if with_holder else ("post", "org:organization")
    labels = [
        ", ".join(map(known.label, one.values(*wanted)[:2])) or known.label(one.thing)
        for one in placed
    ]
    return time_line.draw(placed, labels) if placed else None


def _language_name(language: str) -> str:
    """Return what a language is called in the language of the page."""
    locale = get_locale()
    known = locale.languages.get(language.partition("-")[0]) if locale else None
    return str(known or language or gettext("No language"))


def _script_name(text: str) -> str:
    script = entity.script(text)
    known = {"latin": gettext("Latin script"), "arabic": gettext("Arabic script")}
    return str(known.get(script, script))


def _proposition(subject: Subject, found: Answers) -> Mapping[str, Any]:
    statement = statements(subject.edition).read(subject.thing)
    places = by_claim(passages(found["passages"], found["verifications"]))
    origins = {voice.claim: voice.origin for voice in statement.voices}
    pairs = [
        (place.document, origins[claim])
        for claim, some in places.items()
        for place in some
        if claim in origins
    ]
    return {
        "statement": statement,
        "voices": {last_part(side): statement.on(side) for side in (FOR, AGAINST, NEITHER)},
        "places": places,
        "wording": told,
        **_lineage(subject, pairs),
    }


def _lineage(subject: Subject, pairs: Iterable[tuple[Term, Term]]) -> dict[str, Any]:
    """Return how documents have what they report from an origin, and the drawing of it."""
    ways = derivations(subject.edition).ways(pairs)
    return {"ways": ways, "drawing": lineage.draw(ways, subject.names) if ways else None}


COMPOSED: dict[str, Callable[[Subject, Answers], Mapping[str, Any]]] = {
    "entity": _entity,
    "proposition": _proposition,
}
"""By the kind of page: what makes its data of the answers."""
