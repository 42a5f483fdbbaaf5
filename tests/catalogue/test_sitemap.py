"""Sitemaps hold as many addresses as the protocol allows."""

from xml.etree import ElementTree

import pytest

from nofuz.catalogue.sitemap import MOST, part, sitemap

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def parsed(document):
    return ElementTree.fromstring(document)  # noqa: S314 - our own


def addresses(document):
    return [entry.findtext(f"{NAMESPACE}loc") for entry in parsed(document)]


def test_characters_of_xml_are_escaped():
    assert addresses(sitemap(["http://x/a&b<c>"], "http://x/")) == ["http://x/a&b<c>"]


def test_as_many_as_fit_are_in_one_sitemap():
    pages = [f"http://x/{number}" for number in range(MOST)]
    document = sitemap(pages, "http://x/")
    assert parsed(document).tag == f"{NAMESPACE}urlset"
    assert addresses(document) == pages
    assert part(pages, 1) is None


@pytest.mark.parametrize("count", [MOST + 1, 2 * MOST, 2 * MOST + 1])
def test_more_are_divided_among_several(count):
    pages = [f"http://x/{number}" for number in range(count)]
    index = sitemap(pages, "http://x/")
    assert parsed(index).tag == f"{NAMESPACE}sitemapindex"
    parts = [part(pages, number) for number in range(1, len(addresses(index)) + 1)]
    assert addresses(index) == [f"http://x/sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    assert [address for found in parts for address in addresses(found)] == pages
    assert all(len(addresses(found)) <= MOST for found in parts)
    assert part(pages, len(parts) + 1) is None
    assert part(pages, 0) is None
