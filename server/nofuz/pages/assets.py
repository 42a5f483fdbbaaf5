"""Where the files are that run in a browser: built by Vite, named by the hash of their content.

`hatch_build.py` has them built from `pages/frontend/`; Vite's manifest says what
became of each entry point.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nofuz.errors import CommandError

FOLDER = "built"
"""Where they are below the folder of what is sent as it is."""


class Assets:
    """The entry points of `pages/frontend/src` under the names that they have there."""

    def __init__(self, static: Path) -> None:
        """Read Vite's manifest.

        Args:
            static: the folder of what is sent as it is.
        """
        path = static / FOLDER / "manifest.json"
        self._chunks: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self.files = frozenset(
            f"{FOLDER}/{file}"
            for chunk in self._chunks.values()
            for file in (chunk["file"], *chunk.get("css", ()), *chunk.get("assets", ()))
        )
        """All that were built, by their path below that folder; none of them ever changes."""

    def address(self, name: str) -> str:
        """Return the address of an entry point, such as `network.js`.

        Raises:
            CommandError: it was not built.
        """
        return _address(self._chunk(f"src/{name}")["file"])

    def styles(self, name: str) -> list[str]:
        """Return the addresses of the style sheets that an entry point imports."""
        found = dict.fromkeys(self._styles(f"src/{name}", set()))
        return [_address(file) for file in found]

    def _styles(self, key: str, seen: set[str]) -> Iterator[str]:
        seen.add(key)
        chunk = self._chunk(key)
        for imported in chunk.get("imports", ()):
            if imported not in seen:
                yield from self._styles(imported, seen)
        yield from chunk.get("css", ())

    def _chunk(self, key: str) -> Any:
        if key not in self._chunks:
            raise CommandError(f"{key} of pages/frontend was not built: run 'make assets'")
        return self._chunks[key]


def _address(file: str) -> str:
    return f"/static/{FOLDER}/{file}"
