"""Decide what a query operation gets: whether it may run, and in which format its answer goes."""

from dataclasses import dataclass

from nofuz.fields import REVALIDATED, UNREPEATABLE, of_representation, of_row_limit
from nofuz.formats import (
    BOOLEAN_FORMATS,
    BY_MEDIA_TYPE,
    BY_NAME,
    GRAPH_FORMATS,
    HTML,
    PLAIN_FORMATS,
    RESULT_FORMATS,
    Format,
)
from nofuz.negotiation import choose
from nofuz.query.inspection import Inspected, Query, inspect
from nofuz.query.rows import RowLimit
from nofuz.settings import Settings
from nofuz.sparql.protocol import Operation

_FITTING = {
    "SELECT": RESULT_FORMATS,
    "ASK": BOOLEAN_FORMATS,
    "CONSTRUCT": GRAPH_FORMATS,
    "DESCRIBE": GRAPH_FORMATS,
}


@dataclass(frozen=True)
class Prepared:
    """An operation that may run, and the format of its answer."""

    operation: Operation
    inspected: Inspected
    form: Format
    limit: RowLimit

    @property
    def is_graph(self) -> bool:
        """Whether its result is a graph; else solutions or a boolean."""
        return self.inspected.form in {"CONSTRUCT", "DESCRIBE"}

    def query(self, base: str, form: Format | None = None) -> Query:
        """Return what a child is sent.

        Args:
            base: IRI that relative IRIs of the query are resolved against.
            form: another format than the answer's, to be read here.
        """
        media_type = (form or self.form).media_type
        return self.inspected.query(base, self.operation.scope, media_type, self.limit)

    def fields(self, tag: str, *, is_cut: bool) -> dict[str, str]:
        """Return the header fields of the answer.

        Args:
            tag: opaque tag of the request within the release; the order of solutions
                is the engine's and may change, so that the entity tag is a weak one.
            is_cut: whether the query has more solutions than the client prefers.
        """
        limit = of_row_limit(self.limit, is_cut=is_cut)
        vary = "Accept, Prefer" if self.limit.is_cutting else "Accept"
        if not self.inspected.is_repeatable:
            return of_representation(self.form, vary, cache_control=UNREPEATABLE) | limit
        return of_representation(self.form, vary, f'W/"{tag}"', REVALIDATED) | limit


def prepare(operation: Operation, accept: str | None, settings: Settings) -> Prepared:
    """Return the operation as it may run.

    Raises:
        MalformedQuery, QueryTooComplex: it may not (400).
        FederationRefused: it asks other servers (403).
        NotAcceptable: the client takes none of the formats that it has (406).
    """
    inspected = inspect(operation.text, settings)
    form = _format(inspected, operation.hint, accept)
    most = settings.query_rows if inspected.form == "SELECT" else 0
    preferred = operation.most_rows if inspected.form == "SELECT" else 0
    limit = RowLimit(min(filter(None, (most, preferred)), default=0), is_cutting=preferred > 0)
    return Prepared(operation, inspected, form, limit)


def _format(inspected: Inspected, hint: str, accept: str | None) -> Format:
    """Return the format of the answer: by Accept, or by parameter where Accept leaves it open.

    Browsers and command lines cannot set Accept well, and name a format in the
    address; clients that do set it often name another one there as well.
    """
    is_graph = inspected.form in {"CONSTRUCT", "DESCRIBE"}
    fitting = _FITTING[inspected.form]
    named = BY_NAME.get(hint) or BY_MEDIA_TYPE.get(hint)
    if named is not None and named in (HTML, *fitting) and choose(accept, (HTML, *fitting)) == HTML:
        return named
    return choose(accept, (*fitting, HTML, *(() if is_graph else PLAIN_FORMATS)))
