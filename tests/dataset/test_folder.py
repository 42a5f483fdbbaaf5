"""Finding the files of a dataset and the graphs that they are."""

import shutil

import pytest

from nofuz.dataset import folder as folders
from nofuz.dataset.folder import default_folder, open_dataset
from nofuz.errors import CommandError, NoDataset


def test_a_file_is_the_graph_of_its_path(folder):
    graphs = {file.name: file.graph for file in folder.dataset.files}
    assert graphs["instances/documents/news.ttl"] == "https://w3id.org/nofuz/graph/documents/news"
    assert graphs["ontology/nofuz.ttl"] == "https://w3id.org/nofuz/graph/ontology/nofuz"
    assert graphs["shapes/claims.ttl"] == "https://w3id.org/nofuz/graph/shapes/claims"


def test_graphs_take_the_base_of_the_dataset(folder):
    dataset = open_dataset(folder.path, "https://example.org/")
    assert all(file.graph.startswith("https://example.org/graph/") for file in dataset.files)


def test_files_are_sorted_and_no_other_file_counts(folder):
    names = [file.name for file in folder.dataset.files]
    (folder.path / "instances" / ".#agents.ttl").write_text("an editor's lock")
    (folder.path / "instances" / "notes.txt").write_text("not a graph")
    assert [file.name for file in folder.dataset.files] == names == sorted(names)


@pytest.mark.parametrize("part", ["ontology", "instances", "shapes"])
def test_a_folder_without_one_of_its_parts_is_no_dataset(folder, part):
    shutil.rmtree(folder.path / part)
    with pytest.raises(NoDataset) as caught:
        open_dataset(folder.path)
    assert str(caught.value) == f"{folder.path} is no dataset: it has no {part}/"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "name",
    [
        "instances/agents.ttl",
        "ontology/rules/10-bounds.rq",
        "shapes/claims.ttl",
        "instances/ledger.csv",
    ],
)
def test_a_change_in_any_file_changes_the_digest(folder, name):
    before = folder.dataset.digest()
    with (folder.path / name).open("a") as file:
        file.write("\n")
    assert folder.dataset.digest() != before


def test_a_renamed_file_changes_the_digest(folder):
    before = folder.dataset.digest()
    (folder.path / "instances/agents.ttl").rename(folder.path / "instances/people.ttl")
    assert folder.dataset.digest() != before


def test_the_digest_does_not_depend_on_the_place_of_the_folder(folder, tmp_path):
    moved = shutil.copytree(folder.path, tmp_path / "elsewhere")
    assert open_dataset(moved).digest() == folder.dataset.digest()


def test_a_file_that_cannot_be_read_is_named(folder):
    dataset = folder.dataset
    (folder.path / "instances/agents.ttl").unlink()
    with pytest.raises(CommandError, match=r"cannot read .*agents\.ttl: No such file or directory"):
        dataset.digest()


def test_the_working_directory_is_the_dataset_if_it_is_one(folder, monkeypatch):
    monkeypatch.chdir(folder.path)
    assert default_folder().resolve() == folder.path


def test_elsewhere_the_dataset_of_the_program_is_taken(folder, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    package = tmp_path / "package"
    shutil.copytree(folder.path, package / "default")
    monkeypatch.setattr(folders, "__file__", str(package / "dataset" / "folder.py"))
    assert default_folder() == package / "default"


def test_in_a_source_tree_the_dataset_lies_above_the_package(folder, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    module = folder.path / "server" / "nofuz" / "dataset" / "folder.py"
    monkeypatch.setattr(folders, "__file__", str(module))
    assert default_folder() == folder.path
