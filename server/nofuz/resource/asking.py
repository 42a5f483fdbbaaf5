"""What is asked of one document: which representation of it, and with which header fields.

Nothing here knows where a request came from, so that every way to a document
gives the same answer.
"""

from werkzeug.http import http_date

from nofuz.archive import Opened
from nofuz.fields import of_representation
from nofuz.formats import JSON_LD, PAGE_FORMATS, Format
from nofuz.negotiation import choose
from nofuz.resource.links import ONLY, Place, links
from nofuz.resource.profiles import FRAMED, asked_profile, content_type
from nofuz.resource.representation import Choice


class Asked:
    """One representation of one document."""

    def __init__(
        self,
        path: str,
        form: Format | None,
        accept: str | None,
        *,
        canonical: str | None = None,
        is_dated: bool = False,
        has_root: bool = True,
    ) -> None:
        """Choose it.

        Args:
            path: quoted path of the document, without extension.
            form: the format that the extension fixes; it beats the Accept header.
            accept: the Accept header.
            canonical: path that it is best known by, where that is another one.
            is_dated: whether the document tells when the release was switched in, so that
                it is another one when an old release comes back.
            has_root: whether it is about one thing, so that it can be framed.

        Raises:
            NotAcceptable: the client takes none of the formats (406).
        """
        chosen = form or choose(accept, PAGE_FORMATS)
        profile = asked_profile(accept) if chosen == JSON_LD else ""
        self.choice = Choice(chosen, profile if has_root or profile != FRAMED else "")
        self._path = path
        self._extension = f".{form.extension}" if form else ""
        self._canonical = canonical or path
        self._is_dated = is_dated

    def tag(self, edition: Opened) -> str:
        """Return what tells the representation from all others at its address."""
        date = f"{edition.date:-%Y%m%d%H%M%S}" if self._is_dated else ""
        return f"{edition.name}{date}-{self.choice.tag}"

    def fields(self, edition: Opened, place: Place = ONLY) -> dict[str, str]:
        """Return the header fields of the answer.

        Args:
            edition: the open release.
            place: which page of the document it is.
        """
        licence = edition.header.licence
        fields = of_representation(self.choice.form, "Accept", f'"{self.tag(edition)}"') | {
            "Last-Modified": http_date(edition.date),
            "Link": links(self._path, licence, self._extension, place, self._canonical),
        }
        if self.choice.profile:
            fields["Content-Type"] = content_type(self.choice.profile)
        return fields
