"""The list of known failures, each with its reason."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from nofuz.errors import Problem
from tests.sparql.w3c.manifests import Case

_LIST = Path(__file__).with_name("known-failures.toml")


@cache
def known_failures() -> dict[str, str]:
    """Return the reason of each known failure, by the name of the test."""
    groups = tomllib.loads(_LIST.read_text())["known"]
    return {test: group["reason"] for group in groups for test in group["tests"]}


def known_cases(cases: Iterable[Case]) -> list:
    """Return tests as pytest's parameters; those on the list are to fail."""
    return [_parameter(case) for case in cases]


def _parameter(case: Case):
    reason = known_failures().get(case.name)
    known = pytest.mark.xfail(reason=reason, raises=(AssertionError, Problem), strict=True)
    return pytest.param(case, id=case.name, marks=[known] if reason else [])
