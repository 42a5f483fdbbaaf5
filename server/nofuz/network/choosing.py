"""Which relations somebody asks for, read from an address and written into one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from nofuz.errors import MalformedRequest
from nofuz.namespaces import NOFUZ, VOC, last_part
from nofuz.network.relations import Relation, Relations
from nofuz.network.trust import Origins
from nofuz.pages.times import Holding, asked_day
from nofuz.parameters import Parameters, single
from nofuz.responses import echoed

DAY, STRICT = "asOf", "told"
_YES = "yes"


@dataclass(frozen=True)
class Choice:
    """What relations must be; an empty set leaves them free.

    `origins` are the only ones that are trusted; `agents` are those at one of which
    a relation begins or ends; with `is_strict`, what is not told of the day is left
    out even where its time does not rule the day out.
    """

    kind: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    origin: frozenset[str] = frozenset()
    document: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    day: date | None = None
    is_strict: bool = False

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters that ask for it: the same ones for the same choice."""
        named = [(name, last_part(iri)) for name in NAMES for iri in sorted(getattr(self, name))]
        named += [(DAY, self.day.isoformat())] if self.day else []
        return named + ([(STRICT, _YES)] if self.is_strict else [])

    def address(self, path: str, **more: str | int) -> str:
        """Return an address below which this choice is shown, with further parameters."""
        given = [(name, str(value)) for name, value in more.items() if value]
        asked = urlencode([*self.parameters(), *given])
        return f"{path}?{asked}" if asked else path


class Shown(NamedTuple):
    """A relation of a choice: how it stands there, from how many origins, and for the day."""

    relation: Relation
    standing: str
    origins: int
    holding: Holding


NAMES = ("kind", "standing", "origin", "document", "agent")
"""The parameters of which there may be several."""

PARAMETERS = (*NAMES, DAY, STRICT)


def read_choice(parameters: Parameters, relations: Relations, base: str) -> Choice:
    """Return what is asked for; an empty parameter is none, as forms send it.

    Args:
        parameters: of the request; things by IRI or by its last part.
        relations: all that there are.
        base: IRI that the dataset's own IRIs begin with.

    Raises:
        MalformedRequest: a day is none, or a value names nothing in the network (400).
    """
    known: dict[str, tuple[str, Iterable[str]]] = {
        "kind": (NOFUZ, relations.kinds),
        "standing": (VOC, relations.standings),
        "origin": (f"{base}id/origin/", relations.origins),
        "document": (f"{base}id/document/", relations.documents),
        "agent": (f"{base}id/agent/", relations.agents),
    }
    named = {
        name: frozenset(
            _named(name, value, beginning, values)
            for value in parameters.get(name, ())
            if value.strip()
        )
        for name, (beginning, values) in known.items()
    }
    day = asked_day(single(parameters, DAY))
    is_strict = single(parameters, STRICT) == _YES and day is not None
    return Choice(**named, day=day, is_strict=is_strict)


def chosen(relations: Relations, choice: Choice, origins: Origins) -> list[Shown]:
    """Return the relations of a choice, in their order."""
    found = (_shown(edge, choice, origins) for edge in relations.edges if _is_of(edge, choice))
    return [
        shown
        for shown in found
        if (not choice.standing or shown.standing in choice.standing)
        and shown.holding != "other"
        and not (choice.is_strict and shown.holding == "open")
    ]


def _named(name: str, value: str, beginning: str, known: Mapping[str, int] | Iterable[str]) -> str:
    iri = value if "/" in value else beginning + value
    if iri not in known:
        raise MalformedRequest(f"no {name} in the network is named {echoed(value)!r}")
    return iri


def _is_of(edge: Relation, choice: Choice) -> bool:
    agents = choice.agent
    return (
        (not choice.kind or edge.kind in choice.kind)
        and (not choice.origin or not choice.origin.isdisjoint(edge.origins))
        and (not choice.document or not choice.document.isdisjoint(edge.documents))
        and (not agents or edge.source in agents or edge.target in agents)
    )


def _shown(edge: Relation, choice: Choice, origins: Origins) -> Shown:
    holding: Holding = edge.times.holding(choice.day) if choice.day else "open"
    if not choice.origin:
        return Shown(edge, edge.standing, len(edge.origins), holding)
    trusted = edge.origins & choice.origin
    return Shown(edge, origins.standing(edge, trusted), len(trusted), holding)
