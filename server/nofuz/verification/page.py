"""The text of a page: its main text paragraph by paragraph, and all that it says.

What of a page is the main text is for trafilatura to say, and it says it without
headlines.  A headline is read with the text, so it is put before the paragraphs.
"""

import codecs
import re
from copy import deepcopy
from typing import Any, NamedTuple

from nofuz.errors import CommandError
from nofuz.verification.addresses import NotFetched
from nofuz.verification.fetching import HTML, Fetched

_META = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{1,40})", re.IGNORECASE
)
_BEGINNING = 4096
# Character sets of pages; Python knows more codecs, some of them slow and none for this.
_CHARSET = re.compile(
    r"us-ascii|utf-(8|16(le|be)?)|iso-8859-([1-9]|1[013-6])|windows-125[0-8]|koi8-[ru]"
    r"|big5|euc-(jp|kr)|gb(k|2312|18030)|shift[_-]jis"
)
# Where browsers read more than the name says (WHATWG Encoding Standard, section 4.2).
_WIDER = {"us-ascii": "windows-1252", "iso-8859-1": "windows-1252", "gb2312": "gb18030"}
_UNSEEN = "//script | //style | //template"
_OF_PICTURES = "//@alt | //@title"


class Page(NamedTuple):
    """The text of a document as it stands now, white space aside."""

    paragraphs: tuple[str, ...]
    """Headline and main text."""
    everything: str
    """All text: navigation, footer, comments of readers and descriptions of pictures too."""


def read_page(fetched: Fetched) -> Page:
    """Return the text of a fetched document.

    Raises:
        NotFetched: there is no text in it.
        CommandError: the library that finds the main text is not installed.
    """
    page = _read(fetched)
    if not page.everything:
        raise NotFetched("there is no text on the page")
    return page


def _read(fetched: Fetched) -> Page:
    text = decode(fetched.body, fetched.charset)
    if fetched.media_type != HTML:
        paragraphs = map(_tidy, re.split(r"\n[ \t\r]*\n", text.replace("\r\n", "\n")))
        return Page(tuple(filter(None, paragraphs)), _tidy(text))
    return _read_html(text)


def need_extractor() -> Any:
    """Return the library that finds the main text of a page.

    Raises:
        CommandError: it is not installed.
    """
    try:
        import trafilatura
    except ImportError:
        raise CommandError(
            "verify needs the package trafilatura: python -m pip install 'trafilatura>=2.3'"
        ) from None
    return trafilatura


def decode(body: bytes, charset: str) -> str:
    """Return text from bytes: by their mark, their header, their <meta>, else as UTF-8.

    Args:
        body: what came.
        charset: as the header names it; empty if it does not.
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), *_UTF_16):
        if body.startswith(mark):
            return body.decode(name, "replace")
    declared = _META.search(body[:_BEGINNING])
    for name in (charset, declared[1].decode() if declared else ""):
        if _CHARSET.fullmatch(name.lower()):
            return body.decode(_WIDER.get(name.lower(), name), "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("windows-1252", "replace")


_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def _read_html(text: str) -> Page:
    library = need_extractor()
    tree = library.load_html(text)
    if tree is None:
        return Page((), "")
    main = library.extract(deepcopy(tree), include_comments=False) or ""
    paragraphs = [paragraph for line in main.splitlines() if (paragraph := _tidy(line))]
    headlines = [title for title in _headlines(tree) if title not in paragraphs]
    return Page((*headlines, *paragraphs), _everything(library, tree))


def _headlines(tree: Any) -> list[str]:
    """Return the headings of the first level; where there are none, the title of the page."""
    found = [_tidy(" ".join(node.itertext())) for node in tree.xpath("//h1")]
    return list(filter(None, found)) or list(filter(None, [_title(tree)]))


def _title(tree: Any) -> str:
    return _tidy(str(tree.findtext(".//title") or ""))


def _everything(library: Any, tree: Any) -> str:
    page = deepcopy(tree)
    for node in page.xpath(_UNSEEN):
        node.drop_tree()
    parts = [_title(page), library.html2txt(page, clean=False), *page.xpath(_OF_PICTURES)]
    return _tidy(" ".join(map(str, parts)))


def _tidy(text: str) -> str:
    """Return a text with single spaces, without what no reader sees and a terminal obeys."""
    seen = (letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join("".join(seen).split())
