"""Outcomes kept as data: the same bytes for the same outcomes, and a dataset that stays sound."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from nofuz.dataset.check import GATE, check, run
from nofuz.dataset.folder import PARTS, open_dataset
from nofuz.dataset.formatting import formatted
from nofuz.dataset.progress import Progress
from nofuz.dataset.syntax import read
from nofuz.errors import CommandError
from nofuz.verification.outcomes import DocumentReport, Outcome, Verification, not_fetched
from nofuz.verification.quotations import Quote, QuotedDocument, quoted_documents
from nofuz.verification.recording import FOLDER, record, turtle

DAY = date(2026, 11, 20)
BASE = "https://w3id.org/nofuz/"


@pytest.fixture
def dataset(tmp_path, repository):
    """A copy of the repository's dataset, without what was recorded there."""
    for part in PARTS:
        shutil.copytree(repository / part, tmp_path / part)
    shutil.rmtree(tmp_path / FOLDER, ignore_errors=True)
    return open_dataset(tmp_path)


@pytest.fixture
def reports(dataset):
    """Every outcome that there is, over all quotes of the dataset."""
    graphs, _ = read(dataset)
    kinds = list(Outcome)
    return [
        DocumentReport(
            document,
            tuple(
                Verification(quote, kinds[number % len(kinds)])
                for number, quote in enumerate(document.quotes)
            ),
        )
        for document in quoted_documents(graphs)
    ]


def documents(*names):
    return [
        QuotedDocument(
            f"{BASE}id/document/{name}",
            name,
            "https://news.example/",
            tuple(
                Quote(f"{BASE}id/attestation/{name}-p{number}-1", number, "words")
                for number in ("9", "10", "x1")
            ),
        )
        for name in names
    ]


def findings(path):
    graphs, unread = read(open_dataset(path))
    assert not unread
    return [str(found) for found in run(GATE, graphs, Progress(len(GATE))).findings]


def content(path):
    return {file.name: file.read_bytes() for file in (path / FOLDER).iterdir()}


def test_what_is_recorded_passes_the_check(dataset, reports):
    assert reports
    before = (dataset.ledger.read_bytes(), findings(dataset.path))
    record(dataset, reports, DAY, is_whole=True)
    assert (dataset.ledger.read_bytes(), findings(dataset.path)) == before == (before[0], [])


def test_what_is_recorded_is_consistent(dataset, reports):
    record(dataset, reports, DAY, is_whole=True)
    assert [str(found) for found in check(open_dataset(dataset.path)).findings] == []


def test_an_attestation_has_one_verification_with_outcome_and_day(dataset, reports):
    record(dataset, reports, DAY, is_whole=True)
    graphs, _ = read(open_dataset(dataset.path))
    rows = graphs.closure.rows("""
        SELECT ?graph ?attestation ?outcome ?day WHERE { GRAPH ?graph {
            ?it a nofuz:Verification ; nofuz:verifies ?attestation ; nofuz:outcome ?outcome ;
                dcterms:date ?day } FILTER(!STRENDS(STR(?graph), "/entailed")) }""")
    recorded = {
        (row["graph"].value, row["attestation"].value, row["outcome"].value, row["day"].value)
        for row in rows
    }
    assert len(rows) == len(recorded)
    assert recorded == {
        (
            f"{BASE}graph/verifications/{report.document.name}",
            one.quote.attestation,
            f"{BASE}voc/{one.outcome}",
            "2026-11-20",
        )
        for report in reports
        for one in report.verifications
    }


def test_the_same_outcomes_on_the_same_day_give_the_same_bytes(dataset, reports):
    record(dataset, reports, DAY, is_whole=True)
    before = content(dataset.path)
    record(dataset, list(reversed(reports)), DAY, is_whole=True)
    assert content(dataset.path) == before
    record(dataset, reports, date(2026, 11, 21), is_whole=True)
    assert content(dataset.path) != before


def test_the_order_is_that_of_the_paragraphs_and_the_form_is_stable():
    [document] = documents("news")
    text = turtle(not_fetched(document, "no answer"), BASE, DAY)
    subjects = [line.split()[0] for line in text.splitlines() if " a nofuz:" in line]
    assert subjects == [f"verification:news-p{part}-1" for part in ("9", "10", "x1")]
    assert formatted(text) == text
    backwards = document._replace(quotes=document.quotes[::-1])
    assert turtle(not_fetched(backwards, "other reason"), BASE, DAY) == text


def test_under_another_base_the_names_are_under_that_base():
    [document] = documents("news")
    moved = document._replace(
        quotes=tuple(
            quote._replace(attestation=quote.attestation.replace(BASE, "https://example.org/"))
            for quote in document.quotes
        )
    )
    text = turtle(not_fetched(moved, ""), "https://example.org/", DAY)
    assert "<https://example.org/graph/verifications/news#>" in text
    assert "<https://example.org/id/attestation/news-p9-1>" in text
    assert "nofuz: <https://w3id.org/nofuz/def#>" in text


def test_the_next_run_replaces_what_was_written_and_drops_what_is_no_more(folder):
    dataset = open_dataset(folder)
    first = [not_fetched(document, "") for document in documents("news", "old")]
    assert record(dataset, first, DAY, is_whole=True) == [
        folder / FOLDER / "news.ttl",
        folder / FOLDER / "old.ttl",
    ]
    record(dataset, first[:1], DAY, is_whole=True)
    assert content(folder).keys() == {"news.ttl"}


def test_a_run_over_one_document_leaves_the_others_alone(folder):
    dataset = open_dataset(folder)
    first = [not_fetched(document, "") for document in documents("news", "old")]
    record(dataset, first, DAY, is_whole=True)
    before = content(folder)
    record(dataset, first[:1], date(2026, 11, 21), is_whole=False)
    after = content(folder)
    assert after.keys() == before.keys()
    assert after["old.ttl"] == before["old.ttl"]
    assert after["news.ttl"] != before["news.ttl"]


@pytest.mark.parametrize("name", ["../../outside", "a/b", ".hidden", "", "/etc/passwd"])
def test_no_document_is_recorded_outside_the_folder(folder, name):
    dataset = open_dataset(folder)
    both = [not_fetched(document, "") for document in documents("news", name)]
    with pytest.raises(CommandError, match="no name for a file"):
        record(dataset, both, DAY, is_whole=True)
    assert not (folder / FOLDER).exists()


def test_a_folder_that_cannot_be_written_is_told(folder):
    Path(folder / FOLDER).write_text("a file where a folder should be")
    with pytest.raises(CommandError, match="cannot write"):
        record(open_dataset(folder), [], DAY, is_whole=True)
