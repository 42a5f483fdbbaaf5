"""The lines that say what is said and by whom, written once for each thing and kept."""

from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import gettext
from markupsafe import Markup

from nofuz.archive import Opened
from nofuz.namespaces import last_part
from nofuz.pages.document import Reading
from nofuz.pages.names import Names, passage_address
from nofuz.pages.statements import Statement
from nofuz.pages.times import told

_PARTS = 500
_KEPT = 3_000  # lines of about a kilobyte


class Lines:
    """The lines of a release in one language."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.line = lru_cache(_KEPT)(self._line)
        self.reading = lru_cache(_KEPT)(self._reading)
        self.part = lru_cache(_PARTS)(self._part)

    def _line(self, statement: Statement) -> Markup:
        """Return a proposition with its standing, its time and everybody who speaks on it."""
        return _written("statement.html", "line", statement, self._names, last_part, told)

    def _reading(self, reading: Reading) -> Markup:
        """Return what was read in a place: the passage, and who says what there."""
        details = (self._names, last_part, told, passage_address)
        return _written("reading.html", "reading", reading, *details)

    def _part(self, roles: tuple[str, ...]) -> str:
        """Return which part a thing has in a statement, by its roles there."""
        named = (
            gettext("spoken of") if last_part(role) == "about" else self._names.label(role)
            for role in roles
        )
        return str(gettext("Part in it: %(roles)s.", roles=", ".join(named)))


def lines_of(edition: Opened, names: Names) -> Lines:
    """Return the lines of a release; they stay while it does."""
    key = (Lines, names)
    if key not in edition.kept:
        edition.kept[key] = Lines(names)
    found: Lines = edition.kept[key]
    return found


def _written(template: str, macro: str, *about: Any) -> Markup:
    macros = current_app.jinja_env.get_template(template).module
    return Markup(getattr(macros, macro)(*about))  # noqa: S704 - it is markup
