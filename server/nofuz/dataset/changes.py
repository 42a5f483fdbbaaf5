"""Tell what of a dataset has changed since its last commit, and what that touches."""

import subprocess
from collections.abc import Collection

from nofuz.dataset.folder import PARTS, Dataset
from nofuz.dataset.graphs import Graphs
from nofuz.errors import CommandError

_RENAMED = "R"


def changed_files(dataset: Dataset) -> set[str]:
    """Return the names of the files that differ from the last commit, new ones included.

    Raises:
        CommandError: the folder is not under git's care.
    """
    command = ["git", "status", "--porcelain", "-z", "--untracked-files=all", "--", *PARTS]
    prefix = _git(dataset, ["git", "rev-parse", "--show-prefix"]).strip()
    # "XY name"; a renamed file is followed by its old name in a field of its own.
    fields = iter(_git(dataset, command).split("\0"))
    found = set()
    for line in fields:
        if line:
            found.add(line[3:].removeprefix(prefix))
        if line[:1] == _RENAMED:
            next(fields, None)
    return found


def neighbourhood(graphs: Graphs, files: Collection[str]) -> set[str] | None:
    """Return the things described in these files, and those that name them or are named by them.

    None when a shape or a term has changed: that touches everything.
    """
    if any(not name.startswith("instances/") for name in files):
        return None
    changed = {
        triple.subject.value
        for graph in graphs.of("instances")
        if graph.file.name in files
        for triple in graph.triples
    }
    touched = set(changed)
    for triple in graphs.triples("instances"):
        if triple.subject.value in changed and triple.object.kind == "iri":
            touched.add(triple.object.value)
        elif triple.object.value in changed:
            touched.add(triple.subject.value)
    return touched


def _git(dataset: Dataset, command: list[str]) -> str:
    try:
        reply = subprocess.run(  # noqa: S603 - a fixed command
            command, cwd=dataset.path, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        raise CommandError(f"{dataset.path} is no git checkout: check it as a whole") from None
    return reply.stdout
