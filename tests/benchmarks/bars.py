"""What the figures ought to be at least, and whether they are."""

from dataclasses import dataclass

AT_LEAST, AT_MOST = "at least", "at most"


@dataclass(frozen=True)
class Bar:
    """One figure beside its bound, both in the same unit; no figure means that none was taken."""

    text: str
    direction: str
    bound: float
    value: float | None
    unit: str = ""

    @property
    def is_met(self) -> bool:
        if self.value is None:
            return False
        if self.direction == AT_LEAST:
            return self.value >= self.bound
        return self.value <= self.bound

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "no figure"
        return "met" if self.is_met else "not met"

    def __str__(self) -> str:
        value = "-" if self.value is None else f"{self.value:.2f}{self.unit}"
        bound = f"{self.direction} {self.bound:g}{self.unit}"
        return f"  {self.verdict:<10}{value:>12}  {bound:<20}{self.text}"


def at_least(text: str, bound: float, value: float | None, unit: str = "") -> Bar:
    return Bar(text, AT_LEAST, bound, value, unit)


def at_most(text: str, bound: float, value: float | None, unit: str = "") -> Bar:
    return Bar(text, AT_MOST, bound, value, unit)
