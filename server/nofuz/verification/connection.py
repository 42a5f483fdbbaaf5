"""Send one GET request to an address that was judged, within a deadline and a size.

`http.client` speaks HTTP; the socket is our own, so that it goes where it was
told to, and so that every read ends at the deadline: a server that trickles
its answer gains no time.  No proxy, no cookies, no compression.
"""

import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import closing
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, NamedTuple

from nofuz.verification.addresses import NotFetched, Target

_OK = 200


class Answer(NamedTuple):
    """What a server answered; the body is read only when the status is 200."""

    status: int
    headers: Message
    body: bytes = b""


def get(
    target: Target, addresses: Sequence[str], agent: str, *, seconds: float, size: int
) -> Answer:
    """Ask for a target.

    Args:
        target: what is asked for.
        addresses: IP addresses to try in their order; nothing else is connected to.
        agent: who asks, for the header User-Agent.
        seconds: time for the whole, from the connection to the last byte.
        size: bytes that the body may have.

    Raises:
        NotFetched: no connection, no proper answer, too slow, too large or cut short.
    """
    headers = {"User-Agent": agent, "Accept": "text/html, text/plain;q=0.9", "Connection": "close"}
    deadline = time.monotonic() + seconds
    kind = HTTPSConnection if target.scheme == "https" else HTTPConnection
    try:
        with closing(kind(target.host, target.port)) as connection:
            connection.sock = _open(target, addresses, deadline)
            connection.request("GET", target.path, headers=headers)
            with connection.getresponse() as response:
                body = _body(response, size) if response.status == _OK else b""
                return Answer(response.status, response.headers, body)
    except TimeoutError:
        raise NotFetched(f"{target.host} took longer than {seconds:g} seconds") from None
    except ssl.SSLCertVerificationError as error:
        reason = f"{target.host} has no valid certificate: {error.verify_message}"
        raise NotFetched(reason) from None
    except HTTPException as error:
        raise NotFetched(f"{target.host} gave no proper answer: {type(error).__name__}") from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise NotFetched(f"{target.host} cannot be reached: {reason}") from None


def _body(response: HTTPResponse, size: int) -> bytes:
    if response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise NotFetched("the answer is compressed, which was not asked for")
    body = b"" if (response.length or 0) > size else response.read(size + 1)
    if len(body) > size or (response.length or 0) > size:
        raise NotFetched(f"the answer is larger than {size:,} bytes")
    if response.length:
        raise NotFetched("the answer was cut short")
    return body


class _Socket(socket.socket):
    """A socket whose reads end at a deadline."""

    deadline = 0.0

    def recv_into(self, *arguments: Any) -> int:
        """Read what comes before the deadline."""
        self.settimeout(_left(self.deadline))
        return super().recv_into(*arguments)


class _SecureSocket(ssl.SSLSocket):
    """A socket for TLS whose reads end at a deadline; its handshake keeps the time by itself."""

    deadline = 0.0

    def recv_into(self, *arguments: Any) -> int:
        """Read what comes before the deadline."""
        self.settimeout(_left(self.deadline))
        return super().recv_into(*arguments)


def _open(target: Target, addresses: Sequence[str], deadline: float) -> socket.socket:
    """Connect to the first of the addresses that answers.

    Raises:
        OSError: none answers, or the deadline passed, or there is no valid certificate.
    """
    opened, fault = None, OSError("no address")
    for number, address in enumerate(addresses):
        share = _left(deadline) / (len(addresses) - number)
        try:
            opened = _connect(address, target.port, share)
            break
        except OSError as error:
            fault = error
    if opened is None:
        raise fault
    opened.deadline = deadline
    return opened if target.scheme == "http" else _secured(opened, target.host)


def _connect(address: str, port: int, seconds: float) -> _Socket:
    opened = _Socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        opened.settimeout(seconds)
        opened.connect((address, port))
    except OSError:
        opened.close()
        raise
    return opened


def _secured(opened: _Socket, host: str) -> _SecureSocket:
    context = ssl.create_default_context()
    context.sslsocket_class = _SecureSocket
    try:
        opened.settimeout(_left(opened.deadline))
        secured = context.wrap_socket(opened, server_hostname=host)
    except OSError:
        opened.close()
        raise
    assert isinstance(secured, _SecureSocket)  # noqa: S101 - the context was told so
    secured.deadline = opened.deadline
    return secured


def _left(deadline: float) -> float:
    """Return the seconds until a deadline.

    Raises:
        TimeoutError: it has passed.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
