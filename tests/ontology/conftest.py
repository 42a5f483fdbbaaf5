"""The ontology of the repository, and tiny data to put beside it."""

from dataclasses import replace
from pathlib import Path

import pytest

from nofuz.dataset.folder import GraphFile, open_dataset
from nofuz.dataset.graphs import Graph, Graphs
from nofuz.dataset.syntax import read
from nofuz.namespaces import PREFIXES
from nofuz.store.parsing import parse_turtle

_PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


@pytest.fixture(scope="session")
def repository_graphs(repository):
    graphs, unread = read(open_dataset(repository))
    assert not unread
    return graphs


@pytest.fixture(scope="session")
def ontology(repository_graphs):
    """The files of ontology/, and nothing else."""
    return replace(repository_graphs, graphs=tuple(repository_graphs.of("ontology")))


@pytest.fixture(scope="session")
def beside(ontology):
    """Puts Turtle beside the ontology, as one more file of a part of the dataset."""

    def beside(turtle: str, part: str = "instances") -> Graphs:
        name = f"{part}/tiny.ttl"
        triples = tuple(parse_turtle((_PREFIXES + turtle).encode()))
        tiny = Graph(GraphFile(name, Path(name), f"urn:{name}"), turtle, triples, ())
        return replace(ontology, graphs=(*ontology.graphs, tiny))

    return beside
