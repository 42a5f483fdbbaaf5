"""Which graphs a query sees: every combination of what a request and its query can name.

SPARQL 1.1 Protocol, section 2.1.4, and SPARQL 1.1 Query Language, section 13.2.
"""

from itertools import product
from pathlib import Path

import pytest

from nofuz.app import create_app
from nofuz.dataset.folder import open_dataset
from nofuz.edition import Editions
from nofuz.release.build import build
from nofuz.settings import Settings
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Triple, iri, literal

TINY = Path(__file__).parents[1] / "data" / "tiny"
GRAPHS = {"a": {"1", "2"}, "b": {"2", "3"}, "c": {"4"}}
JSON, N_TRIPLES = "application/sparql-results+json", "application/n-triples"
LINE = "<http://x/s> <http://x/p>"
SUBJECT, PREDICATE = iri("http://x/s"), iri("http://x/p")

# Of no graph, of one, of two that share a triple, of one twice, and of one that is not there.
NAMED = ["", "a", "a b", "c c", "nothing"]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory):
    """A client of a release that holds these graphs."""

    def content(*_):
        store = MemoryStore()
        for name, values in GRAPHS.items():
            triples = [Triple(SUBJECT, PREDICATE, literal(value)) for value in values]
            store.add(f"http://x/{name}", triples)
        return store

    releases = tmp_path_factory.mktemp("releases")
    build(open_dataset(TINY), releases, content=content)
    settings = Settings(releases=releases, workers=1, query_queue_seconds=30.0)
    editions = Editions(settings)
    yield create_app(settings, editions).test_client()
    editions.close()


def merge(names):
    """Return the values of the merge of some graphs."""
    return sorted(set().union(*(GRAPHS.get(name, set()) for name in names)))


def each(names):
    """Return the values of each graph with its name."""
    return sorted((name, value) for name in set(names) for value in GRAPHS.get(name, set()))


def dataset(default, named, clause_default, clause_named):
    """Return the names of the graphs of the dataset that is to be seen."""
    if default or named:  # the request's beats the query's as a whole
        return default, named
    if clause_default or clause_named:
        return clause_default, clause_named
    return list(GRAPHS), list(GRAPHS)


def rows(client, query, default, named, method="GET"):
    parameters = [("query", query)]
    parameters += [("default-graph-uri", f"http://x/{name}") for name in default]
    parameters += [("named-graph-uri", f"http://x/{name}") for name in named]
    options = {"data" if method == "POST" else "query_string": _encoded(parameters)}
    reply = client.open("/sparql", method=method, headers={"Accept": "text/csv"}, **options)
    assert reply.status_code == 200, reply.text
    return [tuple(line.split(",")) for line in reply.text.splitlines()[1:]]


def _encoded(parameters):
    found = {}
    for name, value in parameters:
        found.setdefault(name, []).append(value)
    return found


def clauses(default, named):
    return "".join(f" FROM <http://x/{name}>" for name in default) + "".join(
        f" FROM NAMED <http://x/{name}>" for name in named
    )


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("default", NAMED)
def test_request_and_query_name_the_dataset(graphs, default, named):
    default, named = default.split(), named.split()
    for clause in product(NAMED, NAMED):
        clause_default, clause_named = (names.split() for names in clause)
        seen, seen_named = dataset(default, named, clause_default, clause_named)
        from_clauses = clauses(clause_default, clause_named)
        query = f"SELECT ?o{from_clauses} {{ <http://x/s> <http://x/p> ?o }}"
        found = rows(graphs, query, default, named)
        assert sorted(value for (value,) in found) == merge(seen)
        query = f"SELECT ?g ?o{from_clauses} {{ GRAPH ?g {{ <http://x/s> <http://x/p> ?o }} }}"
        found = rows(graphs, query, default, named)
        assert sorted((g.removeprefix("http://x/"), o) for g, o in found) == each(seen_named)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("default", "named", "expected"),
    [
        ([], [], 4 * 5),
        (["a", "b"], [], 0),
        (["a"], ["b", "c"], 2 * 3),
        (["a", "b"], ["a", "b"], 3 * 4),
        ([], ["c"], 0),
        (["nothing"], ["nothing"], 0),
    ],
)
def test_default_and_named_graphs_meet_in_one_pattern(graphs, method, default, named, expected):
    query = """SELECT (COUNT(*) AS ?pairs) {
        <http://x/s> <http://x/p> ?d GRAPH ?g { <http://x/s> <http://x/p> ?n }
    }"""
    assert rows(graphs, query, default, named, method) == [(str(expected),)]


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("value", ["relative", "", "http://x/ a", "http://x/<"])
def test_a_graph_is_named_by_an_absolute_iri(graphs, name, value):
    reply = graphs.get("/sparql", query_string={"query": "ASK {}", name: value})
    assert reply.status_code == 400
    assert "absolute IRI" in reply.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        ("ASK FROM <http://x/a> { ?s ?p '4' }", JSON, '{"head":{},"boolean":false}'),
        (
            "ASK FROM <http://x/a> FROM <http://x/c> { ?s ?p '4' }",
            JSON,
            '{"head":{},"boolean":true}',
        ),
        ("CONSTRUCT FROM <http://x/c> WHERE { ?s ?p ?o }", N_TRIPLES, f'{LINE} "4" .\n'),
        ("DESCRIBE <http://x/s> FROM <http://x/c>", N_TRIPLES, f'{LINE} "4" .\n'),
    ],
)
def test_a_dataset_holds_for_every_form(graphs, query, accept, expected):
    reply = graphs.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert reply.text == expected
