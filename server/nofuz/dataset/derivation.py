"""Derive triples from those of the dataset by the SPARQL rules that it carries.

A rule is a CONSTRUCT in `ontology/rules/`; its first line names the graph that
takes the triples.  Rules run in the order of their names, each over all that
the dataset says and the earlier rules made.
"""

from collections.abc import Callable
from datetime import date

from nofuz.dataset.bounds import earliest, latest
from nofuz.dataset.folder import Dataset
from nofuz.dataset.rules import EARLIEST, LATEST, graph_name
from nofuz.errors import CommandError
from nofuz.namespaces import EDTF, PREFIXES
from nofuz.store.memory import Function, MemoryStore
from nofuz.store.terms import Term, literal


def apply_rules(dataset: Dataset, store: MemoryStore) -> None:
    """Run the rules over a store and put what they make into its derived graphs.

    Raises:
        CommandError: a rule is no CONSTRUCT or does not name its graph.
    """
    for path in dataset.rules:
        try:
            text = dataset.read(path).decode()
            graph = graph_name(text)
            store.add(f"{dataset.base}graph/{graph}", store.construct(text, FUNCTIONS))
        except ValueError as error:
            raise CommandError(f"rule {dataset.name(path)}: {error}") from None


def _of_edtf(bound: Callable[[str], date | None]) -> Function:
    def function(value: Term) -> Term | None:
        day = bound(value.value) if value.datatype == EDTF else None
        return literal(day.isoformat(), datatype=PREFIXES["xsd"] + "date") if day else None

    return function


FUNCTIONS = {EARLIEST: _of_edtf(earliest), LATEST: _of_edtf(latest)}
