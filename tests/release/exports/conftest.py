"""Networks of a few lines of Turtle, and that of the repository's own data."""

import gzip

import pytest

from nofuz.dataset.derivation import apply_rules
from nofuz.release.dumps import Dumps
from nofuz.release.exports.formats import stored_name
from nofuz.release.exports.network import read_network
from nofuz.release.exports.writing import write_exports
from tests.ontology.conftest import beside, ontology, repository_graphs

__all__ = ["beside", "ontology", "repository_graphs"]


@pytest.fixture(scope="session")
def content(beside):
    """Returns a store with the ontology, some Turtle, and what the rules make of it."""

    def content(turtle):
        graphs = beside(turtle)
        store = graphs.new_store()
        apply_rules(graphs.dataset, store)
        return store

    return content


@pytest.fixture(scope="session")
def network_of(content):
    """Returns the network of a few propositions."""

    def network_of(*propositions):
        return read_network(content("\n".join(propositions)))

    return network_of


@pytest.fixture(scope="session")
def published(repository_graphs, tmp_path_factory):
    """Returns an export of the repository's own data, as a build writes it."""
    folder = tmp_path_factory.mktemp("exports")
    store = repository_graphs.new_store()
    apply_rules(repository_graphs.dataset, store)
    write_exports(Dumps(folder), store, repository_graphs.dataset.base, "0123456789abcdef")
    return lambda export: gzip.decompress((folder / f"{stored_name(export)}.gz").read_bytes())


STANCES = {
    "affirms": "nofuz:stance voc:affirms ; nofuz:certainty voc:stated",
    "predicts": "nofuz:stance voc:affirms ; nofuz:certainty voc:predicted",
    "denies": "nofuz:stance voc:denies ; nofuz:certainty voc:stated",
    "declines": "nofuz:stance voc:declines ; nofuz:certainty voc:stated",
}


def told(name, kind_and_roles, *claims):
    """Return Turtle: a proposition with a claim for each pair of stance and origin."""
    turtle = f'proposition:{name} rdfs:label "it is {name}"@en ; a {kind_and_roles} .\n'
    for number, (stance, origin) in enumerate(claims):
        turtle += (
            f"claim:{name}-{number} a nofuz:Claim ; nofuz:concerns proposition:{name} ;"
            f" nofuz:speaker agent:speaker-{number} ; prov:hadPrimarySource origin:{origin} ;"
            f" {STANCES[stance]} .\n"
        )
    return turtle
