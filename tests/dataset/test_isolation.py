"""Checking and building touch nothing but the dataset, the releases and Python's own files.

Whoever publishes a dataset may not have written it: no IRI in it may make the
program reach into a network or into other files of its machine.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import nofuz
from tests.dataset.trap import trap

# An audit hook (PEP 578) cannot be taken out again and sees what Python code does in this
# process, so that neither rdflib nor pySHACL gets round it.  It raises as well as tells: a
# library that swallows the exception is told of all the same.
_WATCH = """
import os, sys
from pathlib import Path

folder, releases, source = (Path(name).resolve() for name in sys.argv[1:4])
libraries = {Path(name).resolve() for name in (sys.prefix, sys.base_prefix, source)}
readable = {folder, releases, *libraries, Path("/proc/self")}
writable = {releases, Path(os.environ["TMPDIR"]).resolve()}
FORBIDDEN = ("socket.", "urllib.", "http.client.", "ftplib.", "os.system", "os.exec", "pty.")
seen = []

def watch(event, arguments):
    if event.startswith(FORBIDDEN) or (event == "open" and not is_allowed(*arguments)):
        seen.append((event, [str(argument)[:200] for argument in arguments]))
        raise PermissionError(f"{event} is forbidden")
    if event == "subprocess.Popen" and "nofuz.dataset.hermit" not in map(str, arguments[1]):
        seen.append((event, [str(arguments[1])]))
        raise PermissionError("a program is started")

def is_allowed(path, mode, flags):
    if isinstance(path, int):
        return True
    is_written = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    place = Path(os.path.realpath(os.fsdecode(path)))
    roots = writable if is_written else readable | writable
    return any(place.is_relative_to(root) for root in roots)

sys.dont_write_bytecode = True
sys.addaudithook(watch)
"""
_WORK = """
from nofuz.dataset.check import check
from nofuz.dataset.folder import open_dataset
from nofuz.errors import CommandError
from nofuz.release.build import build

dataset = open_dataset(folder)
print([finding.rule for finding in check(dataset).findings])
try:
    print(build(dataset, releases))
except CommandError as error:
    print(error)
print(seen)
"""


def run_watched(folder, releases, temporary, *, first=""):
    """Check and build in a process that may open nothing else; return what it printed."""
    source = Path(nofuz.__file__).parents[1]
    path = os.pathsep.join([str(source), *sys.path])
    reply = subprocess.run(
        [sys.executable, "-c", f"{_WATCH}{first}{_WORK}", folder, releases, source],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path, "TMPDIR": str(temporary)},
    )
    return reply.stdout.splitlines()


@pytest.fixture
def temporary(tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def test_our_own_dataset_is_checked_and_built_with_nothing_else_touched(
    repository, tmp_path, temporary
):
    findings, name, touched = run_watched(repository, tmp_path / "releases", temporary)
    assert findings == "[]"
    assert (tmp_path / "releases" / name / "manifest.json").is_file()
    assert touched == "[]"


HOSTILE = {
    "imports": "<URL> a owl:Ontology ; owl:imports <URL> , <file:///etc/passwd> .",
    "an-instance-that-is-an-ontology": (
        "document:x a nofuz:SourceDocument , owl:Ontology ; owl:imports <URL> ;"
        " owl:priorVersion <URL> ; rdfs:isDefinedBy <URL> ; rdfs:seeAlso <URL> ."
    ),
    "shapes-from-elsewhere": (
        "agent:x a foaf:Person ; sh:shapesGraph <URL> ; sh:shapesGraphWellFormed true ;"
        " sh:entailment <URL> ; sh:declare [ sh:prefix 'x' ; sh:namespace '<URL>' ] ."
    ),
    "words-of-a-query": (
        "agent:y a foaf:Person ; rdfs:label 'FROM <URL> SERVICE <URL> { ?s ?p ?o }'@en ;"
        ' rdfs:comment \'{"@context": "URL"}\' , \'<!DOCTYPE x SYSTEM "URL">\'^^rdf:XMLLiteral ,'
        ' \'<img src="URL">\'^^rdf:HTML , \'{"@id": "URL"}\'^^rdf:JSON .'
    ),
    "addresses-of-all-schemes": (
        "agent:z a foaf:Person ; rdfs:seeAlso <URL> , <file:///etc/passwd> , <ftp://127.0.0.1/> ,"
        " <data:text/turtle,x> , <jar:file:/etc/passwd!/> , <jdbc:x> ; skos:exactMatch <URL> ."
    ),
}


@pytest.mark.parametrize("part", ["ontology", "instances", "shapes"])
def test_nothing_that_a_dataset_names_is_fetched(folder, tmp_path, temporary, part):
    with trap() as url:
        for name, turtle in HOSTILE.items():
            folder.add(f"{part}/{name}.ttl", turtle.replace("URL", url))
        findings, refusal, touched = run_watched(folder.path, tmp_path / "releases", temporary)
    assert "duplicate-graph" not in findings
    assert "run 'nofuz check" in refusal
    assert touched == "[]"


def test_shapes_that_hold_a_program_are_refused_before_they_are_read(folder, tmp_path, temporary):
    with trap() as url:
        for word in ("sparql", "js", "rule", "target", "select", "ask"):
            folder.add(
                f"shapes/{word}.ttl",
                f"shape:{word} a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:{word} [ sh:select"
                f' "SELECT $this {{ SERVICE <{url}> {{ ?s ?p ?o }} }}" ;'
                f" sh:jsLibrary <{url}> ; sh:jsFunctionName 'f' ] .",
            )
        findings, refusal, touched = run_watched(folder.path, tmp_path / "releases", temporary)
    assert findings.count("shape-query") == 12  # each, and the query in it
    assert "run 'nofuz check" in refusal
    assert touched == "[]"


def test_the_watch_would_see_a_library_that_reaches_out(folder, tmp_path, temporary):
    with trap() as url:
        reaching = f"""
import rdflib
try:
    rdflib.Dataset().query("ASK FROM <{url}> {{ ?s ?p ?o }}")
except Exception:
    pass
"""
        *_, touched = run_watched(folder.path, tmp_path / "releases", temporary, first=reaching)
    assert "urllib.Request" in touched
