"""Write sitemaps and robots.txt (sitemaps.org protocol 0.9; RFC 9309)."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

MOST = 50_000
"""Addresses in one sitemap; the protocol allows no more."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What costs much and tells a search engine nothing.
_NOT_FOR_CRAWLERS = (
    *("/sparql", "/search", "/reconcile", "/fragments", "/query/", "/export/"),
    *("/timegate/", "/timemap/"),
)


def sitemap(addresses: Sequence[str], base: str) -> bytes:
    """Return the sitemap of some addresses, or of several sitemaps where they are too many."""
    if len(addresses) <= MOST:
        return _written("urlset", "url", addresses)
    parts = -(-len(addresses) // MOST)
    return _written(
        "sitemapindex", "sitemap", (f"{base}sitemap-{n}.xml" for n in range(1, parts + 1))
    )


def part(addresses: Sequence[str], number: int) -> bytes | None:
    """Return one of several sitemaps, counted from 1; None when there is no such."""
    some = addresses[(number - 1) * MOST : number * MOST]
    return _written("urlset", "url", some) if some and len(addresses) > MOST else None


def robots(base: str) -> bytes:
    """Return what crawlers may visit."""
    refused = "".join(f"Disallow: {path}\n" for path in _NOT_FOR_CRAWLERS)
    return f"User-agent: *\n{refused}\nSitemap: {base}sitemap.xml\n".encode()


def _written(root: str, kind: str, addresses: Iterable[str]) -> bytes:
    entries = "".join(f"<{kind}><loc>{escape(address)}</loc></{kind}>\n" for address in addresses)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n'
    return f"{head}{entries}</{root}>\n".encode()
