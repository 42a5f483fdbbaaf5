"""What a page shows beside the answers to its questions: put in order, counted, drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g
from flask_babel import get_locale, gettext

from nofuz.archive import Opened
from nofuz.pages import entity
from nofuz.pages.lines import lines_of
from nofuz.pages.names import Names, names
from nofuz.pages.pictures import network, time_line
from nofuz.pages.pictures.shapes import Picture
from nofuz.pages.questions import Answers
from nofuz.pages.statements import Statement
from nofuz.pages.times import told


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


COMPOSED: dict[str, Callable[[Subject, Answers], Mapping[str, Any]]] = {"entity": _entity}
"""By the kind of page: what makes its data of the answers."""
