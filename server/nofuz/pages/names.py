"""What things are called on a page, and where a link to them leads.

All labels of a page are fetched at once.  Data from the store is hostile until
proven otherwise: a link leads to our own pages or to http and https only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from nofuz.namespaces import BASE, compact
from nofuz.pages.questions import Answers
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Term

# Delimiters and characters that an IRI may keep in the path of our addresses.
_SAFE = "/:@!$&'()*+,;=~-._"
_TERMS = (BASE + "def#", BASE + "voc/", BASE + "shape/")
_FRAGMENT = "#:~:text="


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


@dataclass(frozen=True)
class Names:
    """Labels of the things on one page, and the base of the published IRIs."""

    labels: dict[str, str]
    base: str

    @classmethod
    def of(
        cls, store: EmbeddedStore, answers: Answers, base: str, also: Iterable[str] = ()
    ) -> "Names":
        """Fetch the labels of every IRI among the answers."""
        iris = {
            term.value
            for solutions in answers.values()
            for solution in solutions
            for term in solution.values()
            if term.kind == "iri"
        }
        return cls(store.labels(iris.union(also)), base)

    def label(self, term: Term | str) -> str:
        """Return the label of a thing, or a short form of its IRI."""
        return self.labels.get(str(term)) or compact(str(term))

    def is_proposition(self, term: Term | str) -> bool:
        """Return whether a thing is something that can be claimed."""
        return str(term).startswith(f"{self.base}id/proposition/")

    def link(self, term: Term | str) -> str | None:
        """Return the address that a thing's name links to, None when it has none that is safe."""
        return local_path(str(term), self.base) or web_address(str(term))
