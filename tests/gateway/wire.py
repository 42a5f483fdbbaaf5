"""Requests as bytes, for clients that keep to no rule, and what comes back."""

from dataclasses import dataclass
from email.parser import BytesParser
from http.client import HTTPMessage


@dataclass(frozen=True)
class Answer:
    """What came back for some bytes; status 0 when the connection was closed without a word."""

    status: int
    headers: HTTPMessage
    body: bytes
    is_closed: bool


def request(line, *fields, body=b"", close=True):
    """Return a request: its first line, further header fields, its body."""
    lines = [line, b"Host: localhost", *fields, *([b"Connection: close"] if close else [])]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def post(query, *fields, content_type=b"application/sparql-query", close=True):
    """Return a query by POST with its Content-Length."""
    length = b"Content-Length: %d" % len(query)
    typed = b"Content-Type: " + content_type
    return request(b"POST /sparql HTTP/1.1", typed, length, *fields, body=query, close=close)


def exchange(server, *pieces, seconds=10, is_over=False):
    """Send bytes on a connection of their own and read until it is closed, or for so long.

    Args:
        server: a live server.
        pieces: what is sent.
        seconds: patience with a server that says nothing more.
        is_over: whether the client says that nothing more will come.
    """
    with server.connect() as connection:
        connection.settimeout(seconds)
        try:
            for piece in pieces:
                connection.sendall(piece)
            if is_over:
                connection.shutdown(1)
        except OSError:
            pass  # the server has closed already; what it said is still to be read
        return parsed(*_received(connection))


def _received(connection):
    received = b""
    try:
        while piece := connection.recv(65536):
            received += piece
    except TimeoutError:
        return received, False
    except ConnectionError:
        pass
    return received, True


def parsed(received, is_closed=True):
    """Return the answer that some bytes are."""
    head, _, body = received.partition(b"\r\n\r\n")
    line, _, fields = head.partition(b"\r\n")
    headers = BytesParser(HTTPMessage).parsebytes(fields + b"\r\n\r\n")
    return Answer(int(line.split()[1]) if line else 0, headers, body, is_closed)
