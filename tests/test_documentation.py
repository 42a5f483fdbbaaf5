"""What the documents promise is what the program does."""

import os
import re
import shlex
import subprocess
import textwrap
from dataclasses import fields

import pytest

from nofuz.cli import main
from nofuz.dataset.check import check
from nofuz.dataset.folder import open_dataset
from nofuz.dataset.formatting import formatted
from nofuz.dataset.ledger import updated
from nofuz.dataset.starting import start
from nofuz.dataset.syntax import read
from nofuz.namespaces import BASE
from nofuz.settings import Settings, environment_variable
from tests.live import NOFUZ

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def readme(repository):
    return (repository / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def commands(readme):
    return [text.strip() for language, text in _BLOCK.findall(readme) if language == "sh"]


def run(command, **environment):
    reply = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    assert reply.returncode == 0, reply.stderr
    return reply.stdout


def test_the_set_up_commands_are_in_the_makefile(commands, repository):
    targets = [command for command in commands if command.startswith("make ")]
    assert targets == ["make serve", "make test"]
    for target in targets:
        run(f"cd {shlex.quote(str(repository))} && {target} --dry-run")


def test_the_query_gives_the_answer_shown(commands, readme, releases):
    [query] = [command for command in commands if "nofuz query" in command]
    command = query.replace(".venv/serve/bin/nofuz", shlex.quote(str(NOFUZ)))
    [shown] = [text for language, text in _BLOCK.findall(readme) if language == "text"]
    assert run(command, NOFUZ_RELEASES=str(releases)) == shown


def test_the_curl_commands_get_turtle(commands, server):
    curls = [command for command in commands if command.startswith("curl ")]
    assert curls
    for curl in curls:
        answer = run(curl.replace("http://127.0.0.1:8080", server.url))
        assert "agent:adel-abdul-mahdi a foaf:Person" in answer


def test_every_command_is_in_the_readme(readme):
    documented = set(re.findall(r"^\| `nofuz (\w+)", readme, re.MULTILINE))
    assert documented == set(main.commands)


@pytest.mark.parametrize("known", fields(Settings), ids=lambda known: known.name)
def test_every_setting_is_documented_with_default_and_reason(known, repository):
    default = "none" if known.default == "" else f"`{known.default}`"
    row = (
        f"| `--{known.name.replace('_', '-')}` | `{environment_variable(known.name)}` "
        f"| {default} | {known.metadata['reason']} |"
    )
    assert row in (repository / "CONTRIBUTING.md").read_text("utf-8").splitlines()


def test_the_folders_of_the_readme_exist(readme, repository):
    folders = re.findall(r"^\| `([\w/]+/)` \|", readme, re.MULTILINE)
    assert len(folders) == 5
    assert all((repository / folder).is_dir() for folder in folders)


def test_the_worked_example_of_a_curator_passes_the_check(repository, tmp_path):
    towns = tmp_path / "towns"
    start(towns, BASE)
    text = (repository / "CONTRIBUTING.md").read_text("utf-8")
    blocks = re.findall(r"^   ```turtle\n   # towns/(\S+)\n(.*?)^   ```$", text, re.M | re.S)
    assert len(blocks) == 3
    for name, block in blocks:
        path = towns / name
        assert not path.exists()
        path.write_text(textwrap.dedent(block), "utf-8")
        assert formatted(path.read_text("utf-8")) == path.read_text("utf-8")
    dataset = open_dataset(towns)
    graphs, _ = read(dataset)
    dataset.ledger.write_text(updated(graphs, "0.2.0"), "utf-8")
    report = check(dataset)
    assert report.findings == ()
    assert report.warnings == ()


def test_the_worked_example_of_a_query_passes_the_check(repository, tmp_path):
    towns = tmp_path / "towns"
    start(towns, BASE)
    text = (repository / "CONTRIBUTING.md").read_text("utf-8")
    [(name, block)] = re.findall(r"^```turtle\n# towns/(\S+)\n(.*?)^```$", text, re.M | re.S)
    assert formatted(block) == block
    (towns / name).write_text(block, "utf-8")
    dataset = open_dataset(towns)
    graphs, _ = read(dataset)
    dataset.ledger.write_text(updated(graphs, "0.2.0"), "utf-8")
    report = check(dataset)
    assert report.findings == ()
    assert report.warnings == ()


def test_links_between_documents_lead_somewhere(readme, repository):
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", readme)
    assert targets
    assert all((repository / target).exists() for target in targets)
