"""The lines that say what is said and by whom, written once for each proposition and kept."""

from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from nofuz.archive import Opened
from nofuz.namespaces import last_part
from nofuz.pages.names import Names
from nofuz.pages.statements import Statement
from nofuz.pages.times import told

_KEPT = 3_000  # lines of about a kilobyte


class Lines:
    """The lines of a release in one language."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.line = lru_cache(_KEPT)(self._line)

    def _line(self, statement: Statement) -> Markup:
        """Return a proposition with its standing, its time and everybody who speaks on it."""
        macros = current_app.jinja_env.get_template("statement.html").module
        return Markup(macros.line(statement, self._names, last_part, told))  # type: ignore[attr-defined]  # noqa: S704


def lines_of(edition: Opened, names: Names) -> Lines:
    """Return the lines of a release; they stay while it does."""
    key = (Lines, names)
    if key not in edition.kept:
        edition.kept[key] = Lines(names)
    found: Lines = edition.kept[key]
    return found
