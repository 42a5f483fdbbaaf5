"""The exports that a release has, and what each of them loses."""

from dataclasses import dataclass

from nofuz.formats import Format

FOLDER = "exports"
"""Where a release keeps them."""

CAUTION = (
    "Nothing in this file is a finding of fact. An edge is a proposition that somebody is reported"
    " to affirm; its standing, its origins and those who deny it stand beside it."
)

_EVERY_LOSES = (
    "the passages that were read and their quotes, and how documents derive from one another",
    "propositions that do not relate two agents: events, goals, assessments, identity hypotheses",
    "relations that nobody affirms, because all speakers deny, decline or foretell them",
    "means, instruments, places, beneficiaries and notes of a relation",
    "names in other languages beside the English ones, but for a list of other names",
)
_IRIS = "each proposition, claim and origin has its IRI here, at which all of that can be found"


@dataclass(frozen=True)
class Export:
    """One export: its name at the command line, its file, and what a reader must know of it."""

    name: str
    file: str
    form: Format
    title: str
    own_losses: tuple[str, ...]

    @property
    def losses(self) -> tuple[str, ...]:
        """What the graph says and this file does not."""
        return (*self.own_losses, *_EVERY_LOSES)

    @property
    def note(self) -> str:
        """What the file says of itself."""
        return f"{CAUTION} It loses: {'; '.join(self.losses)}. What is kept: {_IRIS}."


NODES = Export(
    "nodes",
    "nodes.csv",
    Format("nodes", "csv", "text/csv", parameter="header=present"),
    "Agents as a table, for spreadsheets and Gephi",
    ("everything but the names, the kind and the links elsewhere of an agent",),
)
EDGES = Export(
    "edges",
    "edges.csv",
    Format("edges", "csv", "text/csv", parameter="header=present"),
    "Relations as a table, for spreadsheets and Gephi",
    ("the type of each cell: all are text, and several values in one are put in a row",),
)
GRAPHML = Export(
    "graphml",
    "network.graphml",
    Format("graphml", "graphml", "application/graphml+xml"),
    "The network for NetworkX, igraph, yEd and Cytoscape",
    (
        "mutual relations as such: many readers refuse edges with and without direction in one"
        " graph, so each is one directed edge whose ends are in alphabetical order and whose"
        " attribute mutual is true",
    ),
)
GEXF = Export(
    "gexf",
    "network.gexf",
    Format("gexf", "gexf", "application/gexf+xml"),
    "The network for Gephi",
    (
        "times as such: they are attributes and not lifetimes, since the bounds of what is"
        " uncertain are no beginning and no end",
    ),
)
FTM = Export(
    "ftm",
    "entities.ftm.json",
    Format("ftm", "ftm.json", "application/json+ftm"),
    "Entities of FollowTheMoney, one a line, for Aleph, OpenAleph and yente",
    (
        "the stance as such: FollowTheMoney has no word for a denial, so a link says in its role"
        " how it stands, and whoever denies, qualifies or declines stands in its description"
        " and in a note on both entities",
        "the kind of relation as such: FollowTheMoney's narrower kinds of link read as facts, so"
        " every link is an UnknownLink whose role says what is reported",
        "times that are uncertain or a span: they stand in the description only",
    ),
)
README = Export(
    "readme",
    "README.txt",
    Format("readme", "txt", "text/plain"),
    "What the files are, and what each column means",
    (),
)

EXPORTS = (NODES, EDGES, GRAPHML, GEXF, FTM, README)
BY_FILE = {export.file: export for export in EXPORTS}
BY_NAME = {export.name: export for export in EXPORTS}


def stored_name(export: Export) -> str:
    """Return the name of an export among the files of a release.

    >>> stored_name(EDGES)
    'exports/edges.csv'
    """
    return f"{FOLDER}/{export.file}"
