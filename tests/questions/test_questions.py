"""The competency questions: each query finds in the data what its documents answer.

A query is written from the ontology alone and knows no record but by its label, or a document by
its name.  Where the documents do not answer, it finds nothing for the right reason: beside data
that does, made up in `hypothetical/`, it finds the answer.
"""

import json
import re
from pathlib import Path

import pytest

from nofuz.dataset.derivation import apply_rules
from nofuz.dataset.folder import open_dataset
from nofuz.dataset.syntax import read
from nofuz.namespaces import BASE, EDTF, PREFIXES, compact
from nofuz.release.releases import current_release
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.memory import write_store
from nofuz.store.parsing import parse_turtle

FOLDER = Path(__file__).parent
QUERIES = {path.stem: path.read_text() for path in sorted(FOLDER.glob("*.rq"))}
HYPOTHETICAL = {path.stem: path for path in sorted(FOLDER.glob("hypothetical/*.ttl"))}
RECORDS = BASE + "id/"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())


@pytest.fixture(scope="module")
def release(releases):
    return current_release(releases).store


@pytest.fixture(scope="module")
def graphs(repository):
    graphs, unread = read(open_dataset(repository))
    assert not unread
    return graphs


@pytest.fixture
def beside(graphs, tmp_path):
    """A release's store of the dataset with a file beside it, and what the rules make of both."""

    def beside(path):
        store = graphs.new_store()
        store.add(path.as_uri(), parse_turtle(path.read_bytes()))
        apply_rules(graphs.dataset, store)
        write_store(store.n_quads(), tmp_path / "store")
        return EmbeddedStore.open(tmp_path / "store")

    return beside


def answer(store, question):
    """Ask a question; solutions without an order of their own are sorted."""
    query = QUERIES[question]
    if isinstance(EXPECTED[question]["answer"], bool):
        return store.ask(query)
    rows = store.select(query)
    return in_order(question, [{name: plain(term) for name, term in row.items()} for row in rows])


def in_order(question, rows):
    if EXPECTED[question].get("isOrdered") or isinstance(rows, bool):
        return rows
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def plain(term):
    """Return a term as the file of expected answers has it."""
    if term.kind == "iri":
        return compact(term.value)
    if term.datatype == PREFIXES["xsd"] + "integer":
        return int(term.value)
    if term.datatype == PREFIXES["xsd"] + "date":
        return {"date": term.value}
    if term.datatype == EDTF:
        return {"edtf": term.value}
    return term.value


@pytest.mark.parametrize("question", QUERIES)
def test_the_data_answers_a_question_as_its_documents_do(release, question):
    expected = in_order(question, EXPECTED[question]["answer"])
    assert answer(release, question) == expected


@pytest.mark.parametrize("question", HYPOTHETICAL)
def test_what_is_not_told_is_found_where_it_is_told(beside, question):
    assert not EXPECTED[question]["answer"]
    expected = in_order(question, EXPECTED[question]["hypothetical"])
    assert answer(beside(HYPOTHETICAL[question]), question) == expected


@pytest.mark.parametrize("question", QUERIES)
def test_the_endpoint_takes_the_query_of_a_question(client, question):
    response = client.post("/sparql", data={"query": QUERIES[question]})
    assert response.status_code == 200


@pytest.mark.parametrize("question", QUERIES)
def test_a_query_names_no_record_but_a_document(question):
    query = QUERIES[question]
    prefixes = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", query, re.MULTILINE))
    assert {name for name, iri in prefixes.items() if iri.startswith(RECORDS)} <= {"document"}
    assert query.count("<http") == len(prefixes)


def test_each_question_has_a_query_and_an_answer():
    assert list(QUERIES) == sorted(EXPECTED)


def test_each_empty_answer_has_a_hypothetical_one():
    assert set(HYPOTHETICAL) == {name for name, it in EXPECTED.items() if not it["answer"]}
