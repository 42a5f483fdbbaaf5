"""What a picture is made of; `templates/picture.html` writes it as SVG.

Colours and strokes are the style sheet's: a shape has the names of its classes.
"""

from dataclasses import dataclass, field

from markupsafe import Markup

LINE = 16
"""The height of a line of text."""


@dataclass(frozen=True)
class Words:
    """A line of text; the anchor is "start", "middle" or "end"."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    style: str = "plain"

    @property
    def place(self) -> Markup:
        """Where it is, as attributes of SVG."""
        return Markup(f'x="{self.x:g}" y="{self.y:g}" text-anchor="{self.anchor}"')  # noqa: S704 - of our own


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    style: str = ""
    radius: int = 4

    @property
    def place(self) -> Markup:
        """Where it is, as attributes of SVG."""
        return Markup(  # noqa: S704 - numbers alone
            f'x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" height="{self.height:g}"'
            f' rx="{self.radius}"'
        )


@dataclass(frozen=True)
class Path:
    """A line, written as SVG writes paths; an arrow ends it where it has a direction."""

    course: str
    style: str = ""
    has_arrow: bool = False


@dataclass
class Picture:
    """A drawing of so many units; what is added first lies below."""

    width: float
    height: float
    paths: list[Path] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def write(
        self, x: float, middle: float, lines: list[str], anchor: str, style: str = "plain"
    ) -> None:
        """Write lines of text around the height of their middle."""
        first = middle - (len(lines) - 1) * LINE / 2 + LINE / 3
        for number, text in enumerate(lines):
            self.words.append(Words(x, round(first + number * LINE, 1), text, anchor, style))


def curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return the course of a line that leaves and arrives level.

    >>> curve(0, 0, 10, 20)
    'M0 0C5 0 5 20 10 20'
    """
    middle = (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
