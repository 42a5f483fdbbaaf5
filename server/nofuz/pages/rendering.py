"""Turn a thing of the graph into its page."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from flask import render_template

from nofuz.archive import Opened
from nofuz.edition import Edition
from nofuz.namespaces import VOC, compact, last_part
from nofuz.pages.composition import COMPOSED, Subject, names_of
from nofuz.pages.evidence import evidence
from nofuz.pages.lines import lines_of
from nofuz.pages.names import passage_address, path_below
from nofuz.pages.questions import Answers, ask
from nofuz.pages.reports import REPORTS
from nofuz.pages.speaking import kept
from nofuz.pages.statements import statements
from nofuz.pages.times import told as wording
from nofuz.parameters import Parameters
from nofuz.store.terms import Solution, iri

# The page that a kind of identifier gets: /id/<kind>/…; all others are shown as they are.
_PAGES = {
    "agent": "entity",
    "instrument": "entity",
    "issue": "issue",
    "place": "entity",
    "post": "entity",
    "attestation": "attestation",
    "claim": "claim",
    "document": "document",
    "origin": "origin",
    "proposition": "proposition",
}
_IRIS_ON_A_PAGE = 500
_CONCEPTS = "voc/"
# The standing of what only a document's wording says; pages keep it apart.
_WORDED = iri(VOC + "wording-only")


def thing_page(edition: Edition, base: str, thing: str, day: date | None = None) -> bytes:
    """Return the page about one thing.

    Args:
        edition: the open release.
        base: what all published IRIs begin with.
        thing: absolute IRI of a thing that the release describes.
        day: the day of which statements are to be shown; None for all times.
    """
    kind = page_kind(path_below(thing, base) or "")
    answers = ask(edition.store, kind, {"thing": iri(thing)})
    subject = Subject(edition, names_of(edition, base), thing, day)
    more = COMPOSED[kind](subject, answers) if kind in COMPOSED else {}
    return _render(f"{kind}.html", edition, base, answers, thing=thing, **more)


def page_kind(path: str) -> str:
    """Return the kind of page of an IRI's path below the base.

    >>> page_kind("id/claim/x"), page_kind("id/place/baghdad"), page_kind("voc/denies")
    ('claim', 'entity', 'concept')
    """
    if path.startswith(_CONCEPTS):
        return "concept"
    if path.startswith("graph/"):
        return "graph"
    return _PAGES.get(path.split("/")[1] if path.startswith("id/") else "", "record")


def home_page(edition: Edition, base: str, schema_org: dict[str, Any]) -> bytes:
    """Return the home page: what this is, what it is not, what it holds.

    Args:
        edition: the open release.
        base: what all published IRIs begin with.
        schema_org: the dataset in terms of schema.org, for search engines.
    """
    answers = ask(edition.store, "home")
    told = _said(edition, base)
    return _render("home.html", edition, base, answers, schema_org=schema_org, **told)


def dataset_page(edition: Edition, base: str, dumps: Sequence[Any]) -> bytes:
    """Return the page that says where to get the dataset."""
    return _render("catalogue.html", edition, base, {}, header=edition.header, dumps=dumps)


def statistics_page(edition: Edition, base: str, tables: dict[str, Any]) -> bytes:
    """Return the page that says what the dataset holds."""
    answers = {name: tables[name] for name in ("classes", "properties", "links")}
    return _render("void.html", edition, base, answers, whole=tables["whole"])


def releases_page(edition: Edition, base: str, releases: Sequence[Any]) -> bytes:
    """Return the page that lists all releases."""
    return _render("releases.html", edition, base, {}, releases=releases)


def release_page(edition: Edition, base: str, told: Any) -> bytes:
    """Return the page about one release: its files, and what it changed."""
    return _render("release.html", edition, base, {}, told=told, most=_IRIS_ON_A_PAGE)


def list_page(edition: Edition, base: str, title: str, kind: str) -> bytes:
    """Return the page that lists all things of a class."""
    answers = ask(edition.store, "list", {"class": iri(kind)})
    return _render("list.html", edition, base, answers, title=title, **_said(edition, base))


def report_page(edition: Edition, base: str, name: str, parameters: Parameters) -> bytes:
    """Return the page of a report on the whole release.

    Args:
        edition: the open release.
        base: what all published IRIs begin with.
        name: of the report, one of REPORTS.
        parameters: what a reader asks for.

    Raises:
        MalformedRequest: a parameter names what is not there.
    """
    answers = ask(edition.store, name)
    data = REPORTS[name](edition, names_of(edition, base), answers, parameters)
    return _render(f"{name}.html", edition, base, {}, **data)


def ontology_page(edition: Edition, base: str) -> bytes:
    """Return the page of the ontology: every term with its definition."""
    return _render("ontology.html", edition, base, ask(edition.store, "ontology"))


def query_page(edition: Edition, base: str, **data: Any) -> bytes:
    """Return the query form, with the result of a query where there is one."""
    rows = {"rows": data.pop("rows", [])}
    return _render("query.html", edition, base, rows, published=base, **data)


def queries_page(edition: Edition, base: str, **data: Any) -> bytes:
    """Return the list of the queries with a name."""
    return _render("queries.html", edition, base, {}, **data)


def named_query_page(edition: Edition, base: str, **data: Any) -> bytes:
    """Return the form of a query with a name, with its result where there is one."""
    return _render("named_query.html", edition, base, {"rows": data.pop("rows", [])}, **data)


def citation_page(edition: Opened, base: str, passages: Sequence[Solution], **data: Any) -> bytes:
    """Return the page that tells how to cite another one."""
    return _render("citation.html", edition, base, {"passages": list(passages)}, **data)


def comparison_page(edition: Opened, base: str, rows: Sequence[Solution], **data: Any) -> bytes:
    """Return the form that sets two releases or sources side by side, with what came of it."""
    return _render("comparison.html", edition, base, {"rows": list(rows)}, **data)


def fragment_page(edition: Edition, base: str, **data: Any) -> bytes:
    """Return the page of a fragment: the form, the statements and where the others are."""
    return _render("fragments.html", edition, base, {"rows": data.pop("rows")}, **data)


def export_page(edition: Edition, base: str, **data: Any) -> bytes:
    """Return the list of the exports."""
    return _render("export.html", edition, base, {}, **data)


def network_page(edition: Edition, base: str, rows: Sequence[Any], **data: Any) -> bytes:
    """Return the page of the network: what is asked for, and some of its relations as a table.

    Args:
        edition: the open release.
        base: what all published IRIs begin with.
        rows: the relations of the table, as they are shown.
        data: what else the page tells, and what can be asked for.
    """
    return _render("network.html", edition, base, {}, rows=rows, **_said(edition, base), **data)


def path_page(edition: Edition, base: str, paths: Mapping[str, Any], **data: Any) -> bytes:
    """Return the page of the ways from one agent to another.

    Args:
        edition: the open release.
        base: what all published IRIs begin with.
        paths: each way by what it is the best in, None where there is none.
        data: what else the page tells, and what can be asked for.
    """
    data["evidence"] = cache(lambda proposition: evidence(edition, proposition))
    return _render("path.html", edition, base, {}, paths=paths, wording=wording, **data)


def evidence_page(edition: Edition, base: str, thing: str) -> bytes:
    """Return the part of a page that says who says what on a proposition, and where."""
    found = evidence(edition, thing)
    return _render("evidence.html", edition, base, {}, found=found, wording=wording)


def search_page(edition: Edition, base: str, **data: Any) -> bytes:
    """Return the search form, with the results of a search where there is one.

    Args:
        edition: the open release.
        base: what all published IRIs begin with.
        data: "kinds" to choose from, and of a search what it asked and found.
    """
    return _render("search.html", edition, base, {}, **_said(edition, base), **data)


def preview_page(edition: Edition, base: str, thing: str, **data: Any) -> bytes:
    """Return the small page that another program shows of a thing in a frame of its own."""
    answers = ask(edition.store, "preview", {"thing": iri(thing)})
    return _render("preview.html", edition, base, answers, thing=thing, **data)


def reconciliation_page(edition: Edition, base: str, **data: Any) -> bytes:
    """Return the page that explains the reconciliation service to people."""
    return _render("reconciliation.html", edition, base, {}, **data)


def _said(edition: Opened, base: str) -> dict[str, Any]:
    """Return what a template needs to tell what is said: of a proposition, all and its line."""
    return {
        "statement": statements(edition).read,
        "line": lines_of(edition, names_of(edition, base)).line,
    }


def _render(template: str, edition: Opened, base: str, answers: Answers, **data: Any) -> bytes:
    context: Mapping[str, Any] = {
        **answers,
        **data,
        "names": names_of(edition, base),
        "release": edition.name,
        "licence": edition.header.licence,
        "compact": compact,
        "worded": [_WORDED],
        "passage_address": passage_address,
        "slug": last_part,
    }
    return kept(render_template(template, **context)).encode()
