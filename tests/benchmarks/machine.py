"""One line about where the figures come from."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("pyoxigraph", "oxigraph", "granian", "gunicorn", "flask", "rdflib", "rdflib-endpoint")


def describe_machine() -> str:
    """Return cores, processor, load, and the versions of what is compared."""
    versions = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    return (
        f"Machine: {os.cpu_count()} cores ({_processor()}), load {os.getloadavg()[0]:.1f} before "
        f"the run; Python {platform.python_version()}; {versions}."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
