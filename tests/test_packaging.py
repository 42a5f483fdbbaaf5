"""The package carries the dataset, and works away from its source tree."""

import json
import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def installed(repository, tmp_path_factory):
    """The content of the wheel, unpacked as an installation would."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*wheel, "--wheel-dir", folder, repository], check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed, tmp_path, *arguments):
    code = f"import sys; sys.path.insert(0, {str(installed)!r}); from nofuz.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_default_dataset_is_built_anywhere(installed, tmp_path):
    reply = run(installed, tmp_path, "build")
    assert reply.returncode == 0, reply.stderr
    assert (tmp_path / "releases" / reply.stdout.strip() / "manifest.json").exists()


def test_the_wheel_holds_every_file_of_the_dataset(installed, repository):
    for part in ("ontology", "instances", "shapes"):
        ours = {path.relative_to(repository) for path in (repository / part).rglob("*.*")}
        packed = {
            path.relative_to(installed / "nofuz/default")
            for path in (installed / "nofuz/default" / part).rglob("*.*")
        }
        assert packed == ours


def test_the_wheel_holds_what_runs_in_a_browser_and_not_its_sources(installed):
    pages = installed / "nofuz/pages"
    manifest = json.loads((pages / "static/built/manifest.json").read_text("utf-8"))
    assert manifest
    assert all((pages / "static/built" / chunk["file"]).exists() for chunk in manifest.values())
    assert not (pages / "frontend").exists()
