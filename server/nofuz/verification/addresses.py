"""Decide which servers may be asked: public ones, and those that the operator names.

The addresses come from a dataset, which may be a stranger's, and from redirects.
They must not make this program reach into the network that it runs in.  So a host
is resolved once, all that it resolves to is judged, and the connection goes to
an address that was judged: a name that means something else a moment later
(DNS rebinding) changes nothing.
"""

import re
import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple, Self
from urllib.parse import quote, urlsplit

Resolve = Callable[[str, int], Sequence[str]]
"""Takes a host and a port, returns IP addresses; raises OSError."""

_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?")
# The well-known prefix of NAT64 (RFC 6052, section 2.1): the last 32 bits are an IPv4 address.
_NAT64 = IPv6Network("64:ff9b::/96")
# What RFC 3986 lets stand in a path or query as it is; a percent sign is taken for an escape.
_SAFE = "/%:@!$&'()*+,;=~-._?"


class NotFetched(Exception):
    """A document could not be had, or must not be; str() is the reason in one line."""

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        super().__init__("".join(filter(str.isprintable, reason)))
        self.status = status
        """The HTTP status, where that is the reason."""


class Target(NamedTuple):
    """An address on the web, taken apart; host and path are ASCII."""

    scheme: str
    host: str
    port: int
    path: str
    """With the query, as a request has it."""

    @classmethod
    def of(cls, url: str) -> Self:
        """Return the target of a URL.

        Raises:
            NotFetched: it is no URL of http or https.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
            host = _ascii(parts.hostname or "")
        except ValueError:
            raise NotFetched(f"{url[:200]!r} is no address") from None
        if parts.scheme not in _PORTS:
            raise NotFetched(f"{parts.scheme[:20] or 'no scheme'}: is neither http nor https")
        path = quote(parts.path, safe=_SAFE) or "/"
        query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
        return cls(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, path + query)

    @property
    def server(self) -> str:
        """Host and port, as `server_name` writes them."""
        return server_name(self.host, self.port)

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.server}"

    @property
    def url(self) -> str:
        """The whole address again."""
        return self.origin + self.path


def server_name(host: str, port: int) -> str:
    """Return host and port in one.

    >>> server_name("127.0.0.1", 8000), server_name("::1", 8000)
    ('127.0.0.1:8000', '[::1]:8000')
    """
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def read_server(text: str) -> str:
    """Return HOST:PORT as `Target.server` writes it.

    Raises:
        ValueError: there is no host or no port.
    """
    parts = urlsplit(f"//{text}")
    if not parts.hostname or parts.port is None or parts.netloc != text or "@" in text:
        raise ValueError(f"{text} is not of the form HOST:PORT")
    return server_name(_ascii(parts.hostname), parts.port)


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, best first.

    Raises:
        OSError: it has none, or the name service does not answer.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def addresses(target: Target, resolve: Resolve, allowed: Collection[str]) -> list[str]:
    """Return the IP addresses that a request to a target may go to.

    Args:
        target: what is to be fetched.
        resolve: asked once.
        allowed: servers (HOST:PORT) that the operator names; they need not be public.

    Raises:
        NotFetched: the host is unknown, or one of its addresses is not public.
    """
    try:
        found = list(resolve(target.host, target.port))
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise NotFetched(f"the host {target.host} is unknown")
    if target.server not in allowed:
        for address in found:
            if not is_public(address):
                raise NotFetched(f"{target.server} is at {address}, which is not public")
    return found


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, whatever it is wrapped in.

    Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, as `ipaddress` knows them.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        known = ip_address(address)
    except ValueError:
        return False
    if isinstance(known, IPv6Address) and (inner := _wrapped(known)):
        return all(map(_is_public, inner))
    return _is_public(known)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or (isinstance(address, IPv6Address) and address.is_site_local)
    )


def _wrapped(address: IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that traffic to an IPv6 address may end at."""
    if address in _NAT64:
        return [IPv4Address(address.packed[-4:])]
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    return [inner for inner in found if inner is not None]


def _ascii(host: str) -> str:
    """Return a host's name in the form that the name service knows.

    Raises:
        ValueError: it is no name of a host.
    """
    if ":" in host:
        return str(IPv6Address(host))
    name = host.encode("idna").decode("ascii").lower()
    if not _NAME.fullmatch(name):
        raise ValueError("no name of a host")
    return name
