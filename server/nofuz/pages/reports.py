"""Reports on a whole release: what is disputed, repeated, badly printed, and when things happen."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from nofuz.archive import Opened
from nofuz.errors import MalformedRequest
from nofuz.namespaces import last_part
from nofuz.pages.entity import PARTICIPANTS, by_label
from nofuz.pages.issues import Issue, issues
from nofuz.pages.lineage import derivations
from nofuz.pages.lines import lines_of
from nofuz.pages.names import Names
from nofuz.pages.pictures import lineage, time_line
from nofuz.pages.pictures.shapes import Picture
from nofuz.pages.pictures.text import quoted
from nofuz.pages.questions import Answers
from nofuz.pages.statements import AGAINST, FOR, NEITHER, Statement, statements
from nofuz.pages.times import precision, told
from nofuz.parameters import Parameters, single
from nofuz.responses import echoed
from nofuz.store.terms import Solution, Term

_PLACE = "schema:location"

Options = dict[str, Term]
"""What can be chosen, by the word that stands for it in an address."""


def _disputes(edition: Opened, names: Names, found: Answers, _: Parameters) -> Mapping[str, Any]:
    some = _statements(edition, found["propositions"])
    objected = [one for one in some if one.on(AGAINST)]
    return {
        "objected": by_label(objected, names),
        "declined": by_label([one for one in some if one not in objected], names),
        "sides": (FOR, AGAINST, NEITHER),
        "wording": told,
    }


def _circular(edition: Opened, names: Names, found: Answers, _: Parameters) -> Mapping[str, Any]:
    roots: dict[Term, list[Statement]] = defaultdict(list)
    for one in _statements(edition, found["propositions"]):
        for origin in {voice.origin: None for voice in one.on(FOR)}:
            roots[origin].append(one)
    ordered = sorted(roots, key=lambda origin: (-len(roots[origin]), names.label(origin)))
    return {
        "roots": {origin: roots[origin] for origin in ordered},
        "drawings": {origin: _drawing(edition, names, origin, roots[origin]) for origin in ordered},
        "line": lines_of(edition, names).line,
    }


def _drawing(edition: Opened, names: Names, origin: Term, some: Iterable[Statement]) -> Any:
    pairs = {(document, origin) for one in some for document in one.documents_for}
    ways = derivations(edition).ways(pairs)
    return lineage.draw(ways, names) if ways else None


def _issues(_: Opened, names: Names, found: Answers, parameters: Parameters) -> Mapping[str, Any]:
    every = issues(found["issues"])
    documents = _options((one.document for one in every), names)
    types = _options((one.type for one in every), names)
    document = _chosen(parameters, "document", documents)
    kind = _chosen(parameters, "type", types)
    shown = [one for one in every if document in (None, one.document) and kind in (None, one.type)]
    return {
        "by_document": _grouped(shown, names),
        "count": len(shown),
        "choices": {"document": documents, "type": types},
        "chosen": {"document": document, "type": kind},
    }


def _grouped(some: Iterable[Issue], names: Names) -> dict[Term, list[Issue]]:
    def place(one: Issue) -> tuple[str, str, str]:
        return names.label(one.document), names.label(one.type), names.label(one.thing)

    ordered = sorted(some, key=place)
    return {key: list(group) for key, group in groupby(ordered, key=lambda one: one.document)}


def _events(
    edition: Opened, names: Names, found: Answers, parameters: Parameters
) -> Mapping[str, Any]:
    every = _statements(edition, found["events"])
    choices = {
        "actor": _options((who for one in every for who in one.values(*PARTICIPANTS)), names),
        "place": _options((place for one in every for place in one.values(_PLACE)), names),
        "kind": _options((kind for one in every for kind in one.kinds), names),
    }
    chosen = {name: _chosen(parameters, name, options) for name, options in choices.items()}
    shown = sorted(
        (one for one in every if _is_chosen(one, chosen)),
        key=lambda one: (one.times.order, names.label(one.thing)),
    )
    placed = time_line.dated(shown)
    return {
        "years": _by_year(shown),
        "count": len(shown),
        "choices": choices,
        "chosen": chosen,
        "drawing": _time_line(placed, names) if placed else None,
        "drawn": len(placed),
        "most": time_line.MOST,
        "line": lines_of(edition, names).line,
        "precision": precision,
        "wording": told,
    }


def _time_line(placed: list[Statement], names: Names) -> Picture:
    sentences = (names.label(one.thing) for one in placed)
    return time_line.draw(placed, [quoted(text, time_line.LETTERS) for text in sentences])


def _is_chosen(one: Statement, chosen: Mapping[str, Term | None]) -> bool:
    values = {
        "actor": one.values(*PARTICIPANTS),
        "place": one.values(_PLACE),
        "kind": one.kinds,
    }
    return all(term is None or term in values[name] for name, term in chosen.items())


def _by_year(some: Iterable[Statement]) -> dict[int | None, list[Statement]]:
    """Return events by the year of the first day on which each can have been."""
    return {
        year: list(group) for year, group in groupby(some, key=lambda one: one.times.first_year)
    }


def _statements(edition: Opened, rows: Iterable[Solution]) -> list[Statement]:
    return statements(edition).all(next(iter(row.values())) for row in rows)


def _options(terms: Iterable[Term], names: Names) -> Options:
    return {last_part(term): term for term in sorted(set(terms), key=names.label)}


def _chosen(parameters: Parameters, name: str, options: Options) -> Term | None:
    asked = single(parameters, name)
    if not asked:
        return None
    if asked not in options:
        raise MalformedRequest(f"there is no {name} {echoed(asked)} to choose")
    return options[asked]


REPORTS: dict[str, Callable[[Opened, Names, Answers, Parameters], Mapping[str, Any]]] = {
    "circular": _circular,
    "disputes": _disputes,
    "events": _events,
    "issues": _issues,
}
"""By the name of the report: what makes its data of the answers."""
