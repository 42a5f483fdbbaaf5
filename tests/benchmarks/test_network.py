"""The generated graph: our ontology's words, a power law, and the same bytes each time."""

import hashlib
import shutil
from collections import Counter, defaultdict
from statistics import median

import pyoxigraph as ox
import pytest

from nofuz.dataset.check import GATE, run
from nofuz.dataset.folder import LEDGER, open_dataset
from nofuz.dataset.ledger import updated
from nofuz.dataset.progress import Progress, silent
from nofuz.dataset.syntax import read
from nofuz.namespaces import BASE, NOFUZ, PREFIXES
from tests.benchmarks.names import name
from tests.benchmarks.network import INFLUENCE, n_quads

TYPE = PREFIXES["rdf"] + "type"
SHORTCUTS = {
    "shortcut": ("influencer", "influenced"),
    "transferShortcut": ("giver", "receiver"),
    "mutualShortcut": ("party", "party"),
}


def quads(statements, seed=1):
    return list(ox.parse(b"".join(n_quads(statements, seed)), ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def small():
    return quads(5_000)


@pytest.fixture(scope="module")
def ontology(repository):
    graphs, unread = read(open_dataset(repository))
    assert unread == []
    return graphs


@pytest.fixture(scope="module")
def folder(small, repository, tmp_path_factory):
    """The generated graph as a dataset: each named graph a file, each thing one block."""
    path = tmp_path_factory.mktemp("generated")
    for part in ("ontology", "shapes"):
        shutil.copytree(repository / part, path / part)
    graphs = defaultdict(list)
    for quad in small:
        graphs[quad.graph_name.value.removeprefix(f"{BASE}graph/")].append(quad.triple)
    for graph, triples in graphs.items():
        file = path / "instances" / f"{graph}.ttl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE))
    graphs, _ = read(open_dataset(path))
    (path / LEDGER).write_text(updated(graphs, "0.1.0"))
    return path


def digest(lines):
    return hashlib.sha256(b"".join(lines)).hexdigest()


def test_the_same_size_and_seed_give_the_same_bytes():
    assert digest(n_quads(3_000)) == digest(n_quads(3_000))


def test_another_seed_gives_another_graph():
    assert digest(n_quads(3_000, seed=1)) != digest(n_quads(3_000, seed=2))


@pytest.mark.parametrize("statements", [3_000, 30_000, 300_000])
def test_a_graph_has_about_as_many_statements_as_asked_for(statements):
    assert sum(1 for _ in n_quads(statements)) == pytest.approx(statements, rel=0.05)


def test_no_statement_is_made_twice(small):
    assert len(small) == len(set(small))


def test_all_classes_and_properties_are_declared(small, ontology):
    declared = {triple.subject.value for triple in ontology.triples("ontology")}
    classes = {quad.object.value for quad in small if quad.predicate.value == TYPE}
    properties = {
        name
        for name in (quad.predicate.value for quad in small)
        if not name.startswith((PREFIXES["rdf"], PREFIXES["rdfs"]))
    }
    concepts = {
        quad.object.value
        for quad in small
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(PREFIXES["voc"])
    }
    assert len(concepts) > 20
    assert (classes | properties | concepts) - declared == set()


@pytest.mark.parametrize("kind", sorted(INFLUENCE))
def test_the_sides_of_a_relation_are_those_that_its_shortcut_is_drawn_from(kind, ontology):
    shortcuts = {
        triple.predicate.value.removeprefix(NOFUZ)
        for triple in ontology.triples("ontology")
        if triple.subject.value == NOFUZ + kind
    }
    (shortcut,) = shortcuts & SHORTCUTS.keys()
    assert INFLUENCE[kind] == SHORTCUTS[shortcut]


def test_all_kinds_of_things_are_there(small):
    kinds = {
        quad.subject.value.removeprefix(f"{BASE}id/").partition("/")[0]
        for quad in small
        if quad.predicate.value == TYPE
    }
    assert kinds == {
        *("agent", "attestation", "claim", "document", "origin", "place", "post", "proposition")
    }


@pytest.mark.parametrize("kind", ["agent", "document", "origin"])
def test_degrees_follow_a_power_law(kind):
    stem = f"<{BASE}id/{kind}/"
    objects = (line.decode().split(" ", 3)[2] for line in n_quads(200_000))
    degrees = Counter(value for value in objects if value.startswith(stem))
    assert max(degrees.values()) > 20 * median(degrees.values())
    ordered = sorted(degrees.values(), reverse=True)
    tenth = sum(ordered[: len(ordered) // 10])
    assert 0.35 * sum(ordered) < tenth < 0.9 * sum(ordered)


def test_no_two_agents_have_one_name():
    assert len({name(number) for number in range(100_000)}) == 100_000


def test_a_small_graph_passes_every_check(folder):
    graphs, unread = read(open_dataset(folder))
    assert unread == []
    report = run(GATE, graphs, Progress(len(GATE), silent))
    assert [*report.findings, *report.warnings] == []
