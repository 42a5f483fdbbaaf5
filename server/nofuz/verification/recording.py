"""Keep what became of the quotes as data: one file for each document.

A verification says of an attestation what became of its quote and on which day
that was seen.  Only the last one is kept, git has the others.  Its IRI is a name
within its file's graph, not one under `id/`: it comes and goes with the file
that holds it, so the ledger, which lists what must never vanish, has no row for it.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from nofuz.dataset.folder import Dataset
from nofuz.dataset.formatting import formatted
from nofuz.dataset.hygiene import own_prefixes
from nofuz.errors import CommandError
from nofuz.verification.outcomes import DocumentReport

FOLDER = "instances/verifications"
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def record(
    dataset: Dataset, reports: Iterable[DocumentReport], day: date, *, is_whole: bool
) -> list[Path]:
    """Write what became of the quotes, over what was written before.

    Args:
        dataset: the folder to write to.
        reports: one for each document that was looked at.
        day: when that was, in UTC.
        is_whole: whether these are all documents; then the files of others go.

    Returns:
        The files that were written.

    Raises:
        CommandError: a document's name is no name for a file, and nothing is
            written; or the system does not let a file be written.
    """
    folder = dataset.path / FOLDER
    texts = {_path(folder, report): turtle(report, dataset.base, day) for report in reports}
    try:
        folder.mkdir(exist_ok=True)
        for path, text in texts.items():
            _replace(path, text)
        if is_whole:
            for path in set(folder.glob("*.ttl")) - set(texts):
                path.unlink()
    except OSError as error:
        raise CommandError(f"cannot write {error.filename}: {error.strerror}") from None
    return sorted(texts)


def turtle(report: DocumentReport, base: str, day: date) -> str:
    """Return the verifications of a document as Turtle, the same for the same outcomes and day."""
    graph = f"{base}graph/verifications/{report.document.name}#"
    prefixes = {**own_prefixes(base), "verification": graph}
    head = (f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items())
    blocks = (
        f"<{graph}{one.quote.attestation.removeprefix(prefixes['attestation'])}>"
        f" a nofuz:Verification ; nofuz:verifies <{one.quote.attestation}> ;"
        f' nofuz:outcome voc:{one.outcome} ; dcterms:date "{day.isoformat()}"^^xsd:date .'
        for one in report.verifications
    )
    return formatted("\n".join((*head, *blocks)))


def _path(folder: Path, report: DocumentReport) -> Path:
    """Return the file of a document, which must not lie in another folder."""
    name = report.document.name
    if not _FILE_NAME.fullmatch(name):
        raise CommandError(f"{name!r} is no name for a file, so its quotes cannot be recorded")
    return folder / f"{name}.ttl"


def _replace(path: Path, text: str) -> None:
    """Replace a file in one step: an interruption leaves the old one or the new one."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, "utf-8", newline="\n")
    draft.replace(path)
