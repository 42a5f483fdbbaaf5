"""What the index gives out, and what can be asked of it."""

from typing import NamedTuple


class Thing(NamedTuple):
    """A thing of the index as a list shows it.

    Args:
        number: its number within this index.
        iri: its published IRI.
        kind: the first part of its path, such as "agent" or "proposition".
        label: the name that a list shows.
        description: a text on it.
        standing: IRI of a proposition's standing.
        is_entity: whether it has a name of its own.
        classes: IRIs of its classes, from the narrowest to the widest.
    """

    number: int
    iri: str
    kind: str
    label: str
    description: str | None
    standing: str | None
    is_entity: bool
    classes: tuple[str, ...]


class Class(NamedTuple):
    """A class of the index: its label, and how many things with names of their own it has."""

    iri: str
    label: str | None
    entities: int


class Found(NamedTuple):
    """One page of what was found, and how much there is in all."""

    total: int
    things: list[Thing]


class Match(NamedTuple):
    """A thing whose name is like the one sought.

    Args:
        thing: the thing.
        name: the form of its name that is most alike.
        score: how much, from 0 to 100; 100 is the same name.
        is_exact: whether it is the same but for case, diacritics and forms of letters.
        is_label: whether the form is the thing's label, not one of its other names.
    """

    thing: Thing
    name: str
    score: float
    is_exact: bool
    is_label: bool


class Filter(NamedTuple):
    """What things must be.

    Args:
        kind: the only kind; None for all.
        classes: numbers of classes, of which a thing must have one; none for all.
        is_entity: whether they have names of their own; None for either.
    """

    kind: str | None = None
    classes: tuple[int, ...] = ()
    is_entity: bool | None = None

    def condition(self, thing: str) -> str:
        """Return the SQL that holds for such a thing, to be put after a condition.

        Args:
            thing: the column with its number.
        """
        tests = ["kind = ?"] * (self.kind is not None)
        tests += ["is_entity = ?"] * (self.is_entity is not None)
        text = ""
        if tests:
            of_thing = " AND ".join([f"id = {thing}", *tests])
            text += f" AND EXISTS (SELECT 1 FROM thing WHERE {of_thing})"  # noqa: S608
        if self.classes:
            marks = ", ".join("?" * len(self.classes))
            of_thing = f"thing = {thing} AND class IN ({marks})"
            text += f" AND EXISTS (SELECT 1 FROM member WHERE {of_thing})"  # noqa: S608
        return text

    def values(self) -> list[str | int]:
        """Return what is to be bound to the question marks of `condition`."""
        known = (self.kind, self.is_entity, *self.classes)
        return [value for value in known if value is not None]
