"""The command `nofuz verify`, run as a person would."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tests.live import NOFUZ
from tests.verification.conftest import PARAGRAPHS, QUOTES, article, edited, quoting


def run(*arguments, command=(NOFUZ,)):
    return subprocess.run(
        [*command, "verify", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COLUMNS": "200"},
    )


@pytest.fixture
def verify(site, folder):
    """Runs the command on a dataset that quotes what the site serves."""

    def verify(body, *options, allow=True, quotes=QUOTES, **reply):
        quoting(folder, site.serve("/flood", body, **reply), quotes)
        allowing = ["--allow", site.server] if allow else []
        return run(folder, *allowing, "--pause", "0", *options)

    return verify


def test_what_stands_is_one_line_for_the_document(verify):
    reply = verify(article())
    assert reply.returncode == 0
    assert reply.stdout == "document:flood: 7 quotes: 7 found\n"
    assert reply.stderr == ""


def test_what_changed_and_is_gone_is_a_line_each_and_exit_code_1(verify):
    paragraphs = list(edited(4, "of concrete", "of stone"))
    paragraphs[1] = PARAGRAPHS[1].replace(" at the old mill,", "")
    reply = verify(article(paragraphs))
    assert reply.returncode == 1
    assert reply.stdout.splitlines() == [
        'attestation:flood-p3-1: gone: "at the old mill"',
        'attestation:flood-p4-1: changed: "a new wall of concrete"'
        ' now reads "a new wall of stone."',
        "document:flood: 7 quotes: 5 found, 1 changed, 1 gone",
    ]


def test_what_moved_is_told_with_exit_code_0(verify):
    paragraphs = list(edited(3, " at the old mill,", ""))
    reply = verify(article(paragraphs, footer="It was at the old mill."))
    assert reply.returncode == 0
    assert len(reply.stdout.splitlines()) == 2


def test_a_document_out_of_reach_is_told_with_exit_code_0(verify):
    reply = verify("", status=500)
    assert reply.returncode == 0
    assert reply.stdout == "document:flood: not fetched: the server answers 500\n"


def test_loopback_is_refused_without_allow(verify, site):
    reply = verify(article(), allow=False)
    assert reply.returncode == 0
    assert reply.stdout == (
        f"document:flood: not fetched: {site.server} is at 127.0.0.1, which is not public\n"
    )
    assert site.requests == []


@pytest.mark.parametrize("server", ["127.0.0.1", "everything", "*", "127.0.0.0/8:80"])
def test_what_is_allowed_is_one_server(verify, server):
    reply = verify(article(), "--allow", server)
    assert reply.returncode == 2
    assert "HOST:PORT" in reply.stderr


def test_one_document_can_be_named(verify):
    assert verify(article(), "--document", "flood").returncode == 0
    reply = verify(article(), "--document", "drought")
    assert reply.returncode == 1
    assert reply.stderr == (
        "nofuz: no document drought has both quotes and an address (schema:url)\n"
    )


def test_without_record_nothing_is_written(verify, folder):
    quoting(folder, "http://127.0.0.1:9/")
    before = sorted(folder.rglob("*"))
    verify(article())
    assert sorted(folder.rglob("*")) == before


def test_record_writes_the_day_and_the_outcomes(verify, folder):
    days = [datetime.now(UTC).date().isoformat()]
    reply = verify(article(edited(3, " at the old mill,", "")), "--record")
    days.append(datetime.now(UTC).date().isoformat())
    path = folder / "instances/verifications/flood.ttl"
    assert reply.returncode == 1
    assert reply.stderr == f"recorded in {path}\n"
    text = path.read_text("utf-8")
    assert text.count("nofuz:outcome voc:found ;") == 6
    assert text.count("nofuz:outcome voc:gone ;") == 1
    assert any(text.count(f'"{day}"^^xsd:date') == 7 for day in days)


def test_a_dataset_with_nothing_to_verify_is_told(folder):
    reply = run(folder)
    assert reply.returncode == 0
    assert reply.stdout == ""
    assert reply.stderr == "no document has both quotes and an address (schema:url)\n"


def test_without_the_library_it_says_in_one_line_what_to_install(folder):
    blocked = "import sys; sys.modules['trafilatura'] = None; from nofuz.cli import main; main()"
    reply = run(folder, command=(sys.executable, "-c", blocked))
    assert reply.returncode == 1
    assert reply.stderr.startswith("nofuz: verify needs the package trafilatura: ")
    assert reply.stderr.count("\n") == 1
