"""The whole check: all its steps, their order and what it reports."""

import json
import shutil

import pytest

from nofuz.dataset.check import NO_SOURCES, check
from nofuz.dataset.finding import Finding, Report, in_order
from nofuz.dataset.reasoning import NO_JAVA
from nofuz.errors import CommandError

STEPS = [
    *("read", "statements", "rules", "ledger", "hygiene", "profile"),
    *("shapes", "queries", "quotes", "coverage", "OWL"),
]


@pytest.fixture
def no_java(monkeypatch):
    """Leave the slowest step out."""
    monkeypatch.setenv("PATH", "")


@pytest.fixture
def sources(tmp_path):
    text = "On Monday Ali saw Zahra in October, it said."
    content = {"id": "news", "sha256": "0" * 64, "paragraphs": [{"id": "2", "text": text}]}
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "news.json").write_text(json.dumps(content))
    return tmp_path / "sources"


def test_a_good_dataset_has_an_empty_report(folder, sources):
    notices = () if shutil.which("java") else (NO_JAVA,)
    assert check(folder.dataset, sources) == Report(notices=notices)


@pytest.mark.usefixtures("no_java")
def test_without_sources_a_notice_says_what_was_not_checked(folder):
    assert check(folder.dataset) == Report(notices=(NO_SOURCES, NO_JAVA))


@pytest.mark.usefixtures("no_java")
def test_every_step_is_told_when_it_begins_and_when_it_is_done(folder, sources):
    told = []
    check(folder.dataset, sources, told.append)
    assert [(step.name, step.number, step.total) for step in told[::2]] == [
        (name, number, len(STEPS)) for number, name in enumerate(STEPS, start=1)
    ]
    assert [step._replace(seconds=None) for step in told[1::2]] == told[::2]
    assert all(step.seconds >= 0 for step in told[1::2])


@pytest.mark.usefixtures("no_java")
def test_one_check_tells_what_every_step_finds(folder, sources):
    folder.add(
        "instances/bad.ttl",
        'claim:x a nofuz:Claim ; nofuz:concerns agent:nobody ; nofuz:when "2014-13"^^edtf:EDTF .',
    ).replace("instances/documents/news.ttl", "Ali saw Zahra", "Ali met Zahra")
    report = check(folder.dataset, sources)
    assert {finding.rule for finding in report.findings} == {
        "claim-without-attestation",
        "dangling",
        "ledger-missing",
        "literal",
        "quote",
        "shape:Claim-stance",
    }
    assert list(report.findings) == sorted(
        report.findings, key=lambda f: (f.file, f.line, f.focus, f.rule)
    )


def test_a_file_that_cannot_be_read_hides_the_other_steps(folder, sources):
    folder.add("instances/bad.ttl", "claim:x a .").add(
        "instances/worse.ttl", "agent:x a foaf:Preson ."
    )
    told = []
    report = check(folder.dataset, sources, told.append)
    assert [(f.file, f.rule) for f in report.findings] == [("instances/bad.ttl", "syntax")]
    assert {step.name for step in told} == {"read"}


@pytest.mark.usefixtures("no_java")
def test_warnings_are_no_findings(folder, sources):
    folder.replace(
        "instances/claims.ttl",
        "nofuz:speaker agent:officer ",
        "nofuz:speaker agent:officer, agent:ali ",
    )
    report = check(folder.dataset, sources)
    assert report.findings == ()
    assert [warning.rule for warning in report.warnings] == ["shape:Claim-speaker"]


@pytest.mark.usefixtures("no_java")
def test_a_check_changes_nothing_in_the_folder(folder, sources):
    before = folder.dataset.digest()
    check(folder.dataset, sources)
    assert folder.dataset.digest() == before


def test_a_folder_of_sources_that_is_none_is_told_before_the_work(folder, tmp_path):
    with pytest.raises(CommandError, match="holds no source texts"):
        check(folder.dataset, tmp_path / "none")


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (Finding("a.ttl", 3, "agent:x", "rule", "Do it."), "a.ttl:3: agent:x: rule: Do it."),
        (Finding("a.ttl", None, "", "rule", "Do\n  it."), "a.ttl: rule: Do it."),
    ],
)
def test_a_finding_is_one_line(finding, line):
    assert str(finding) == line


def test_findings_are_told_once_and_in_order_of_place():
    late, early, none = (Finding("a.ttl", line, "", "r", "m") for line in (10, 9, None))
    other = Finding("A.ttl", 1, "", "r", "m")
    assert in_order([late, early, none, late, other]) == (other, none, early, late)
