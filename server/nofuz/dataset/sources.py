"""The texts that the documents of the dataset were read from.

They are no part of the dataset: a folder of JSON files, one a document, each an
object with `id` (the document's slug), `sha256` (of the file that was read) and
`paragraphs`, a list of objects with `id` and `text`.
"""

import json
from pathlib import Path
from typing import NamedTuple

from nofuz.errors import CommandError


class Source(NamedTuple):
    """The text of one document, paragraph by paragraph."""

    name: str
    sha256: str
    paragraphs: dict[str, str]


def read_sources(folder: Path) -> dict[str, Source]:
    """Return the sources in a folder by the slugs of their documents.

    Raises:
        CommandError: there is no such folder, or a file has another form.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise CommandError(f"{folder} holds no source texts: it needs one JSON file a document")
    sources = (_read(path) for path in paths)
    return {source.name: source for source in sources}


def _read(path: Path) -> Source:
    try:
        content = json.loads(path.read_bytes())
        paragraphs = {str(item["id"]): str(item["text"]) for item in content["paragraphs"]}
        return Source(str(content["id"]), str(content["sha256"]), paragraphs)
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        reason = f"it lacks {error}" if isinstance(error, KeyError) else error
        raise CommandError(f"{path} is no source text: {reason}") from None
