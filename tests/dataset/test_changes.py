"""Check again only what has changed, and what that touches."""

import subprocess

import pytest

from nofuz.dataset.changes import changed_files, neighbourhood
from nofuz.dataset.check import NO_OWL, check
from nofuz.errors import CommandError


def git(folder, *command):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *command], cwd=folder.path, check=True, capture_output=True)


@pytest.fixture
def committed(folder):
    """The tiny dataset, under git's care."""
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "first")
    return folder


def names(folder, part="instances"):
    return sorted(file.name for file in folder.dataset.files if file.part == part)


def test_new_changed_and_renamed_files_are_found(committed):
    first, second, *_ = names(committed)
    (committed.path / first).write_text("", "utf-8")
    git(committed, "mv", second, "instances/renamed.ttl")
    committed.add("instances/new one.ttl", "")
    assert changed_files(committed.dataset) == {
        first,
        "instances/renamed.ttl",
        "instances/new one.ttl",
    }


def test_a_dataset_within_a_larger_checkout_is_told_by_its_own_names(committed):
    inner = committed.path / "inner"
    inner.mkdir()
    for part in ("ontology", "instances", "shapes"):
        git(committed, "mv", part, "inner/")
    git(committed, "commit", "--quiet", "--message", "moved")
    folder = type(committed)(inner)
    folder.add("instances/new.ttl", "")
    assert changed_files(folder.dataset) == {"instances/new.ttl"}


def test_a_folder_that_nobody_looks_after_is_told_so(folder):
    with pytest.raises(CommandError, match="is no git checkout"):
        changed_files(folder.dataset)


def test_the_neighbourhood_is_one_step_wide(committed):
    graphs = committed.graphs
    [name] = [name for name in names(committed) if "documents/" in name][:1]
    touched = neighbourhood(graphs, {name})
    own = {t.subject.value for g in graphs if g.file.name == name for t in g.triples}
    assert own < touched
    everything = {t.subject.value for t in graphs.triples("instances")}
    assert touched & everything < everything


@pytest.mark.parametrize("part", ["ontology", "shapes"])
def test_a_changed_term_or_shape_touches_everything(committed, part):
    assert neighbourhood(committed.graphs, {names(committed, part)[0]}) is None


def test_a_fault_in_what_changed_is_found_and_one_elsewhere_is_not_looked_for(committed):
    committed.add("instances/bad.ttl", "agent:old a foaf:Person .")
    git(committed, "add", ".")
    git(committed, "commit", "--quiet", "--message", "a fault that nobody saw")
    committed.add("instances/worse.ttl", "agent:new a foaf:Person .")
    report = check(committed.dataset, only_changed=True)
    shapes = {finding.focus for finding in report.findings if finding.rule.startswith("shape:")}
    whole = {finding.focus for finding in check(committed.dataset).findings}
    assert whole >= {"agent:old", "agent:new"}
    assert "agent:old" not in shapes
    assert NO_OWL in report.notices


def test_nothing_changed_is_nothing_found(committed):
    assert check(committed.dataset, only_changed=True).findings == ()
