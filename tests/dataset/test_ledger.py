"""The list of all IRIs that were ever published."""

import pytest

from nofuz.dataset.folder import LEDGER
from nofuz.dataset.ledger import ledger_findings, updated

HEADER = "iri,kind,since,status,successor,date,reason"
STEM = "https://w3id.org/nofuz/id/"
ZAHRA = f"{STEM}agent/zahra,agent,0.1.0,active,,,\n"


def found(folder):
    return {(f.file, f.line, f.focus, f.rule) for f in ledger_findings(folder.graphs)}


def add_row(folder, row):
    """Add a row at the end, where an agent called zz belongs."""
    folder.replace(LEDGER, ZAHRA, f"{ZAHRA}{STEM}{row}\n")


def test_a_ledger_of_all_that_is_there_passes(folder):
    assert found(folder) == set()


def test_an_iri_that_is_not_listed_is_told_where_it_is_described(folder):
    folder.replace(LEDGER, ZAHRA, "")
    assert found(folder) == {("instances/agents.ttl", 11, "agent:zahra", "ledger-missing")}


def test_an_iri_that_vanished_is_told(folder):
    add_row(folder, "agent/zz,agent,0.1.0,active,,,")
    assert found(folder) == {(LEDGER, 5, "agent:zz", "ledger-vanished")}


@pytest.mark.parametrize(
    "row",
    [
        "agent/zz,agent,0.1.0,withdrawn,,2025-01-31,a person of that name never existed",
        f"agent/zz,agent,0.1.0,merged,{STEM}agent/zahra,2025-01-31,the same person",
    ],
)
def test_an_iri_that_was_merged_or_withdrawn_with_a_reason_may_be_gone(folder, row):
    add_row(folder, row)
    assert found(folder) == set()


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("agent/zz,agent,0.1.0,withdrawn,,,", "ledger-reason"),
        ("agent/zz,agent,0.1.0,withdrawn,,31.1.2025,why", "ledger-reason"),
        ("agent/zz,agent,0.1.0,withdrawn,,20250131,why", "ledger-reason"),
        ("agent/zz,agent,0.1.0,merged,,2025-01-31,why", "ledger-successor"),
        (f"agent/zz,agent,0.1.0,merged,{STEM}agent/nobody,2025-01-31,why", "ledger-successor"),
        (f"agent/zz,agent,0.1.0,merged,{STEM}agent/zz,2025-01-31,why", "ledger-successor"),
        ("agent/zz,agent,0.1.0,gone,,,", "ledger-status"),
        ("agent/zz,agent,,withdrawn,,2025-01-31,why", "ledger-since"),
    ],
)
def test_a_row_that_lacks_something_is_told(folder, row, rule):
    add_row(folder, row)
    assert found(folder) == {(LEDGER, 5, "agent:zz", rule)}


def test_a_withdrawn_iri_must_not_come_back(folder):
    folder.replace(
        LEDGER, "zahra,agent,0.1.0,active,,,", "zahra,agent,0.1.0,withdrawn,,2025-01-31,why"
    )
    assert found(folder) == {(LEDGER, 4, "agent:zahra", "ledger-reused")}


def test_the_kind_is_the_one_that_the_iri_says(folder):
    folder.replace(LEDGER, "zahra,agent", "zahra,place")
    assert found(folder) == {(LEDGER, 4, "agent:zahra", "ledger-kind")}


def test_rows_are_sorted_and_single(folder):
    folder.replace(LEDGER, f"{STEM}agent/ali,agent,0.1.0,active,,,\n", "")
    add_row(folder, "agent/ali,agent,0.1.0,active,,,")
    add_row(folder, "agent/zahra,agent,0.1.0,active,,,")
    assert found(folder) == {
        (LEDGER, 4, "agent:zahra", "ledger-order"),
        (LEDGER, 5, "agent:ali", "ledger-order"),
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", f"its first line must be: {HEADER}"),
        ("iri,kind\n", f"its first line must be: {HEADER}"),
        (f"{HEADER}\na,b\n", "line 2 has 2 fields, not 7"),
        (f'{HEADER}\n"a', "unexpected end of data"),
    ],
)
def test_a_file_that_is_no_ledger_is_told(folder, text, reason):
    (folder.path / LEDGER).write_text(text)
    (finding,) = ledger_findings(folder.graphs)
    assert (finding.file, finding.rule) == (LEDGER, "ledger")
    assert finding.message == f"It cannot be read: {reason}."


def test_a_ledger_in_another_encoding_is_told(folder):
    (folder.path / LEDGER).write_bytes(b"\xff")
    assert found(folder) == {(LEDGER, None, "", "ledger")}


def test_without_a_ledger_everything_is_missing_from_it(folder):
    (folder.path / LEDGER).unlink()
    assert {rule for *_, rule in found(folder)} == {"ledger-missing"}
    assert len(found(folder)) == 9


def test_an_update_adds_what_is_missing_and_keeps_the_rest(folder):
    before = (folder.path / LEDGER).read_text()
    folder.replace(LEDGER, ZAHRA, "")
    assert updated(folder.graphs, "0.2.0") == before.replace(
        "zahra,agent,0.1.0", "zahra,agent,0.2.0"
    )


def test_an_update_of_a_complete_ledger_changes_nothing(folder):
    assert updated(folder.graphs, "0.2.0") == (folder.path / LEDGER).read_text()
