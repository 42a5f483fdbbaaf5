"""Networks of a few relations between agents with one letter."""

from datetime import date

from nofuz.namespaces import NOFUZ, VOC
from nofuz.network.choosing import Shown
from nofuz.network.relations import Relation, Relations
from nofuz.pages.times import Times

BASE = "https://w3id.org/nofuz/"


def agent(name):
    return f"{BASE}id/agent/{name}"


def origin(name):
    return f"{BASE}id/origin/{name}"


def document(name):
    return f"{BASE}id/document/{name}"


def relation(ends, standing="single-origin", origins="leak", *, mutual=False, **told):
    """Return a relation such as relation("ab"): what a is said to do to b."""
    proposition = f"{BASE}id/proposition/{ends}-{standing}-{origins.replace(' ', '-')}"
    return Relation(
        proposition,
        agent(ends[0]),
        agent(ends[1]),
        mutual,
        proposition,
        NOFUZ + told.get("kind", "Command"),
        VOC + standing,
        frozenset(map(origin, origins.split())),
        frozenset(map(document, told.get("documents", "gazette").split())),
        told.get("times", Times()),
    )


def shown(ends, standing="single-origin", origins="leak", *, mutual=False):
    """Return a relation as it is shown to those who choose nothing."""
    edge = relation(ends, standing, origins, mutual=mutual)
    return Shown(edge, edge.standing, len(edge.origins), "open")


def network(*edges):
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    return Relations(edges, dict.fromkeys(sorted(ends), "person"))


def within(first, last):
    """Return the times of what lies between two days."""
    days = map(date.fromisoformat, (first, last))
    return Times((f"{first}/{last}",), (), (), (), *days)
