"""Read a page as a person does: its words, and the links to follow."""

from html.parser import HTMLParser
from urllib.parse import urljoin

_INLINE = {"a", "bdi", "code", "q", "span", "strong", "time"}


class Page(HTMLParser):
    """A page of the test client; `words` without markup, `links` as (text, address)."""

    def __init__(self, client, path):
        super().__init__()
        reply = client.get(path, headers={"Accept": "text/html"})
        assert reply.status_code == 200, path
        self.client, self.path, self.headers = client, path, reply.headers
        self.links, self.attributes, self.tags = [], [], []
        self.script_text, self._is_data = [], False  # what would run, script by script
        self._pieces, self._address, self._text = [], None, []
        self.feed(reply.text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in _INLINE:
            self._pieces.append(" ")
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag == "script":
            self._is_data = ("type", "application/ld+json") in attrs
            self.script_text.append("")
        if tag == "a":
            self._address, self._text = dict(attrs).get("href"), []

    def handle_endtag(self, tag):
        if tag == "a" and self._address is not None:
            self.links.append((" ".join("".join(self._text).split()), self._address))
            self._address = None

    def handle_data(self, data):
        if self.tags and self.tags[-1] == "script":
            self.script_text[-1] += "" if self._is_data else data
            return
        self._pieces.append(data)
        self._text.append(data)

    @property
    def words(self):
        return " ".join("".join(self._pieces).split())

    def follow(self, text):
        """Open the page behind the first link with this text."""
        address = next(address for found, address in self.links if found == text)
        return Page(self.client, urljoin(self.path, address))
