"""Four releases of the tiny dataset, served: the third takes a person away, the last comes back."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.release.build import build
from tests.live import Server

TINY = Path(__file__).parents[1] / "data" / "tiny"
ID = "https://w3id.org/nofuz/id/"


class Served(NamedTuple):
    """A server, its folder of releases, their names as they were built, and the last dataset."""

    server: Server
    releases: Path
    names: list[str]
    dataset: Path = TINY


def replaced(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


HASSAN = '\nagent:hassan a foaf:Person ;\n    rdfs:label "Hassan"@en .\n'


def with_rows(ledger, *rows):
    header, *others = ledger.read_text("utf-8").splitlines()
    others = [row for row in others if not row.startswith(f"{ID}agent/hassan,")]
    ledger.write_text("\n".join([header, *sorted([*others, *rows])]) + "\n", "utf-8")


def steps(folder):
    """Change the dataset from release to release."""
    instances = folder / "instances"
    agents, ledger, claims = (
        instances / name for name in ("agents.ttl", "ledger.csv", "claims.ttl")
    )
    yield
    replaced(agents, '"Zahra"@en', '"Zahra the elder"@en')
    agents.write_text(agents.read_text("utf-8") + HASSAN, "utf-8")
    with_rows(ledger, f"{ID}agent/hassan,agent,0.2.0,active,,,")
    replaced(claims, "agent:ali , agent:zahra", "agent:ali , agent:hassan , agent:zahra")
    yield
    replaced(agents, HASSAN, "")
    replaced(claims, " agent:hassan ,", "")
    reason = "nobody of that name"
    with_rows(ledger, f"{ID}agent/hassan,agent,0.2.0,withdrawn,,2026-01-02,{reason}")
    yield


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("history") / "dataset"))
    releases = folder.parent / "releases"
    names = [build(open_dataset(folder), releases) for _ in steps(folder)]
    names.append(build(open_dataset(TINY), releases))
    with Server(releases, TINY, workers=1, query_children=1) as server:
        yield Served(server, releases, names)
