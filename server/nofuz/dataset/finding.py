"""What a check finds: where it is, which rule it breaks and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that a curator has to put right."""

    file: str
    """Path within the dataset's folder."""
    line: int | None
    """Where the subject block begins, or the error stands; None where that is not known."""
    focus: str
    """The focus node as prefix:name; empty when the file itself is at fault."""
    rule: str
    """The shape (`shape:Claim-stance`) or the name of the rule."""
    message: str
    """What is wrong and what to write."""

    def __str__(self) -> str:
        """Return the finding as one line: file[:line]: focus: rule: message."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = (place, self.focus, self.rule, " ".join(self.message.split()))
        return ": ".join(part for part in parts if part)


@dataclass(frozen=True)
class Report:
    """The outcome of a check; a dataset may be published if it has no findings."""

    findings: tuple[Finding, ...] = ()
    """What has to be put right before the dataset is published; sorted."""
    warnings: tuple[Finding, ...] = ()
    """What may wait: shapes of severity sh:Warning and sh:Info; sorted."""
    notices: tuple[str, ...] = ()
    """What was not checked, and why."""
    coverage: tuple[str, ...] = ()
    """How each source was read, where that was asked for."""


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings without repetition, by file, line, focus node and rule."""
    return tuple(
        sorted(set(findings), key=lambda f: (f.file, f.line or 0, f.focus, f.rule, f.message))
    )
