"""The page of a document: what was read there, where it has it from, how it differs."""

from nofuz.namespaces import SPARQL_PREFIXES
from tests.pages.reader import Page

AHRAM = "/doc/document/ahram-2019-11-18"


def test_what_was_read_stands_by_paragraph(client):
    page = Page(client, AHRAM)
    [ninth] = page.words.split("Paragraph 9 ")[1:]
    ninth = ninth.split("Paragraph 10 ")[0]
    assert '"special relationship" with Tehran' in ninth
    assert "fidelity: paraphrase" in ninth
    assert "According to author of the cable on Abdul Mahdi" in ninth


def test_each_passage_of_a_document_is_shown(client):
    query = "SELECT ?a { ?a oa:hasSource document:ahram-2019-11-18 }"
    reply = client.get("/sparql", query_string={"query": SPARQL_PREFIXES + query})
    rows = reply.get_json(force=True)["results"]["bindings"]
    expected = {"/doc/attestation/" + row["a"]["value"].rpartition("/")[2] for row in rows}
    assert expected <= {address for _, address in Page(client, AHRAM).links}


def test_a_copy_is_told_from_its_twin(client):
    words = Page(client, AHRAM).words
    _, differences = words.split("Differences from other copies of the same text")
    assert "The Globe Post, 18 November 2019 Read here and not there" in differences
    assert "Read there and not here" in differences


def test_a_document_that_was_not_read_says_so(client):
    page = Page(client, "/doc/document/afp-2019-11-18")
    assert "Its text was not read" in page.words
    made = page.words.split("Documents made from it")[1]
    assert "Ahram Online, 18 November 2019: copies text of" in made


def test_an_origin_tells_what_rests_on_it_alone(client):
    words = Page(client, "/doc/origin/iran-cables").words
    shared, alone = words.split("What others speak on too ")[1].split("What rests on it alone ")
    assert "had a special relationship with Iran" in shared
    assert "had a special relationship with Iran" not in alone
    assert "4 documents in which it was read" in words or "in which it was read 4" in words
