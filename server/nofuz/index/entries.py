"""What goes into the index: a thing with its names, its wording and its kinds."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Name:
    """A form of a thing's name; the label is the one that a page shows in its language."""

    text: str
    language: str = ""
    is_label: bool = False


@dataclass(frozen=True)
class Entry:
    """A thing that can be found.

    Args:
        iri: its published IRI.
        kind: the first part of its path, such as "agent" or "proposition".
        label: the name that a list shows.
        names: all forms of its name, the label among them.
        texts: descriptions, definitions and notes, the one to show first.
        classes: IRIs of its classes, from the narrowest to the widest.
        standing: IRI of a proposition's standing.
        is_entity: whether it is somebody or something with a name of its own, that
            other spellings of the name should find as well.
    """

    iri: str
    kind: str
    label: str
    names: tuple[Name, ...]
    texts: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    standing: str | None = None
    is_entity: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """Which properties the entities of each class have, and what these are called.

    Args:
        labels: label of each class and property, by IRI.
        usage: how many entities of a class have a property, by class and property.
    """

    labels: dict[str, str] = field(default_factory=dict)
    usage: dict[tuple[str, str], int] = field(default_factory=dict)
