"""List the addresses of all documents of a release, for those who want to visit each."""

from urllib.parse import quote

from nofuz.release.manifest import things
from nofuz.store.embedded import EmbeddedStore

_FIRST = ("", "catalogue", "def")
# What an IRI may hold besides letters, digits and marks (RFC 3987); all else is encoded already.
_SAFE = "/:@!$&'()*+,;=~-._%"


def addresses(store: EmbeddedStore, base: str) -> list[str]:
    """Return published addresses: the first pages, then the document of each thing, sorted.

    What was merged or withdrawn has no document any more.
    """
    documents = sorted(f"doc/{quote(name, safe=_SAFE)}" for name in things(store, base))
    return [base + path for path in (*_FIRST, *documents)]
