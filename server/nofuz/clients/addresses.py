"""Tell by what name a client is known: its address, or that of its network.

X-Forwarded-For is written by whoever likes to.  It is believed only as far as
proxies that the operator names have written it: from its right end, each of
these names who it was asked by.
"""

import logging
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from nofuz.errors import CommandError

_log = logging.getLogger(__name__)

_Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network

# What a provider gives to one customer: within it, an address is the customer's choice.
_CUSTOMER_PREFIX = 64
_MOST_HOPS = 20
_LONGEST_HOP = 60  # an address of IPv6 with a zone, brackets and a port
_REMEMBERED = 4096
_LONGEST_REMEMBERED = 200


class Clients:
    """Names clients; to be made once a process."""

    def __init__(self, trusted_proxies: str = "") -> None:
        """Begin.

        Args:
            trusted_proxies: addresses or networks, with commas between them.

        Raises:
            CommandError: one of them is neither.
        """
        self._proxies = [_network(text) for text in _listed(trusted_proxies)]
        self._has_warned = False
        # What a stranger writes is remembered only while it is short.
        self._named_peer = lru_cache(_REMEMBERED)(_name_of_peer)
        self._is_proxy = lru_cache(_REMEMBERED)(self._is_named)
        self._remembered_behind = lru_cache(_REMEMBERED)(self._behind)

    def name(self, peer: str, forwarded: Sequence[str] = ()) -> str:
        """Return the name of the client of a request, the same for all its requests.

        Args:
            peer: address and port that the connection comes from.
            forwarded: the X-Forwarded-For header fields, in their order.

        >>> Clients("10.0.0.1").name("10.0.0.1:4711", ["192.0.2.9, 192.0.2.7"])
        '192.0.2.7'
        >>> Clients().name("[2001:db8::17]:4711")
        '2001:db8::/64'
        """
        address = _without_port(peer)
        if not forwarded:
            return self._named_peer(address)
        if not self._is_proxy(address):
            self._warn()
            return self._named_peer(address)
        fields = ",".join(forwarded)
        is_short = len(fields) <= _LONGEST_REMEMBERED
        return (self._remembered_behind if is_short else self._behind)(address, fields)

    def _behind(self, peer: str, forwarded: str) -> str:
        """Return the last address that no proxy of ours has, or the peer's if there is none."""
        hops = forwarded.rsplit(",", _MOST_HOPS)[-_MOST_HOPS:]
        for hop in reversed(hops):
            address = _address(_without_port(hop.strip()))
            if address is None:
                break
            if not self._has(address):
                return _name(address)
        return self._named_peer(peer)

    def _is_named(self, text: str) -> bool:
        address = _address(text)
        return address is not None and self._has(address)

    def _has(self, address: _Address) -> bool:
        return any(address in network for network in self._proxies)

    def _warn(self) -> None:
        # Without the address: it may be a stranger's.
        if not self._has_warned:
            self._has_warned = True
            _log.warning(
                "X-Forwarded-For came from an address that --trusted-proxies does not name, and is"
                " not believed: if that is a proxy of yours, all its clients count as one"
            )


def _name_of_peer(text: str) -> str:
    address = _address(text)
    return text if address is None else _name(address)


def _name(address: _Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((address.packed[: _CUSTOMER_PREFIX // 8] + bytes(8), _CUSTOMER_PREFIX)))


def _address(text: str) -> _Address | None:
    if len(text) > _LONGEST_HOP:
        return None
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _without_port(text: str) -> str:
    """Return the address of "192.0.2.1:80", "[2001:db8::1]:80" or of either without a port.

    >>> [_without_port(text) for text in ("192.0.2.1:80", "[2001:db8::1]:80", "2001:db8::1")]
    ['192.0.2.1', '2001:db8::1', '2001:db8::1']
    """
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _network(text: str) -> _Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise CommandError(f"a trusted proxy is an address or a network: {error}") from None
