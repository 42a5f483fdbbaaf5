"""The list of known failures, each with its reason."""

import tomllib
from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("known-failures.toml")


@cache
def known_failures() -> dict[str, str]:
    """Return the reason of each known failure, by the name of the test."""
    groups = tomllib.loads(_LIST.read_text())["known"]
    return {test: group["reason"] for group in groups for test in group["tests"]}
