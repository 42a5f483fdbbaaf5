"""Write the network as CSV (RFC 4180): a table of agents and one of edges.

The first columns are those that Gephi's import knows.  A cell whose text a
spreadsheet could take for a formula begins with an apostrophe, which is the
spreadsheets' own sign for text.

Source: OWASP, CSV Injection.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import IO

from nofuz.namespaces import last_part
from nofuz.release.exports.network import Agent, Edge, Network

NODE_COLUMNS = {
    "id": "IRI of the agent",
    "label": "its name in English, or in another language where it has none",
    "kind": "its kind in words",
    "class": "its kind as the last part of an IRI: a term of /def, or of FOAF or ORG",
    "other_names": "further names in all languages, separated by ' | '",
    "same_as": "IRIs elsewhere, separated by spaces",
}
EDGE_COLUMNS = {
    "source": "IRI of the agent that it goes from",
    "target": "IRI of the agent that it goes to",
    "type": "Directed, or Undirected for a mutual relation, whose ends are in alphabetical order",
    "id": "IRI of the proposition, with a number where it relates several pairs",
    "label": "what is reported, with its standing",
    "proposition": "IRI of the proposition",
    "statement": "the proposition in words; it is only something said",
    "class": "kind of the proposition, the last part of an IRI of /def",
    "standing": "corroborated, single-origin, contested or wording-only; /voc/standing explains",
    "origins": "number of origins of the claims for it",
    "documents": "number of documents in which it is claimed, for and against",
    "affirmed_by": "who says so, and from which origin, separated by ' | '",
    "not_affirmed_by": "who denies, qualifies or declines it, separated by ' | '",
    "when": "time of the content, in EDTF",
    "as_of": "moment at which it is said to have been so, in EDTF",
    "when_text": "the source's wording of the time",
    "earliest": "first day that the time may mean",
    "latest": "last day that it may mean",
    "post": "the post that is held, in words",
    "claims": "IRIs of all claims on it, separated by spaces",
    "origin_iris": "IRIs of the origins of the claims for it, separated by spaces",
    "document_iris": "IRIs of the documents in which it is claimed, separated by spaces",
}

_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_BLANK = " \t\r\n\v\f\u00a0\ufeff"


def write_nodes(network: Network, output: IO[bytes]) -> None:
    """Write the agents that some edge ends at."""
    _write(NODE_COLUMNS, (_node(agent) for agent in network.connected), output)


def write_edges(network: Network, output: IO[bytes]) -> None:
    """Write the edges."""
    _write(EDGE_COLUMNS, (edge_values(edge) for edge in network.edges), output)


def _node(agent: Agent) -> Mapping[str, str]:
    return {
        "id": agent.iri,
        "label": agent.name,
        "kind": agent.kind_name,
        "class": last_part(agent.kind),
        "other_names": " | ".join(agent.other_names),
        "same_as": " ".join(agent.same_as),
    }


def edge_values(edge: Edge) -> Mapping[str, str]:
    """Return the values of an edge by column."""
    statement = edge.statement
    times = statement.times
    return {
        "source": edge.source,
        "target": edge.target,
        "type": "Undirected" if edge.is_mutual else "Directed",
        "id": edge.id,
        "label": edge.label,
        "proposition": statement.iri,
        "statement": statement.text,
        "class": last_part(statement.kind),
        "standing": last_part(statement.standing),
        "origins": str(statement.origins),
        "documents": str(len(statement.documents)),
        "affirmed_by": " | ".join(claim.wording for claim in statement.claims_for),
        "not_affirmed_by": " | ".join(claim.wording for claim in statement.other_claims),
        "when": times.get("when", ""),
        "as_of": times.get("asOf", ""),
        "when_text": times.get("whenText", ""),
        "earliest": times.get("earliest", ""),
        "latest": times.get("latest", ""),
        "post": statement.post_name,
        "claims": " ".join(claim.iri for claim in statement.claims),
        "origin_iris": " ".join(statement.origins_for),
        "document_iris": " ".join(document.iri for document in statement.documents),
    }


def neutralised(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> neutralised("=1+1"), neutralised("a = b")
    ("'=1+1", 'a = b')
    """
    return (
        f"'{text}"
        if text.lstrip(_BLANK).startswith(_FORMULA) or text.startswith(("\t", "\r"))
        else text
    )


def row(cells: Iterable[str]) -> bytes:
    """Return a line of a table, its cells neutralised."""
    text = io.StringIO()
    csv.writer(text).writerow([neutralised(cell) for cell in cells])
    return text.getvalue().encode()


def _write(columns: Iterable[str], rows: Iterable[Mapping[str, str]], output: IO[bytes]) -> None:
    columns = tuple(columns)
    output.write(row(columns))
    for values in rows:
        output.write(row(values[column] for column in columns))
