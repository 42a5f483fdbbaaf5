"""Tell whether a request is for this server, by the host that it names.

A page elsewhere can have its own name lead to an address of ours (DNS
rebinding), and would then read what only this machine should.  So a server that
listens on loopback answers only who calls it by a loopback name, unless the
operator names other hosts.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from ipaddress import ip_address

ANY = "*"
"""The setting with which every host is answered for."""

# RFC 3986, sections 3.2.2 and 3.2.3: a registered name in the letters of DNS, or an address.
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z._-]+)(?::[0-9]{0,5})?")
_LONGEST = 262  # 253 for a name, the rest for the port
_REMEMBERED = 1024


def host_check(trusted_hosts: str, listens_on: str) -> Callable[[Sequence[str]], bool]:
    """Return a function that says whether the Host header fields of a request are answered for.

    Args:
        trusted_hosts: names and addresses with commas between them; `*` is every host,
            `*.example.org` every name below `example.org`; empty means loopback names
            when the server listens on loopback, and every host otherwise.
        listens_on: the server's own address.

    >>> answers = host_check("data.example.org", "127.0.0.1")
    >>> answers(["DATA.example.org:8080"]), answers(["evil.example"]), answers([])
    (True, False, False)
    """
    names = {_name(host.strip()) for host in trusted_hosts.split(",") if host.strip()}
    takes_any = ANY in names or not (names or _is_loopback(listens_on))

    @lru_cache(_REMEMBERED)
    def is_ours(host: str) -> bool:
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        name = _name(match[1])
        return takes_any or (_is_listed(name, names) if names else _is_loopback(name))

    def answers(hosts: Sequence[str]) -> bool:
        if len(hosts) != 1:
            return takes_any and not hosts  # HTTP/1.0 has none; two are an attack
        return len(hosts[0]) <= _LONGEST and is_ours(hosts[0])

    return answers


def _name(host: str) -> str:
    return host.lower().rstrip(".").strip("[]")


def _is_listed(name: str, names: set[str]) -> bool:
    return name in names or any(
        known.startswith("*.") and name.endswith(known[1:]) for known in names
    )


def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
