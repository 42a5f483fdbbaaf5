"""Find the agent of the network that somebody names."""

from collections.abc import Sequence
from typing import NamedTuple

from nofuz.edition import Edition
from nofuz.index.finding import find
from nofuz.index.things import Filter
from nofuz.languages import DEFAULT
from nofuz.network.relations import Relations

_LONGEST = 300  # characters
_LOOKED_AT = 50
_MOST = 8


class Named(NamedTuple):
    """What somebody wrote: the agent of that name, else those that may be meant, best first."""

    text: str
    agent: str | None
    candidates: Sequence[str] = ()


def named(text: str, relations: Relations, edition: Edition, base: str, language: str) -> Named:
    """Return the agent that a text names.

    Args:
        text: an IRI, its last part, or a name as people write it.
        relations: the network; others than its agents are not found.
        edition: the open release.
        base: IRI that the dataset's own IRIs begin with.
        language: the one of the page, whose names are taken beside the English ones.
    """
    text = text.strip()[:_LONGEST]
    iri = text if "/" in text else f"{base}id/agent/{text}"
    if iri in relations.agents:
        return Named(text, iri)
    so_called = _called(text, relations, edition, language)
    if len(so_called) == 1:
        return Named(text, so_called[0])
    return Named(text, None, so_called or _like(text, relations, edition))


def _called(text: str, relations: Relations, edition: Edition, language: str) -> list[str]:
    name = text.casefold()
    labels = [edition.store.labels(relations.agents, known) for known in {language, DEFAULT}]
    found = {iri for known in labels for iri, label in known.items() if label.casefold() == name}
    return sorted(found)[:_MOST]


def _like(text: str, relations: Relations, edition: Edition) -> list[str]:
    if not text:
        return []
    found = find(edition.index, text, Filter(kind="agent"), limit=_LOOKED_AT)
    return [thing.iri for thing in found.things if thing.iri in relations.agents][:_MOST]
