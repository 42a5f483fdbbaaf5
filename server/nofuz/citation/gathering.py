"""Find what a citation of a page says: the page in its release, and the documents behind it.

Addresses are those of the published IRIs, which outlive any one server.  What
has documents of its own in each release is cited at the address that keeps the
state of that release (RFC 7089); other pages say the release beside the address.
"""

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote

from nofuz.archive import Opened
from nofuz.citation.reference import ARTICLE, DATASET, Reference, key, on_one_line, quoted
from nofuz.edition import Edition
from nofuz.namespaces import BASE, compact
from nofuz.pages.names import web_address
from nofuz.pages.questions import ask
from nofuz.release.lifespans import first_dates
from nofuz.store.terms import Solution, iri

_THINGS = {
    "doc": "{base}id/",
    "graph": "{base}graph/",
    "voc": f"{BASE}voc/",
    "shape": f"{BASE}shape/",
}
_RELEASE, _QUERY, _ANSWER = "release", "query", "q"
# Pages whose address is not their heading.
_HEADINGS = {
    "catalogue": "Downloads",
    "circular": "Circular reporting",
    "def": "Ontology",
    "issues": "Text issues",
    "path": "Paths",
    "sparql": "SPARQL endpoint",
    "void": "Statistics",
}
_MOST_PASSAGES = 5  # in one note
_SAFE = "/:@!$&'()*+,;=~-._%"


def thing(path: str, base: str) -> str | None:
    """Return the IRI of what a page is about, None for a page that lists or finds things.

    >>> thing("doc/agent/iran", "https://example.org/")
    'https://example.org/id/agent/iran'
    """
    kind, _, name = path.partition("/")
    return _THINGS[kind].format(base=base) + name if name and kind in _THINGS else None


def page_reference(
    edition: Opened, base: str, path: str, query: str = "", served: str = ""
) -> Reference:
    """Return the reference of a page.

    Args:
        edition: the release that the page is of.
        base: what all published IRIs begin with.
        path: of the page, decoded, without the slash at its beginning and without a release.
        query: what follows the question mark of its address, as it came.
        served: the public address of this server, where it has one besides the base.
    """
    state = f"release/{edition.name}/" if thing(path, base) or path == "def" else ""
    below = f"{state}{quote(path, safe=_SAFE)}"
    if query:
        below += f"?{quote(query, safe=_SAFE)}"
    dataset = on_one_line(edition.header.title) or "Nofuz"
    title = _title(edition, base, path)
    return Reference(
        DATASET,
        key(f"nofuz-{edition.name[:8]}-{path}"),
        title or dataset,
        f"{base}{below}",
        within=dataset if title else "",
        date=_first_day(edition),
        version=edition.name,
        note=f"read at {served}{below}" if served not in ("", base) else "",
    )


def source_references(edition: Opened, base: str, path: str) -> list[Reference]:
    """Return a reference for each document that a page's passages stand in, oldest first."""
    rows = passages(edition, base, path)
    labels = _labels(edition, rows)
    return [
        _source(document, list(group), labels)
        for document, group in groupby(rows, key=lambda row: row["document"].value)
    ]


def passages(edition: Opened, base: str, path: str) -> list[Solution]:
    """Return the passages behind a page, each once, as it was last looked for."""
    about = thing(path, base)
    if about is None:
        return []
    rows = ask(edition.store, "citation", {"thing": iri(about)})["passages"]
    # A document with two publishers has two rows a passage; one is enough.
    return list({row["attestation"].value: row for row in rows}.values())


def _source(document: str, rows: list[Solution], labels: dict[str, str]) -> Reference:
    first = {name: term.value for name, term in rows[0].items()}
    publisher = first.get("publisher", "")
    return Reference(
        ARTICLE,
        key("document-" + document.rpartition("/")[2]),
        on_one_line(labels[document]),
        web_address(first.get("url", "")) or document,
        publisher=on_one_line(labels.get(publisher, publisher)),
        date=on_one_line(first.get("issued", "")),
        note=_note(rows, labels),
    )


def _note(rows: list[Solution], labels: dict[str, str]) -> str:
    """Return which words were read where, and what became of them since."""
    told = [_passage(row, labels) for row in rows[:_MOST_PASSAGES]]
    more = len(rows) - len(told)
    text = (
        "SHA-256 of the text that was read: {}".format(rows[0]["sha256"])
        if "sha256" in rows[0]
        else ""
    )
    return "; ".join(filter(None, (*told, f"and {more} more" if more else "", text)))


def _passage(row: Solution, labels: dict[str, str]) -> str:
    words = f"paragraph {on_one_line(row['paragraph'].value)}: {quoted(row['exact'].value)}"
    if "outcome" not in row:
        return f"{words} (not looked for since it was read)"
    outcome = labels[row["outcome"].value]
    return f"{words} (looked for on {row['date']}: {outcome})"


def _title(edition: Opened, base: str, path: str) -> str:
    about = thing(path, base)
    if about is not None:
        return on_one_line(thing_title(edition, about))
    first, _, rest = path.partition("/")
    if first == _RELEASE:
        return "Releases"
    if first == _ANSWER:
        return "Answer to a query"
    if first == _QUERY and isinstance(edition, Edition) and rest in edition.queries:
        return on_one_line(edition.queries[rest].title)
    return _HEADINGS.get(path, path.capitalize())


def thing_title(edition: Opened, about: str) -> str:
    """Return what a thing is called; what is only said stands in quotation marks."""
    store = edition.store
    label = store.labels([about]).get(about)
    if label is not None:
        return quoted(label) if "/id/proposition/" in about else label
    rows = ask(store, "cited", {"thing": iri(about)})
    labels = _labels(edition, [*rows["claim"], *rows["attestation"]])
    for row in rows["claim"]:
        who, how, what = (labels[row[name].value] for name in ("speaker", "stance", "proposition"))
        return f"{who[:1].upper()}{who[1:]}: {how} {quoted(what)}"
    for row in rows["attestation"]:
        return f"Paragraph {row['paragraph']} of {labels[row['document'].value]}"
    return compact(about)


def _labels(edition: Opened, rows: Iterable[Solution]) -> dict[str, str]:
    """Return the label of every IRI of some rows, a short form of it where it has none."""
    iris = {term.value for row in rows for term in row.values() if term.kind == "iri"}
    return {each: compact(each) for each in iris} | edition.store.labels(iris)


def _first_day(edition: Opened) -> str:
    """Return the day on which a release was served first, which never changes."""
    date = edition.date
    if isinstance(edition, Edition):
        date = first_dates(edition.history).get(edition.name, date)
    return f"{date:%Y-%m-%d}"
