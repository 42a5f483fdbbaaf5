"""The commands, run as a person would."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Graph

from tests.live import NOFUZ

TINY = Path(__file__).parent / "data" / "tiny"
SELECT = "SELECT ?kind { <https://w3id.org/nofuz/id/agent/iran> a ?kind }"
CONSTRUCT = "CONSTRUCT WHERE { <https://w3id.org/nofuz/id/agent/iran> ?p ?o }"
STATE = "https://w3id.org/nofuz/def#State"


def run(*arguments, **options):
    return subprocess.run(
        [NOFUZ, *map(str, arguments)], capture_output=True, text=True, check=False, **options
    )


def query(releases, text, *options):
    return run("query", text, "--releases", releases, *options)


def test_a_query_prints_a_table(releases):
    reply = query(releases, SELECT)
    assert reply.returncode == 0
    rows = [line.strip("│ ") for line in reply.stdout.splitlines() if line.startswith("│")]
    assert rows == ["kind", STATE]


def test_a_build_keeps_as_many_releases_as_it_is_told(tmp_path):
    dataset = Path(shutil.copytree(TINY, tmp_path / "dataset"))
    agents, releases = dataset / "instances" / "agents.ttl", tmp_path / "releases"
    for name in ("Zahra", "Zahra the elder", "Zahra the younger"):
        text = agents.read_text("utf-8")
        agents.write_text(re.sub('"Zahra[^"]*"@en', f'"{name}"@en', text), "utf-8")
        reply = run("build", dataset, "--releases", releases, "--keep", 2)
        assert reply.returncode == 0, reply.stderr
    assert len(list(releases.glob("*/store"))) == 2
    assert (releases / reply.stdout.strip() / "store").is_dir()


@pytest.mark.parametrize("text", ["ASK {}", "ASK { FILTER(false) }"])
def test_an_ask_prints_yes_or_no(releases, text):
    assert query(releases, text).stdout == ("no\n" if "false" in text else "yes\n")


def test_a_query_is_read_from_standard_input(releases):
    reply = run("query", "-", "--releases", releases, "--format", "csv", input=SELECT)
    assert reply.stdout.split() == ["kind", STATE]


def test_formats_are_for_pipes(releases):
    [row] = json.loads(query(releases, SELECT, "--format", "json").stdout)["results"]["bindings"]
    assert row["kind"]["value"] == STATE
    graph = Graph().parse(data=query(releases, CONSTRUCT, "--format", "ttl").stdout)
    assert len(graph) > 1


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("SELECT", [], "error at 1:7"),
        (SELECT, ["--format", "ttl"], "the result cannot be written as ttl"),
        ("ASK { SERVICE <http://x/> {} }", [], "SERVICE is refused"),
        ("CLEAR ALL", [], "is an update"),
    ],
)
def test_a_query_that_cannot_be_answered_is_one_line(releases, text, options, message):
    reply = query(releases, text, *options)
    assert reply.returncode == 1
    assert message in reply.stderr
    assert reply.stderr.startswith("nofuz: ")
    assert reply.stderr.count("\n") == 1


def test_control_characters_do_not_reach_the_terminal(releases):
    reply = query(releases, 'SELECT ("\\u001b[31mred\\u0007" AS ?x) {}')
    assert "\x1b" not in reply.stdout
    assert "\x07" not in reply.stdout


def test_without_a_release_the_next_step_is_told(tmp_path):
    reply = query(tmp_path, SELECT)
    assert reply.returncode == 1
    assert "run 'nofuz build' first" in reply.stderr


def test_a_clean_dataset_has_no_findings(repository):
    reply = run("check", repository)
    assert reply.returncode == 0, reply.stdout
    assert reply.stdout == ""
    assert reply.stderr.splitlines()[-1] == "0 findings, 0 warnings"


def test_findings_are_printed_one_a_line(tmp_path, repository):
    subprocess.run(
        [
            "cp",
            "-r",
            *(repository / part for part in ("ontology", "instances", "shapes")),
            tmp_path,
        ],
        check=True,
    )
    origins = tmp_path / "instances/origins.ttl"
    origins.write_text(
        origins.read_text("utf-8").replace("nofuz:originType", "nofuz:orignType", 1), "utf-8"
    )
    reply = run("check", tmp_path)
    assert reply.returncode == 1
    lines = reply.stdout.splitlines()
    places = [line.split(": ")[0] for line in lines]
    assert places == sorted(places)
    assert any(line.startswith("instances/origins.ttl:") and "orignType" in line for line in lines)


def test_a_folder_that_is_no_dataset_ends_with_2(tmp_path):
    reply = run("check", tmp_path)
    assert reply.returncode == 2
    assert (
        reply.stderr
        == f"nofuz: {tmp_path} is no dataset: it has no ontology/, instances/, shapes/\n"
    )


def test_the_same_input_gives_the_same_release(repository, tmp_path):
    names = {run("build", repository, "--releases", tmp_path / name).stdout for name in "ab"}
    assert len(names) == 1
    dumps = {
        (tmp_path / name / names.copy().pop().strip() / "dataset.nq.gz").read_bytes()
        for name in "ab"
    }
    assert len(dumps) == 1


@pytest.mark.parametrize(
    "command", ["check", "verify", "format", "build", "serve", "query", "init"]
)
def test_every_option_explains_itself(command):
    reply = run(command, "--help")
    assert reply.returncode == 0
    options = [line for line in reply.stdout.splitlines() if line.lstrip().startswith("--")]
    assert options


def test_format_says_what_it_would_change_and_then_changes_it(tmp_path):
    assert run("init", tmp_path).returncode == 0
    origins = tmp_path / "instances/origins.ttl"
    stable = origins.read_text("utf-8")
    origins.write_text(stable.replace(" ;\n    ", ";"), "utf-8")
    assert run("format", tmp_path, "--check").returncode == 1
    assert origins.read_text("utf-8") != stable
    assert run("format", tmp_path).stdout == f"{origins}\n"
    assert origins.read_text("utf-8") == stable
    assert run("format", tmp_path, "--check").returncode == 0


def test_coverage_needs_the_texts(repository):
    reply = run("check", repository, "--coverage")
    assert reply.returncode == 1
    assert reply.stderr == "nofuz: --coverage needs the texts: give --sources as well\n"


@pytest.mark.parametrize(
    ("library", "command"),
    [("granian", "serve"), ("pyshacl", "check"), ("pyoxigraph", "query"), ("click", "build")],
)
def test_a_library_that_is_not_there_is_one_line(library, command, repository, releases, tmp_path):
    blocked = tmp_path / "sitecustomize.py"
    blocked.write_text(f"import sys\nsys.modules[{library!r}] = None\n", "utf-8")
    subject = "ASK {}" if command == "query" else str(repository)
    options = [] if command == "check" else ["--releases", str(releases)]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    reply = run(command, subject, *options, env=environment)
    assert reply.returncode == 1
    assert reply.stderr.splitlines()[-1].startswith(f"nofuz: {library} is not installed")
    assert "Traceback" not in reply.stderr


def test_an_export_is_written_to_standard_output_or_a_file(releases, tmp_path):
    printed = run("export", "edges", "--releases", releases)
    assert printed.stdout.startswith("source,target,")
    path = tmp_path / "edges.csv"
    run("export", "edges", "--releases", releases, "--output", path)
    assert path.read_text("utf-8").splitlines() == printed.stdout.splitlines()


def test_a_claim_is_exported_as_a_nanopublication(releases):
    options = ["--claim", "cable-on-abdul-mahdi", "--releases", releases]
    reply = run("export", "nanopublication", *options)
    assert "a np:Nanopublication" in reply.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nanopublication"], "--claim names the claim"),
        (["edges", "--claim", "x"], "--claim names the claim"),
        (["nanopublication", "--claim", "nobody"], "no claim is named 'nobody'"),
        (["xlsx"], "is not one of"),
    ],
)
def test_an_export_that_cannot_be_made_leaves_no_file(releases, tmp_path, arguments, message):
    path = tmp_path / "export"
    reply = run("export", *arguments, "--releases", releases, "--output", path)
    assert reply.returncode != 0
    assert message in reply.stderr
    assert not path.exists()
