"""Build a release from a dataset.

It grows in a folder of its own beside the releases and gets its name by one
rename, when it is whole; then one more rename makes it current.  A build that
is killed leaves the old release in place.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from nofuz.dataset.check import GATE, run
from nofuz.dataset.derivation import apply_rules
from nofuz.dataset.folder import Dataset
from nofuz.dataset.progress import OnProgress, Progress, silent
from nofuz.dataset.syntax import read
from nofuz.errors import CommandError
from nofuz.index.writing import write_index
from nofuz.release import files
from nofuz.release.comparing import compare_releases
from nofuz.release.descriptions import write_descriptions
from nofuz.release.dumps import Dumps, checksums, digest_of, write_dumps
from nofuz.release.entries import entries, vocabulary
from nofuz.release.exports.writing import write_exports
from nofuz.release.history import with_switch, write_history
from nofuz.release.layout import (
    BUILDING,
    CURRENT,
    DESCRIPTIONS,
    INDEX,
    MANIFEST,
    REPLACED,
    STORE,
    SUMS,
)
from nofuz.release.lock import exclusive
from nofuz.release.manifest import manifest, release_name
from nofuz.release.pruning import prune
from nofuz.release.releases import open_release
from nofuz.release.source import source_digest
from nofuz.release.tombstones import tombstone_graph, tombstones
from nofuz.store.memory import MemoryStore, write_store

_STEPS = len(GATE) + 9


Content = Callable[[Dataset, Progress], MemoryStore]
"""Gives all that a release of a dataset is to hold, but for what is derived from it."""


def build(
    dataset: Dataset,
    releases: Path,
    on_progress: OnProgress = silent,
    content: Content | None = None,
    keep: int = 0,
) -> str:
    """Build a release, make it current and return its name.

    Args:
        dataset: the folder to publish.
        releases: folder of the releases; made if it is missing.
        on_progress: told of each step.
        content: what to publish instead of the dataset's files, and without a check: no
            check of shapes ends in any bearable time on millions of statements.
        keep: how many releases to keep, this one included, but at least two; 0 keeps all.

    Raises:
        CommandError: the dataset has findings, or the folder cannot be written.
    """
    progress = Progress(_STEPS, on_progress)
    try:
        releases.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            with progress.step("wait for other builds"):
                stack.enter_context(exclusive(releases))
            return _build(dataset, releases, progress, content or _checked, keep)
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(f"cannot write a release into {releases}: {reason}") from None


def _build(
    dataset: Dataset, releases: Path, progress: Progress, content: Content, keep: int
) -> str:
    source = source_digest(dataset)  # before reading: a later change makes the release stale
    store = content(dataset, progress)
    with progress.step("derive"):
        store.add(tombstone_graph(dataset.base), tombstones(dataset))
        apply_rules(dataset, store)
    with _building(releases) as folder:
        with progress.step("write dumps"):
            lines = store.n_quads()
            dumps = write_dumps(folder, lines, dataset.base)
            write_exports(dumps, store, dataset.base, release_name(lines))
        with progress.step("write store"):
            write_store(lines, folder / STORE)
        with progress.step("write index"):
            things = list(entries(store, dataset.base))
            write_index(folder / INDEX, things, vocabulary(store, dataset.base, things))
        with progress.step("describe"):
            write_descriptions(folder, store, dataset.base)
            name = _write_manifest(folder, lines, store, dataset.base, dumps)
        history = with_switch(releases, name)  # as long as the folder does not count as an old one
        with progress.step("place"):
            _place(folder, releases / name)
    with progress.step("compare"):
        compare_releases(releases, history, dataset.base)
    write_history(releases, history)
    prune(releases, history, keep)
    files.replace(releases / CURRENT, files.to_json({"release": name, "source": source}))
    return name


def _checked(dataset: Dataset, progress: Progress) -> MemoryStore:
    """Read the dataset's files and refuse them if there is anything to put right."""
    with progress.step("read"):
        graphs, unread = read(dataset)
    findings = unread or run(GATE, graphs, progress).findings
    if findings:
        number = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
        raise CommandError(
            f"{dataset.path} has {number}: "
            f"run 'nofuz check {dataset.path}' to see what to put right"
        )
    return graphs.new_store()


@contextmanager
def _building(releases: Path) -> Iterator[Path]:
    """Make a folder for a build at work; gone afterwards, and so is that of a killed one."""
    folder = releases / BUILDING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_manifest(
    folder: Path, lines: list[bytes], store: MemoryStore, base: str, dumps: Dumps
) -> str:
    """Write the manifest, and checksums of the dumps; return the release's name."""
    descriptions = {name: digest_of(folder / name) for name in (*DESCRIPTIONS, INDEX)}
    content = manifest(lines, store, base, dumps, descriptions)
    files.write(folder / MANIFEST, files.to_json(content))
    digests = {**dumps.contents, **dumps.files, MANIFEST: digest_of(folder / MANIFEST)}
    files.write(folder / SUMS, checksums(digests))
    return str(content["name"])


def _place(folder: Path, path: Path) -> None:
    """Give a finished release its name; an earlier one of that name stays if it is whole."""
    if _is_whole(path, folder):
        return
    files.sync_folder(folder)
    aside = path.with_name(REPLACED)
    shutil.rmtree(aside, ignore_errors=True)
    if path.exists():
        path.rename(aside)
    folder.rename(path)
    files.sync_folder(path.parent)
    shutil.rmtree(aside, ignore_errors=True)


def _is_whole(path: Path, fresh: Path) -> bool:
    """Whether a release is there already, opens, and is the same as a fresh one."""
    try:
        release = open_release(path)
        return (
            bool(release.store)
            and all(
                (path / name).read_bytes() == (fresh / name).read_bytes()
                for name in (MANIFEST, SUMS)
            )
            and all(digest_of(path / name) == told for name, told in release.all_files.items())
        )
    except (CommandError, OSError):
        return False
