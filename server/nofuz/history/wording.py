"""Tell in words what a release changed."""

from nofuz.release.changes import Changes
from nofuz.release.comparison import Change


def summary(changed: Changes | None, predecessor: str | None) -> str:
    """Return one sentence on what a switch changed.

    Args:
        changed: what is known of it.
        predecessor: name of the release before it, None for the first.
    """
    if changed is None:
        return "What changed is not known."
    counts = changed.counts
    if predecessor is None:
        return f"The first release: {_iris(counts[Change.ADDED])}."
    parts = [f"{counts[change]:,} {change}" for change in Change if counts[change]]
    if not parts:
        return f"No IRI changed from release {predecessor}."
    total = _iris(sum(counts.values()))
    return f"Changes to {total} since release {predecessor}: {', '.join(parts)}."


def _iris(number: int) -> str:
    return f"{number:,} IRI{'' if number == 1 else 's'}"
