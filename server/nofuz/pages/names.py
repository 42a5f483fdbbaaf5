"""What things are called on a page, and where a link to them leads.

A release never changes, so what was worked out for one page is kept for the
next, in each language.  Data from the store is hostile until
proven otherwise: a link leads to our own pages or to http and https only.
"""

from functools import lru_cache
from urllib.parse import quote

from flask_babel import pgettext
from markupsafe import Markup

from nofuz.archive import Opened
from nofuz.languages import DEFAULT, OF_TERMS
from nofuz.namespaces import BASE, compact, last_part
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Term

# Delimiters and characters that an IRI may keep in the path of our addresses.
_SAFE = "/:@!$&'()*+,;=~-._"
_TERMS = (BASE + "def#", BASE + "voc/", BASE + "shape/")
_FRAGMENT = "#:~:text="
_KEPT = 20_000
_BADGES = 100


def path_below(iri: str, base: str) -> str | None:
    """Return what follows the base in a published IRI, None for any other.

    The terms of our ontology keep their own base whatever dataset is served.

    >>> path_below("https://w3id.org/nofuz/voc/denies", "https://example.org/")
    'voc/denies'
    """
    if iri.startswith(base):
        return iri.removeprefix(base)
    return iri.removeprefix(BASE) if iri.startswith(_TERMS) else None


def local_path(iri: str, base: str) -> str | None:
    """Return the path on this server of a published IRI, None for any other.

    A thing's link leads to its document at once, which saves the client a redirect.

    >>> local_path("https://w3id.org/nofuz/id/agent/iran", "https://w3id.org/nofuz/")
    '/doc/agent/iran'
    """
    below = path_below(iri, base)
    if below is None:
        return None
    path, mark, fragment = below.partition("#")
    if path.startswith("id/"):
        path = "doc/" + path.removeprefix("id/")
    return "/" + quote(path, safe=_SAFE) + mark + quote(fragment, safe=_SAFE)


def web_address(iri: str) -> str | None:
    """Return an IRI that a page may link to, None for every scheme but http and https."""
    return iri if iri.startswith(("https://", "http://")) else None


def passage_address(url: str, exact: str) -> str | None:
    """Return the address of a document opened at a quoted passage.

    Source: URL Fragment Text Directives, W3C Community Group.
    """
    address = web_address(url)
    return address and address + _FRAGMENT + quote(exact, safe="").replace("-", "%2D")


class Names:
    """Labels of the things of a release in one language, and links to them."""

    def __init__(self, store: EmbeddedStore, base: str, language: str) -> None:
        """Take what they are looked up in.

        Args:
            store: the content of the release.
            base: what all published IRIs begin with.
            language: the one that is liked best.
        """
        self._store = store
        self._base = base
        self._language = language
        self.anchor = lru_cache(_KEPT)(self._anchor)
        self.badge = lru_cache(_BADGES)(self._badge)

    def label(self, term: Term | str) -> str:
        """Return the label of a thing, or a short form of its IRI."""
        return self.known(term) or compact(str(term))

    def known(self, term: Term | str) -> str | None:
        """Return the label of a thing, None where it has none."""
        if isinstance(term, Term) and term.kind != "iri":
            return None
        label = self._store.label(str(term), self._language)
        # Terms are labelled in English only; their words are messages like those of pages.
        if label and self._language != DEFAULT and not str(term).startswith(f"{self._base}id/"):
            return str(pgettext(OF_TERMS, label))
        return label

    def is_proposition(self, term: Term | str) -> bool:
        """Return whether a thing is something that can be claimed."""
        return str(term).startswith(f"{self._base}id/proposition/")

    def link(self, term: Term | str) -> str | None:
        """Return the address that a thing's name links to, None when it has none that is safe."""
        return local_path(str(term), self._base) or web_address(str(term))

    def _anchor(self, term: Term | str) -> Markup:
        """Return the name of a thing as a link; a proposition's in quotation marks.

        A proposition is only something said, wherever it is named.
        """
        name = Markup('<bdi dir="auto"{}>{}</bdi>').format(self._foreign(term), self.label(term))
        address = self.link(term)
        if address:
            name = Markup('<a href="{}">{}</a>').format(address, name)
        return Markup("“{}”").format(name) if self.is_proposition(term) else name

    def _foreign(self, term: Term | str) -> Markup:
        """Return the attribute that says so where a thing has no name in the page's language."""
        is_foreign = self._language != DEFAULT and self.label(term) == self._store.label(
            str(term), DEFAULT
        )
        return Markup(' lang="{}"').format(DEFAULT) if is_foreign else Markup()

    def _badge(self, standing: Term) -> Markup:
        """Return a standing as a link to what it means, that looks like what it is."""
        badge = Markup('<a class="standing {}" href="{}">{}</a>')
        return badge.format(last_part(standing), self.link(standing), self.label(standing))


def names(edition: Opened, base: str, language: str) -> Names:
    """Return the names of a release in a language; they stay while it does."""
    key = (Names, base, language)
    if key not in edition.kept:
        edition.kept[key] = Names(edition.store, base, language)
    found: Names = edition.kept[key]
    return found
