"""Prove that ontology and instances together are consistent (OWL 2, HermiT through owlready2).

Contradicting claims are no contradiction here: what is claimed hangs on
propositions.  What is found is a thing of two disjoint classes and the like.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nofuz.dataset.finding import Finding
from nofuz.dataset.graphs import RDF_TYPE, Graphs
from nofuz.namespaces import PREFIXES, compact
from nofuz.store.conversion import to_n_triples
from nofuz.store.terms import Triple

NO_JAVA = "OWL consistency was not checked: HermiT needs Java, and no `java` is on the path."
_SECONDS = 300.0
_OWL = PREFIXES["owl"]

# The OWL 2 datatype map (OWL 2 Structural Specification, section 4) as HermiT takes it; it refuses
# an ontology over any other datatype, xsd:date among them.
_DATATYPES = {PREFIXES["rdf"] + "langString", PREFIXES["rdf"] + "PlainLiteral"} | {
    PREFIXES["xsd"] + name
    for name in (
        *("anyURI", "base64Binary", "boolean", "dateTime", "dateTimeStamp", "hexBinary"),
        *("decimal", "double", "float", "normalizedString", "string", "token"),
        *("byte", "int", "integer", "long", "short"),
        *("negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger"),
        *("unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
    )
}


def consistency(graphs: Graphs) -> tuple[list[Finding], list[str]]:
    """Return findings on consistency, and a notice if it could not be checked."""
    if not shutil.which("java"):
        return [], [NO_JAVA]
    answer = _ask(graphs)
    if "error" in answer:
        message = f"HermiT cannot read it: {_cause(answer['error'])}"
        return [Finding("ontology", None, "", "owl", message)], []
    return [
        *_contradiction(graphs, answer["involved"]),
        *_empty(graphs, answer["unsatisfiable"]),
    ], []


def _contradiction(graphs: Graphs, involved: list[str] | None) -> Iterator[Finding]:
    if involved == []:
        message = "The ontology contradicts itself, whatever the instances say."
        yield Finding("ontology", None, "", "owl-consistency", message)
    for subject in involved or []:
        others = ", ".join(compact(other) for other in involved or [] if other != subject)
        message = f"It contradicts the ontology{f' together with {others}' if others else ''}: "
        yield graphs.finding(
            subject, "owl-consistency", message + "look for types that exclude each other."
        )


def _empty(graphs: Graphs, classes: list[str]) -> Iterator[Finding]:
    for name in classes:
        message = "Nothing can be of this class: its superclasses exclude each other."
        yield graphs.finding(name, "owl-unsatisfiable", message)


def _ask(graphs: Graphs) -> dict[str, Any]:
    """Run HermiT in a process of its own, in a folder that goes with it."""
    with TemporaryDirectory(prefix="nofuz-") as folder:
        names = []
        for part in ("ontology", "instances"):
            names.append(str(Path(folder, f"{part}.nt")))
            Path(names[-1]).write_bytes(to_n_triples(_reasonable(graphs, part)))
        command = [sys.executable, "-m", "nofuz.dataset.hermit", *names]
        return _run(
            command, {**os.environ, "TMPDIR": folder, "PYTHONPATH": os.pathsep.join(sys.path)}
        )


def _run(command: list[str], environment: dict[str, str]) -> dict[str, Any]:
    with subprocess.Popen(  # noqa: S603 - our own module
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            output, complaint = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            return {"error": f"no answer in {_SECONDS:.0f} seconds"}
        finally:
            _end(process)
    try:
        answer: dict[str, Any] = json.loads(output)
    except ValueError:
        return {"error": complaint.decode(errors="replace")}
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and the Java runtime that it started, if they are still at work."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _reasonable(graphs: Graphs, part: str) -> Iterable[Triple]:
    """Leave out what says nothing to HermiT (annotations) and what it refuses (odd datatypes)."""
    silent = {_OWL + "imports", *_declared(graphs, _OWL + "AnnotationProperty")}
    odd = _declared(graphs, PREFIXES["rdfs"] + "Datatype") - _DATATYPES
    for triple in graphs.triples(part):
        named = {triple.subject.value, triple.object.value, triple.object.datatype}
        if (
            triple.predicate.value not in silent
            and not any(map(_is_odd, named))
            and not named & odd
        ):
            yield triple


def _is_odd(iri: str) -> bool:
    return iri.startswith(PREFIXES["xsd"]) and iri not in _DATATYPES


def _declared(graphs: Graphs, kind: str) -> set[str]:
    return {
        triple.subject.value
        for triple in graphs.triples("ontology")
        if triple.predicate.value == RDF_TYPE and triple.object.value == kind
    }


def _cause(complaint: str) -> str:
    """Return the line of a Java stack trace that says what was wrong."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    telling = [line for line in lines if "Exception" in line or "Error" in line]
    return (telling or lines or ["no reason given"])[0]
