"""Answer for a document that several formats hold: choose, look whether the client has it, send."""

from flask import Response, g, request
from werkzeug.http import http_date

from nofuz.edition import Edition
from nofuz.formats import JSON_LD, PAGE_FORMATS, Format
from nofuz.negotiation import choose
from nofuz.resource.links import ONLY, Place, links
from nofuz.resource.profiles import FRAMED, asked_profile, content_type
from nofuz.resource.representation import Choice
from nofuz.responses import has_already, respond


def below(path: str) -> str:
    """Return a path among those of the release that the request asks for, where it names one."""
    return f"{g.get('root', '')}{path}"


class Request:
    """What a client asks of one document."""

    def __init__(
        self,
        path: str,
        form: Format | None,
        *,
        canonical: str | None = None,
        is_dated: bool = False,
        has_root: bool = True,
    ) -> None:
        """Choose the representation.

        Args:
            path: quoted path of the document, without extension.
            form: the format that the extension fixes; it beats the Accept header.
            canonical: path that it is best known by, where that is another one.
            is_dated: whether the document tells when the release was switched in, so that
                it is another one when an old release comes back.
            has_root: whether it is about one thing, so that it can be framed.

        Raises:
            NotAcceptable: the client takes none of the formats (406).
        """
        accept = request.headers.get("Accept")
        chosen = form or choose(accept, PAGE_FORMATS)
        profile = asked_profile(accept) if chosen == JSON_LD else ""
        self.choice = Choice(chosen, profile if has_root or profile != FRAMED else "")
        self._path = below(path)
        self._extension = f".{form.extension}" if form else ""
        self._canonical = canonical or self._path
        self._is_dated = is_dated

    @property
    def form(self) -> Format:
        """The format that was chosen."""
        return self.choice.form

    def is_unchanged(self) -> bool:
        """Return whether the client has the representation, so that nobody need make it."""
        return has_already(self._tag(g.edition), g.edition.date)

    def answer(self, body: bytes, place: Place = ONLY) -> Response:
        """Return the answer; 304 where the client has it already.

        Args:
            body: the representation; empty when `is_unchanged`.
            place: which page of the document it is.
        """
        edition: Edition = g.edition
        licence = edition.header.licence
        fields = {
            "Last-Modified": http_date(edition.date),
            "Link": links(self._path, licence, self._extension, place, self._canonical),
        }
        if self.choice.profile:
            fields["Content-Type"] = content_type(self.choice.profile)
        return respond(body, self.form, tag=self._tag(edition), headers=fields)

    def _tag(self, edition: Edition) -> str:
        date = f"{edition.date:-%Y%m%d%H%M%S}" if self._is_dated else ""
        return f"{edition.name}{date}-{self.choice.tag}"
