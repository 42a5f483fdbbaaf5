"""What is sent to a server, and what its answers have to be."""

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import quote_plus

from .questions import JSON

NUMBER = "_NUMBER_"
"""Stands in a path where the load writes another number for every request."""


class WrongAnswer(Exception):
    """An answer is not 200, or not the same as a peer's."""


@dataclass(frozen=True)
class Request:
    """A GET request."""

    path: str
    accept: str

    def send(self, connection: HTTPConnection) -> bytes:
        """Return the body of the answer.

        Raises:
            WrongAnswer: the status is not 200.
        """
        path = self.path.replace(NUMBER, "0")
        connection.request("GET", path, headers={"Accept": self.accept})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise WrongAnswer(f"{self.path}: {response.status} {body[:300]!r}")
        return body


def query(endpoint: str, text: str, accept: str = JSON, *, is_new: bool = True) -> Request:
    """Return the request of a query.

    Args:
        endpoint: path of the server's endpoint, up to the text of the query.
        text: the query.
        accept: media type of the answer.
        is_new: has the load make each one differ, so that no cache of answers helps anyone.
    """
    ending = f" # {NUMBER}" if is_new else ""
    return Request(endpoint + quote_plus(text + ending), accept)
