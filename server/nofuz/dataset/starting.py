"""Start a dataset of somebody else's subject: our ontology and shapes, and a small example."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from nofuz.dataset.folder import LEDGER, PARTS, default_folder, open_dataset
from nofuz.dataset.ledger import updated
from nofuz.dataset.syntax import read
from nofuz.errors import CommandError
from nofuz.namespaces import BASE

_FIRST_VERSION = "0.1.0"


def start(folder: Path, base: str) -> None:
    """Make a folder that passes `nofuz check`, can be served, and invites to be changed.

    Args:
        folder: where to put it; it may be there already, but without a dataset.
        base: what the IRIs of the new dataset begin with; ends with a slash.

    Raises:
        CommandError: the folder holds a dataset, or cannot be written.
    """
    taken = [part for part in PARTS if (folder / part).exists()]
    if taken:
        raise CommandError(f"{folder} holds {taken[0]}/ already; nothing was written")
    try:
        _write(folder, base)
    except OSError as error:
        raise CommandError(f"cannot write {error.filename}: {error.strerror}") from None


def _write(folder: Path, base: str) -> None:
    ours = default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("ontology", "shapes"):
        shutil.copytree(ours / part, folder / part)
    with as_file(files("nofuz.dataset") / "example") as example:
        shutil.copytree(example, folder / "instances")
    for path in (folder / "instances").rglob("*.ttl"):
        path.write_text(path.read_text("utf-8").replace(f"{BASE}id/", f"{base}id/"), "utf-8")
    graphs, _ = read(open_dataset(folder, base))
    (folder / LEDGER).write_text(updated(graphs, _FIRST_VERSION), "utf-8")
