"""What a page shows beside the answers to its questions: put in order, counted, drawn."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g
from flask_babel import get_locale, gettext

from nofuz.archive import Opened
from nofuz.namespaces import last_part
from nofuz.pages import document, entity
from nofuz.pages.entity import by_label
from nofuz.pages.issues import DIFFERENCE, issues
from nofuz.pages.lineage import Way, derivations, of_running_text
from nofuz.pages.lines import lines_of
from nofuz.pages.names import Names, names
from nofuz.pages.passages import Passage, by_claim, passages
from nofuz.pages.pictures import lineage, network, time_line
from nofuz.pages.pictures.shapes import Picture
from nofuz.pages.pictures.text import lines, quoted
from nofuz.pages.questions import Answers
from nofuz.pages.statements import AGAINST, FOR, NEITHER, Statement, Voice, statements
from nofuz.pages.times import told
from nofuz.store.terms import Term, iri


@dataclass(frozen=True)
class Subject:
    """The thing that a page is about."""

    edition: Opened
    names: Names
    thing: str
    day: date | None


def names_of(edition: Opened, base: str) -> Names:
    """Return the names of a release in the language of the page."""
    return names(edition, base, g.get("language", "en"))


def _entity(subject: Subject, found: Answers) -> Mapping[str, Any]:
    known, portrait = (
        subject.names,
        entity.portrait(subject.edition, subject.thing, found, subject.day),
    )
    around = network.neighbours(portrait, known)
    headings = (
        gettext("Said to act on it or to be connected with it"),
        gettext("Said to be acted on by it"),
    )
    return {
        "portrait": portrait,
        "forms": entity.forms(found["names"]),
        "around": around,
        "left_out": network.left_out(around),
        "network": network.draw(known.label(subject.thing), around, known, headings),
        "claims": found["said"],
        "time_line": lambda some, with_holder: _roles(some, known, with_holder=with_holder),
        "by_kind": lambda some: entity.by_kind(some, known),
        "line": lines_of(subject.edition, known).line,
        "role_names": lambda one: lines_of(subject.edition, known).part(
            tuple(one.roles_of(subject.thing))
        ),
        "language_name": _language_name,
        "script_name": _script_name,
        "wording": told,
    }


def _roles(some: list[Statement], known: Names, *, with_holder: bool) -> Picture | None:
    placed = time_line.dated(some)
    wanted = ("org:member",) if with_holder else ("post", "org:organization")
    labels = [_role(one, known, wanted) for one in placed]
    return time_line.draw(placed, labels) if placed else None


def _role(one: Statement, known: Names, wanted: Iterable[str]) -> str:
    """Return who has a role, or which; in quotation marks the sentence that tells neither."""
    found = [term for name in wanted for term in one.values(name)[:1]]
    if not found:
        return quoted(known.label(one.thing), time_line.LETTERS)
    return "".join(lines(", ".join(map(known.label, found)), time_line.LETTERS, 1))


def _language_name(language: str) -> str:
    """Return what a language is called in the language of the page."""
    locale = get_locale()
    known = locale.languages.get(language.partition("-")[0]) if locale else None
    return str(known or language or gettext("No language"))


def _script_name(text: str) -> str:
    script = entity.script(text)
    known = {"latin": gettext("Latin script"), "arabic": gettext("Arabic script")}
    return str(known.get(script, script))


def _proposition(subject: Subject, found: Answers) -> Mapping[str, Any]:
    statement = statements(subject.edition).read(subject.thing)
    places = passages(found["passages"], found["verifications"])
    return {
        "statement": statement,
        "voices": {last_part(side): statement.on(side) for side in (FOR, AGAINST, NEITHER)},
        "places": by_claim(places),
        "wording": told,
        **_drawn(subject, _ways_of(subject, statement, places)),
    }


def _ways_of(subject: Subject, statement: Statement, places: Iterable[Passage]) -> list[Way]:
    """Return how the passages of a proposition came into their documents.

    What stands outside the running text may be an embedded tweet, so it may have come
    by any of the ways.
    """
    origins = {voice.claim: voice.origin for voice in statement.voices}
    pairs: dict[bool, list[tuple[Term, Term]]] = {True: [], False: []}
    for place in places:
        if place.claim in origins:
            pairs[place.is_paratext].append((place.document, origins[place.claim]))
    known = derivations(subject.edition)
    running, outside = of_running_text(known.ways(pairs[False])), known.ways(pairs[True])
    return running + [way for way in outside if way not in running]


def _claim(subject: Subject, found: Answers) -> Mapping[str, Any]:
    statement = statements(subject.edition).read(found["about"][0]["proposition"].value)
    voice, others = _among(statement, subject.thing)
    return {
        "statement": statement,
        "voice": voice,
        "others": others,
        "places": passages(found["passages"], found["verifications"]),
        "wording": told,
    }


def _attestation(subject: Subject, found: Answers) -> Mapping[str, Any]:
    fact = found["about"][0]
    statement = statements(subject.edition).read(fact["proposition"].value)
    voice, _ = _among(statement, fact["claim"].value)
    return {"statement": statement, "voice": voice}


def _among(statement: Statement, claim: str) -> tuple[Voice, list[Voice]]:
    """Return the voice of a claim, and all others on the same proposition."""
    voice = next(voice for voice in statement.voices if voice.claim.value == claim)
    return voice, [other for other in statement.voices if other != voice]


def _issue(subject: Subject, _: Answers) -> Mapping[str, Any]:
    return {"statement": statements(subject.edition).read}


def _document(subject: Subject, found: Answers) -> Mapping[str, Any]:
    known, rows = statements(subject.edition), found["passages"]
    read = document.paragraphs(passages(rows, found["verifications"]), rows, known)
    here = {row["claim"]: row["proposition"] for row in rows}
    flaws = issues(found["issues"])
    origins = {reading.voice.origin for some in read.values() for reading in some}
    published = derivations(subject.edition).published(iri(subject.thing))
    return {
        "paragraphs": read,
        "reading": lines_of(subject.edition, subject.names).reading,
        "flaws": [flaw for flaw in flaws if flaw.type.value != DIFFERENCE],
        "differences": [flaw for flaw in flaws if flaw.type.value == DIFFERENCE],
        "twins": document.twins(found["twins"], here, known),
        "language_name": _language_name,
        "wording": told,
        **_lineage(subject, [(iri(subject.thing), origin) for origin in origins.union(published)]),
    }


def _origin(subject: Subject, found: Answers) -> Mapping[str, Any]:
    known = statements(subject.edition)
    some = by_label(known.all(row["proposition"] for row in found["propositions"]), subject.names)
    here = iri(subject.thing)
    alone = [one for one in some if one.origins == (here,)]
    return {
        "alone": alone,
        "shared": [one for one in some if one.origins != (here,)],
        "speakers": _by_speaker(alone, subject.names),
        "line": lines_of(subject.edition, subject.names).line,
        **_lineage(subject, [(row["document"], here) for row in found["read"]]),
    }


def _by_speaker(some: Iterable[Statement], known: Names) -> dict[Term, list[Statement]]:
    """Return statements by those who speak on them; one stands under each of its speakers."""
    found: dict[Term, list[Statement]] = defaultdict(list)
    for one in some:
        for speaker in dict.fromkeys(voice.speaker for voice in one.voices):
            found[speaker].append(one)
    return {speaker: found[speaker] for speaker in sorted(found, key=known.label)}


def _lineage(subject: Subject, pairs: Iterable[tuple[Term, Term]]) -> dict[str, Any]:
    return _drawn(subject, derivations(subject.edition).ways(pairs))


def _drawn(subject: Subject, ways: list[Way]) -> dict[str, Any]:
    """Return the ways from documents to origins, with a drawing of them."""
    return {"ways": ways, "drawing": lineage.draw(ways, subject.names) if ways else None}


COMPOSED: dict[str, Callable[[Subject, Answers], Mapping[str, Any]]] = {
    "attestation": _attestation,
    "claim": _claim,
    "document": _document,
    "entity": _entity,
    "issue": _issue,
    "origin": _origin,
    "proposition": _proposition,
}
"""By the kind of page: what makes its data of the answers."""
