"""The network and the ways through it as JSON, for a drawing and for programs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from nofuz.edition import Edition
from nofuz.namespaces import last_part
from nofuz.network.choosing import Choice, Shown
from nofuz.network.paths import Hop, Path
from nofuz.network.relations import Relations

MOST_DRAWN = 20_000
"""Relations in one drawing; more than that nobody can look at."""


def network_as_json(
    edition: Edition,
    relations: Relations,
    choice: Choice,
    shown: Sequence[Shown],
    language: str,
) -> bytes:
    """Return what is needed to draw some relations; ends of edges are places among the nodes.

    Args:
        edition: the open release.
        relations: all that there are.
        choice: what was asked for.
        shown: the relations of that choice.
        language: the one in which things are named, as far as they have names in it.
    """
    drawn = shown[:MOST_DRAWN]
    ends = {end for one in drawn for end in (one.relation.source, one.relation.target)}
    places = {iri: place for place, iri in enumerate(sorted(ends))}
    values = {one.relation.kind for one in drawn} | {one.standing for one in drawn}
    labels = edition.store.labels(ends | values, language)
    content = {
        "release": edition.name,
        "asked": choice.parameters(),
        "total": len(shown),
        "labels": {
            last_part(value): labels.get(value, last_part(value)) for value in sorted(values)
        },
        "nodes": [
            {"id": iri, "label": labels.get(iri, last_part(iri)), "kind": relations.agents[iri]}
            for iri in places
        ],
        "edges": [_edge(one, places) for one in drawn],
    }
    return _written(content)


def paths_as_json(
    edition: Edition, choice: Choice, start: str, end: str, paths: Mapping[str, Path | None]
) -> bytes:
    """Return the paths from one agent to another by what they are the best in.

    Args:
        edition: the open release.
        choice: which relations they may take.
        start: IRI of the agent that they begin at.
        end: IRI of the agent that they lead to.
        paths: the paths, None where there is none.
    """
    hops = [hop for path in paths.values() if path for hop in path.hops]
    iris = {iri for hop in hops for iri in (hop.source, hop.target)}
    iris |= {shown.relation.proposition for hop in hops for shown in hop.relations}
    labels = edition.store.labels(iris | {start, end})
    content = {
        "release": edition.name,
        "asked": choice.parameters(),
        "from": _named(start, labels),
        "to": _named(end, labels),
        "caution": "Each hop is said by itself; that they follow one another, nobody says.",
    }
    return _written(content | {name: _path(path, labels) for name, path in paths.items()})


def _edge(one: Shown, places: Mapping[str, int]) -> dict[str, Any]:
    edge = one.relation
    return {
        "id": edge.id,
        "source": places[edge.source],
        "target": places[edge.target],
        "mutual": edge.is_mutual,
        "kind": last_part(edge.kind),
        "standing": last_part(one.standing),
        "origins": one.origins,
        "documents": len(edge.documents),
        "told": one.holding == "then",
    }


def _path(path: Path | None, labels: Mapping[str, str]) -> list[dict[str, Any]] | None:
    return None if path is None else [_hop(hop, path, labels) for hop in path.hops]


def _hop(hop: Hop, path: Path, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "from": _named(hop.source, labels),
        "to": _named(hop.target, labels),
        "isWeakest": hop.strength == path.weakest,
        "isContested": hop.is_contested,
        "relations": [
            {
                "proposition": _named(shown.relation.proposition, labels),
                "kind": last_part(shown.relation.kind),
                "standing": last_part(shown.standing),
                "origins": shown.origins,
                "told": shown.holding == "then",
            }
            for shown in hop.relations
        ],
    }


def _named(iri: str, labels: Mapping[str, str]) -> dict[str, str]:
    return {"id": iri, "label": labels.get(iri, last_part(iri))}


def _written(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
