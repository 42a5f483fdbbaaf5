"""What can go wrong, and the HTTP status that says so.

Two families: `Problem` is for the client of the server and becomes an
`application/problem+json` answer (RFC 9457); `CommandError` is for the person
at the terminal and becomes one line and an exit code.  Everything else is a
fault of the program and stays unexpected.
"""

from collections.abc import Sequence
from http import HTTPStatus
from math import ceil


class Problem(Exception):
    """A request that cannot be answered as asked; str() is the detail for the client."""

    status = HTTPStatus.BAD_REQUEST

    @property
    def headers(self) -> dict[str, str]:
        """Header fields that belong to this answer."""
        return {}


class MalformedQuery(Problem):
    """The query is no SPARQL 1.1 query; the detail names line and column where known."""


class MalformedRequest(Problem):
    """A parameter is missing, doubled, unknown or not what the protocol allows."""


class QueryTooComplex(Problem):
    """The query passes a limit on nesting, patterns, operators or terms."""


class FederationRefused(Problem):
    """The query asks this server to call another one."""

    status = HTTPStatus.FORBIDDEN


class TooManyRows(Problem):
    """A SELECT has more solutions than the operator lets one answer have."""

    status = HTTPStatus.FORBIDDEN

    def __init__(self, most: int) -> None:
        super().__init__(
            f"the result has more than {most} solutions, which is the most that this server"
            f" sends: narrow the query, or take the first with 'Prefer: max-rows={most}'"
        )
        self.most = most

    @property
    def headers(self) -> dict[str, str]:
        """Header fields that belong to this answer."""
        return {"Nofuz-Row-Limit": str(self.most)}


class UnknownHost(Problem):
    """The request is for a host that this server does not answer for."""

    def __init__(self) -> None:
        super().__init__("this server does not answer for the host that the request names")


class UnknownResource(Problem):
    """No triple has this IRI as its subject."""

    status = HTTPStatus.NOT_FOUND


class NotAcceptable(Problem):
    """None of the offered media types is acceptable to the client."""

    status = HTTPStatus.NOT_ACCEPTABLE

    def __init__(self, offers: Sequence[str]) -> None:
        super().__init__(f"on offer: {', '.join(offers)}")
        self.offers = offers

    @property
    def headers(self) -> dict[str, str]:
        """Header fields that belong to this answer."""
        return {"Vary": "Accept"}


class Unwritable(Problem):
    """The result cannot be written in the format that was asked for; others can hold it."""

    status = HTTPStatus.NOT_ACCEPTABLE


class Withdrawn(Problem):
    """The IRI was published once and has been withdrawn; the detail gives the reason."""

    status = HTTPStatus.GONE


class RangeNotSatisfiable(Problem):
    """The representation has none of the bytes that are asked for."""

    status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE

    def __init__(self, length: int) -> None:
        super().__init__(f"there are {length} bytes")
        self.length = length

    @property
    def headers(self) -> dict[str, str]:
        """Header fields that belong to this answer."""
        return {"Content-Range": f"bytes */{self.length}"}


class PreconditionFailed(Problem):
    """The client wants the representation only as it was, and it is another one now."""

    status = HTTPStatus.PRECONDITION_FAILED


class TooLarge(Problem):
    """The request body passes the limit."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class QueryStringTooLong(Problem):
    """The query in the address passes the limit; POST takes longer ones."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG


class LengthRequired(Problem):
    """The request body comes without its length."""

    status = HTTPStatus.LENGTH_REQUIRED


class SlowRequest(Problem):
    """The request body has not come in time."""

    status = HTTPStatus.REQUEST_TIMEOUT


class UnsupportedMediaType(Problem):
    """The request body is of a type that the resource does not take."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class HeaderTooLarge(Problem):
    """A header field is longer than any client needs."""

    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


class _Later(Problem):
    """The same request may be answered later."""

    def __init__(self, detail: str, *, retry_after: float = 1) -> None:
        """Say when.

        Args:
            detail: what is wrong now.
            retry_after: seconds in which another attempt makes sense.
        """
        super().__init__(detail)
        self.retry_after = max(1, ceil(retry_after))

    @property
    def headers(self) -> dict[str, str]:
        """Header fields that belong to this answer."""
        return {"Retry-After": str(self.retry_after)}


class TooManyRequests(_Later):
    """The client has used up what one client may take in this time."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class Unavailable(_Later):
    """The server cannot answer now: a limit was passed or every place is taken."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class DeadlinePassed(Unavailable):
    """The query ran longer than a stranger's query may."""


class MemoryExceeded(Unavailable):
    """The query asked for more memory than a stranger's query may."""


class ResultTooLarge(Unavailable):
    """The result has more bytes than a stranger's query may have."""


class NoPlace(Unavailable):
    """Every child is at work and the queue is full or was too slow."""


class EvaluationFailed(Unavailable):
    """The child died while it evaluated the query."""


class CommandError(Exception):
    """A command cannot do what it was asked; str() is the one line to print."""

    exit_code = 1


class NoDataset(CommandError):
    """The folder does not have the form of a dataset."""

    exit_code = 2
