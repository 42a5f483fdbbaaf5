"""Read files, and write them so that they are either whole and on disk, or not there."""

import json
import os
from pathlib import Path
from typing import Any

from nofuz.errors import CommandError


def read_json(path: Path) -> dict[str, Any] | None:
    """Return a JSON object, or None if there is no such file.

    Raises:
        CommandError: it cannot be read, or it is something else.
    """
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from None
    if not isinstance(content, dict):
        raise CommandError(f"{path} cannot be read: it holds no JSON object")
    return content


def write(path: Path, data: bytes) -> None:
    """Write a new file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, data: bytes) -> None:
    """Put data in the place of a file: a reader meets the old or the new, never a part."""
    fresh = path.with_name(f".{path.name}.new")
    write(fresh, data)
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Wait until the disk has the names in a folder."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def to_json(content: Any) -> bytes:
    """Return JSON that is the same bytes for the same content."""
    return (json.dumps(content, indent=4, sort_keys=True, ensure_ascii=False) + "\n").encode()
