"""Answer for a document that several formats hold: choose, look whether the client has it, send."""

from flask import Response, g, request

from nofuz.formats import Format
from nofuz.resource.asking import Asked
from nofuz.resource.links import ONLY, Place
from nofuz.resource.representation import Choice
from nofuz.responses import answer, has_already


def below(path: str) -> str:
    """Return a path among those of the release that the request asks for, where it names one."""
    return f"{g.get('root', '')}{path}"


class Request:
    """What the client of the request at hand asks of one document."""

    def __init__(
        self,
        path: str,
        form: Format | None,
        *,
        canonical: str | None = None,
        is_dated: bool = False,
        has_root: bool = True,
    ) -> None:
        """Choose the representation; the arguments are those of `Asked`.

        Raises:
            NotAcceptable: the client takes none of the formats (406).
        """
        self._asked = Asked(
            below(path),
            form,
            request.headers.get("Accept"),
            canonical=canonical,
            is_dated=is_dated,
            has_root=has_root,
        )
        g.page = canonical or below(path)  # what a page calls itself, whatever its extension

    @property
    def choice(self) -> Choice:
        """The format that was chosen, and its profile."""
        return self._asked.choice

    @property
    def form(self) -> Format:
        """The format that was chosen."""
        return self.choice.form

    def is_unchanged(self) -> bool:
        """Return whether the client has the representation, so that nobody need make it."""
        return has_already(self._asked.tag(g.edition), g.edition.date)

    def answer(self, body: bytes, place: Place = ONLY) -> Response:
        """Return the answer; 304 where the client has it already.

        Args:
            body: the representation; empty when `is_unchanged`.
            place: which page of the document it is.
        """
        return answer(body, self._asked.fields(g.edition, place))
